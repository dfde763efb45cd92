"""What only kiosks ask: lists of what to bring, check-in, spoken steps, and the set-up behind the service PIN."""

import io
import json
import time
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.hubs import DemoHub
from tests.kiosk.code_reader import read_code
from tests.kiosk.escpos_picture import printed


def first_print(hub: DemoHub, pattern: str) -> Path:
    folder = hub.folder / "data" / "prints"
    give_up_at = time.monotonic() + 10
    while not (found := list(folder.glob(pattern))):
        assert time.monotonic() < give_up_at, f"{pattern} was not printed"
        time.sleep(0.05)
    return found[0]


def test_the_list_of_what_to_bring_is_printed_without_a_ticket(hub: DemoHub) -> None:
    kiosk = hub.kiosk()
    asked = kiosk.post("/services/H/notice-prints", {"language": "bo"})
    assert asked.status_code == 202
    assert (asked.json()["ticket"], asked.json()["service"], asked.json()["state"]) == (None, "H", "queued")
    sheet = asked.json()["sheet"]
    assert len(sheet["pictures"]) == len(sheet["materials"]) == 4
    paper = printed(first_print(hub, "notice-H-*.bin").read_bytes())
    assert paper.cuts == 1
    assert read_code(paper.picture) == ""
    give_up_at = time.monotonic() + 5
    while kiosk.get(f"/prints/{asked.json()['id']}").json()["state"] != "printed":
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
    assert kiosk.post("/services/NONE/notice-prints", {}).status_code == 404
    assert kiosk.post("/services/H/notice-prints", {"language": "fr"}).status_code == 422


def test_an_appointment_is_made_listed_and_checked_in(hub: DemoHub) -> None:
    clerk, kiosk = hub.staff("1"), hub.kiosk()
    at = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    made = clerk.post("/appointments", {"service": "A", "at": at})
    assert made.status_code == 201
    code = made.json()["code"]
    ticket = kiosk.post(f"/appointments/{code}/check-in", {"language": "en"})
    assert ticket.status_code == 201
    assert (ticket.json()["priority"], ticket.json()["due_at"]) == ("appointment", made.json()["at"])
    assert kiosk.post(f"/appointments/{code}/check-in", {}).json()["id"] == ticket.json()["id"]
    refused = kiosk.post("/appointments/nothing/check-in", {}, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["detail"]) == (
        404,
        "There is no such appointment. Please check the number.",
    )
    later = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%d")
    listed = clerk.post("/appointments/imports", {"csv": f"service,at,code\nB,{later} 10:00,WX-77\n"})
    assert [each["code"] for each in listed.json()["appointments"]] == ["WX-77"]
    assert (
        clerk.post("/appointments/imports", {"csv": "service,at\nB,soon\n"}).json()["errors"][0]["field"] == "row 2: at"
    )
    assert [a["code"] for a in clerk.get(f"/appointments?day={later}").json()["appointments"]] == ["WX-77"]
    assert clerk.post("/appointments/WX-77/cancel").json()["state"] == "cancelled"


def test_staff_see_who_came_for_somebody_else(hub: DemoHub) -> None:
    ticket = hub.kiosk().post("/tickets", {"service": "K", "on_behalf": True}).json()
    assert ticket["on_behalf"] is True
    clerk = hub.staff("5")
    assert [t["on_behalf"] for t in clerk.get("/queue").json()["queue"] if t["id"] == ticket["id"]] == [True]
    clerk.post("/windows/5/open")
    assert clerk.post("/windows/5/call", {"ticket": ticket["number"]}).json()["ticket"]["on_behalf"] is True


def test_each_step_is_spoken_in_the_catalogues_words_and_nothing_else(hub: DemoHub) -> None:
    kiosk = hub.kiosk()
    ticket = kiosk.post("/tickets", {"service": "L"}).json()
    for path in (
        "/speech/zh-CN/prompts/home.wav",
        "/speech/en/prompts/before.wav?service=A",
        f"/speech/zh-CN/prompts/taken.wav?ticket={ticket['id']}",
    ):
        answer = kiosk.get(path)
        assert answer.status_code == 200, path
        with wave.open(io.BytesIO(answer.content)) as sound:
            assert sound.getnframes() / sound.getframerate() > 1.5, path
    for path in (
        "/speech/bo/prompts/home.wav",  # Tibetan is recorded or silent
        "/speech/zh-CN/prompts/anything.wav",
        "/speech/zh-CN/prompts/before.wav",
        "/speech/fr/prompts/home.wav",
        "/speech/zh-CN/prompts/taken.wav?ticket=nothing",
    ):
        assert kiosk.get(path).status_code == 404, path


def test_the_set_up_opens_with_the_pin_and_guesses_are_limited(own_hub: DemoHub) -> None:
    kiosk, manager = own_hub.kiosk(), own_hub.manager()
    first = json.loads((own_hub.folder / "data" / "credentials.json").read_text())["passwords"]["#kiosk-pin"]
    assert f"kiosk PIN           {first}" in (own_hub.folder / "hub.log").read_text()
    opened = kiosk.post("/kiosk/unlock", {"pin": first})
    assert opened.status_code == 200
    assert (opened.json()["device"], opened.json()["hall"]) == ("kiosk", "maqu")
    assert manager.post("/kiosk/pin", {"pin": "271828"}).status_code == 204
    wrong = [kiosk.post("/kiosk/unlock", {"pin": first}).status_code for _ in range(6)]
    assert wrong == [403] * 5 + [429]
    assert kiosk.post("/kiosk/unlock", {"pin": "271828"}).status_code == 429
    assert kiosk.post("/tickets", {"service": "A"}).status_code == 201
