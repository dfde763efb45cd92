"""Coming later over the API, what a button box says of itself, and the words that are read aloud."""

import io
import wave

from tests.api.test_servings import called
from tests.hubs import DemoHub


def test_a_citizen_lets_others_go_first_and_only_with_their_own_ticket(hub: DemoHub) -> None:
    mine, other = (hub.kiosk().post("/tickets", {"service": "L"}).json() for _ in range(2))
    key = "8c5a8a1e-3f0f-4a7e-9d63-1b1f6f6c2a01"
    citizen = hub.citizen(mine)
    answer = citizen.post(f"/tickets/{mine['id']}/postpone", {"places": 1}, key=key)
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["ahead"], answer.json()["postponed"]) == ("waiting", 1, True)
    again = citizen.post(f"/tickets/{mine['id']}/postpone", {"places": 1}, key=key)
    assert (again.headers["Idempotency-Replayed"], again.content) == ("true", answer.content)
    assert hub.citizen(other).get(f"/tickets/{other['id']}").json()["ahead"] == 0
    assert citizen.post(f"/tickets/{other['id']}/postpone", {"places": 1}).status_code == 403
    for places in (0, 51, "two", None):
        refused = citizen.post(f"/tickets/{mine['id']}/postpone", {"places": places})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "places")
    citizen.post(f"/tickets/{mine['id']}/cancel")
    gone = citizen.post(f"/tickets/{mine['id']}/postpone", {"places": 1}, headers={"Accept-Language": "zh-CN"})
    assert gone.status_code == 409
    assert mine["number"] in gone.json()["detail"]


def test_only_what_stands_at_the_window_can_be_a_button_box(hub: DemoHub) -> None:
    clerk, serving = called(hub, "1", "A")
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    press = {"serving": serving["id"], "grade": "satisfied", "channel": "button_box"}
    assert hub.evaluator("1").post("/ratings", {**press, "channel": "phone"}).status_code == 422
    assert hub.evaluator("1").post("/ratings", press).status_code == 201


def test_invitation_and_thanks_are_read_aloud_also_where_the_language_has_no_voice_yet(hub: DemoHub) -> None:
    tablet = hub.evaluator("1")
    chinese, tibetan = (tablet.get(f"/speech/{language}/rating/invitation.wav") for language in ("zh-CN", "bo"))
    with wave.open(io.BytesIO(chinese.content)) as sound:
        assert sound.getsampwidth() == 2
        assert sound.getnframes() / sound.getframerate() > 2
    assert tibetan.content == chinese.content
    assert tablet.get("/speech/en/rating/thanks.wav").content != tablet.get("/speech/zh-CN/rating/thanks.wav").content
    assert tablet.get("/speech/fr/rating/thanks.wav").status_code == 204
    assert tablet.get("/speech/zh-CN/rating/anything.wav").status_code == 422


def test_pages_travel_squeezed_and_are_not_sent_twice(hub: DemoHub) -> None:
    for path in ("/assets/phone/phone.js", "/vendor/npm/lit-html/lit-html.js"):
        squeezed = {"Accept-Encoding": "gzip, deflate"}
        first = hub.caller(None).get(f"{hub.base_url}{path}", headers=squeezed)
        assert first.headers["Content-Encoding"] in ("gzip", "deflate")
        tag = {"If-None-Match": first.headers["ETag"], **squeezed}
        assert hub.caller(None).get(f"{hub.base_url}{path}", headers=tag).status_code == 304
    answer = hub.kiosk().get("/services", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
