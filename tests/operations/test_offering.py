"""What the hall says it offers: closed with when and where instead, found by what people type and say."""

from datetime import UTC, datetime
from typing import Any

import pytest

from config.definition import Definition
from config.loading import HALLS, load_definition
from config.pictures import picture_of
from server.domain.actor import Role
from server.operations import offering, windows
from server.operations.views import View
from tests.small_hall import Hall, clerk, definition, new_hall


def told(hall: Hall) -> dict[str, Any]:
    with hall.store.read() as conn:
        known: Definition = hall.store.definition(conn, "small")
        return offering.services(View(conn=conn, definition=known, now=hall.clock[0], role=Role.KIOSK))


def row(hall: Hall, code: str) -> dict[str, Any]:
    return next(each for each in told(hall)["services"] if each["code"] == code)


@pytest.mark.parametrize(
    ("at", "opens_at"),
    [
        ("2026-03-02T00:30:00", "2026-03-02T01:00:00.000Z"),  # Monday half past eight: at nine
        ("2026-03-02T04:10:00", "2026-03-02T05:00:00.000Z"),  # lunch: at one
        ("2026-03-06T10:00:00", "2026-03-09T01:00:00.000Z"),  # Friday evening: on Monday
        ("2026-03-02T01:30:00", None),
    ],
)
def test_a_closed_hall_says_when_it_opens(hall: Hall, at: str, opens_at: str | None) -> None:
    hall.clock[0] = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert told(hall)["opens_at"] == row(hall, "A")["opens_at"] == opens_at
    assert row(hall, "A")["open"] is (opens_at is None)


def test_a_quota_used_up_says_the_next_day_and_who_may_be_asked(hall: Hall) -> None:
    hall.open("3")
    hall.issue("C")
    hall.issue("C")
    full = row(hall, "C")
    assert (full["closed_reason"], full["opens_at"]) == ("quota", "2026-03-03T01:00:00.000Z")
    assert full["windows_open"] == ["3"]


def test_windows_at_lunch_are_said_and_tickets_go_on(hall: Hall) -> None:
    hall.open("1", "2")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="lunch"))
    assert row(hall, "A")["paused"] is None
    hall.do(clerk("2"), lambda turn: windows.pause(turn, "2", reason="lunch"))
    assert (row(hall, "A")["paused"], row(hall, "A")["open"]) == ("lunch", True)


def test_a_group_is_closed_when_all_in_it_are(database: str) -> None:
    group = [
        {"code": "G", "name": {"zh-CN": "公证"}, "prefix": "G"},
        {"code": "G1", "name": {"zh-CN": "遗嘱"}, "parent": "G", "appointment_only": True},
        {"code": "G2", "name": {"zh-CN": "委托"}, "parent": "G", "quota": 0},
    ]
    hall = new_hall(database, definition(services=group, windows=[{"code": c, "general": True} for c in "123"]))
    assert [row(hall, code)["closed_reason"] for code in ("G", "G1", "G2")] == [
        "appointment_only",
        "appointment_only",
        "quota",
    ]
    assert row(hall, "G1")["opens_at"] is None
    hall.store.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("sfz", "A"), ("身份证", "A"), ("qhk", "A"), ("household", "A"), ("db", "J"), ("yibao", "H"), ("贫困", "J")],
)
def test_the_demonstration_hall_finds_what_people_say(database: str, typed: str, found: str) -> None:
    maqu = load_definition(HALLS / "maqu.toml").model_copy(update={"code": "small"})
    hall = new_hall(database, maqu)
    assert found in [each["code"] for each in told(hall)["services"] if typed in each["search"]]
    hall.store.close()


@pytest.mark.parametrize(
    ("name", "icon"),
    [({"zh-CN": "身份证"}, "id"), ({"zh-CN": "本人银行卡"}, "credit-card"), ({"en": "A stone"}, "file-text")],
)
def test_everything_to_bring_has_a_picture(name: dict[str, str], icon: str) -> None:
    assert picture_of(name, {}) == icon
    assert picture_of(name, {next(iter(name.values())): "star"}) == "star"
