"""What is sent to harm the hub is refused like any other mistake: no 5xx, no memory filled."""

import base64
import io

import pytest
import requests
from PIL import Image

from tests.hubs import DemoHub

NESTED = '{"a":' + "[" * 20_000 + "]" * 20_000 + "}"


@pytest.mark.parametrize("path", ["/api/v1/sessions", "/api/v1/pairings", "/login", "/logout"])
def test_a_stranger_cannot_nest_too_deep(hub: DemoHub, path: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = requests.post(hub.base_url + path, data=NESTED, headers=headers, timeout=30)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("report", ["ratings", "tickets", "cases", "figures"])
@pytest.mark.parametrize("period", ["from=0001-01-01&to=2026-01-01", "from=2026-01-01&to=9999-12-31"])
def test_days_outside_any_calendar_are_refused(hub: DemoHub, report: str, period: str) -> None:
    assert hub.manager().get(f"/reports/{report}?{period}").status_code == 422


def test_files_are_not_ordered_of_days_outside_any_calendar(hub: DemoHub) -> None:
    days = {"from": "0001-01-01", "to": "9999-12-31"}
    assert hub.manager().post("/exports", {"what": "report", "format": "xlsx", **days}).status_code == 422


def test_a_small_file_of_a_huge_picture_is_refused(hub: DemoHub) -> None:
    picture = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(picture, "PNG")
    image = base64.b64encode(picture.getvalue()).decode()
    answer = hub.manager().post("/photos", {"image": image}, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        "This picture has too many pixels. At most 25 million.",
    )
