"""Alerts as callers meet them: who sees which, who may answer, what the window's page is told. What is watched and
when each step begins: tests/operations/test_supervising.py.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.browser.served_hall import ServedHall, hall_like
from tests.feed.terminals import Terminal
from tests.hubs import Caller

T = TypeVar("T")
WITHIN = 20.0
AT_ONCE = {"notice": 0, "yellow": 900, "red": 1000}
HASTY = {"idle_minutes": AT_ONCE, "waiting_percent": {"notice": 5000, "yellow": 6000, "red": 7000}}


def until(seen: Callable[[], T]) -> T:
    """What ``seen`` gives as soon as that is something."""
    give_up_at = time.monotonic() + WITHIN
    while not (found := seen()):
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """A hall in which a window is idle as soon as somebody waits for it."""
    folder: Path = tmp_path_factory.mktemp("hasty")
    hub = ServedHall(folder, definition=hall_like("maqu", supervision=HASTY), through=("tests.quick_hub",)).start()
    yield hub
    hub.stop()


@pytest.fixture
def idle(hasty: ServedHall) -> Iterator[dict[str, Any]]:
    """Window 1 is open, somebody waits, and it is told of; afterwards it is empty again."""
    clerk = hasty.staff("1")
    clerk.post("/windows/1/open")
    ticket = hasty.kiosk().post("/tickets", {"service": "A"}).json()
    manager = hasty.manager()
    (alert,) = until(lambda: alerts(manager))
    yield alert
    clerk.post(f"/tickets/{ticket['id']}/cancel")
    until(lambda: not alerts(manager))


def alerts(caller: Caller, query: str = "") -> list[dict[str, Any]]:
    answer = caller.get(f"/alerts{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["alerts"]
    return found


def test_the_window_answers_and_the_manager_sees_who_was_told_and_who_reacted(
    hasty: ServedHall, idle: dict[str, Any]
) -> None:
    assert (idle["watch"], idle["window"], idle["step"], idle["count"]) == ("idle", "1", "notice", 1)
    assert [each["id"] for each in hasty.staff("1").get("/queue").json()["alerts"]] == [idle["id"]]
    assert alerts(hasty.staff("2")) == []
    answer = hasty.staff("1").post(f"/alerts/{idle['id']}/acknowledge", {"text": "马上叫号"})
    assert answer.status_code == 200, answer.text
    (seen,) = alerts(hasty.manager())
    assert not seen["wants_answer"]
    raised, reacted = seen["steps"]
    assert [each["name"] for each in raised["told"]] == ["才让卓玛"]
    assert (reacted["by"]["name"], reacted["text"]) == ("才让卓玛", "马上叫号")
    again = hasty.manager().post(f"/alerts/{idle['id']}/acknowledge", {"text": "好"})
    assert (again.status_code, again.json()["type"]) == (409, "urn:jiaohao:problem:alert_answered")


def test_another_window_may_not_answer_and_nobody_without_a_word(hasty: ServedHall, idle: dict[str, Any]) -> None:
    path = f"/alerts/{idle['id']}/acknowledge"
    refused = hasty.staff("2").post(path, {"text": "好"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:jiaohao:problem:not_your_alert")
    assert hasty.manager().post(path, {"text": " "}).json()["errors"][0]["field"] == "text"


def test_what_is_over_stays_in_the_days_list_and_cannot_be_answered(hasty: ServedHall) -> None:
    over = next(each for each in alerts(hasty.manager(), "?state=all") if each["state"] == "over")
    refused = hasty.manager().post(f"/alerts/{over['id']}/acknowledge", {"text": "好"})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:jiaohao:problem:alert_over")
    assert over["steps"][-1]["kind"] == "alert.ended"
    assert alerts(hasty.manager(), "?state=all&from=2020-01-01&to=2020-01-31") == []
    assert hasty.manager().get("/alerts?state=all&from=2026-02-02&to=2026-02-01").status_code == 422


@pytest.mark.parametrize(
    ("who", "shown"),
    [("staff-1", "step"), ("manager", "told"), ("staff-2", None), ("display", None)],
)
def test_the_feed_tells_whom_it_concerns(hasty: ServedHall, who: str, shown: str | None) -> None:
    terminal = Terminal(hasty.base_url, caller(hasty, who).token).connect()
    terminal.wait_for(lambda t: bool(t.snapshots))
    clerk = hasty.staff("1")
    clerk.post("/windows/1/open")
    ticket = hasty.kiosk().post("/tickets", {"service": "A"}).json()
    manager = hasty.manager()
    until(lambda: alerts(manager))
    clerk.post(f"/tickets/{ticket['id']}/cancel")
    until(lambda: not alerts(manager))
    clerk.post("/windows/1/pause", {"reason": "break"})
    terminal.wait_for(lambda t: "window.paused" in t.kinds())
    clerk.post("/windows/1/resume")
    terminal.leave()
    told = [event for event in terminal.events if event["kind"].startswith("alert.")]
    assert [event["kind"] for event in told] == (["alert.raised", "alert.ended"] if shown else [])
    assert all(shown in event["data"] for event in told)
    assert who == "manager" or not any("told" in event["data"] for event in told)


def caller(hub: ServedHall, who: str) -> Caller:
    role, _, window = who.partition("-")
    return hub.staff(window) if window else getattr(hub, role)()
