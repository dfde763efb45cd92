"""An invited inspector rates what citizens did not, once, and sees nobody else's ratings."""

import pytest

from config.grades import TAGS
from server.domain.actor import Actor, Role
from server.domain.rating import Grade
from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.serving import Serving
from server.operations import inspecting, rating
from server.operations.views import Json, View
from server.store import cases
from tests.small_hall import Hall

INSPECTOR = Actor(hall="small", role=Role.INSPECTOR, subject="9101")
ANOTHER = Actor(hall="small", role=Role.INSPECTOR, subject="9102")


@pytest.fixture
def served(hall: Hall) -> Serving:
    hall.open("1")
    hall.issue()
    return hall.serve("1")


def rate(hall: Hall, of: Serving, grade: str = "satisfied", *, by: Actor = INSPECTOR, **more: object) -> str:
    press = rating.Press(grade=Grade(grade), **more)  # type: ignore[arg-type]
    return hall.do(by, lambda turn: rating.rate_as_inspector(turn, of.id, press, known_tags=TAGS))


def desk(hall: Hall, of: Actor = INSPECTOR) -> Json:
    with hall.store.read() as conn:
        known = hall.store.definition(conn, "small")
        return inspecting.desk(View(conn=conn, definition=known, now=hall.clock[0], role=of.role), of)


def test_the_citizen_goes_first(hall: Hall, served: Serving) -> None:
    hall.pass_time(seconds=119)
    assert desk(hall)["servings"] == []
    with pytest.raises(NotAllowedNow, match="citizen_first"):
        rate(hall, served)
    hall.rate(served)
    hall.pass_time(minutes=5)
    assert desk(hall)["servings"] == []
    with pytest.raises(NotAllowedNow, match="already_rated"):
        rate(hall, served)


def test_what_nobody_rated_is_rated_once_and_marked_by_its_channel(hall: Hall, served: Serving) -> None:
    hall.pass_time(seconds=120)
    assert [row["number"] for row in desk(hall)["servings"]] == ["A001"]
    rate(hall, served)
    told = hall.journal()[-1].facts
    assert (told["channel"], told["device"], told["grade"]) == ("inspector", "inspector:9101", "satisfied")
    assert desk(hall)["servings"] == []
    assert [row["grade"] for row in desk(hall)["given"]] == ["satisfied"]
    assert desk(hall, ANOTHER)["given"] == []
    for by in (INSPECTOR, ANOTHER):
        with pytest.raises(NotAllowedNow, match="already_rated"):
            rate(hall, served, by=by)
    assert hall.verified() == len(hall.journal())


def test_a_bad_one_opens_a_case_and_a_strange_tag_is_refused(hall: Hall, served: Serving) -> None:
    hall.pass_time(minutes=3)
    with pytest.raises(BadInput, match="unknown_tag"):
        rate(hall, served, "dissatisfied", tags=("517",))
    rate(hall, served, "dissatisfied", tags=("214",), comment="没有抬头")
    with hall.store.read() as conn:
        (case,) = cases.open_ones(conn, "small")
    assert (case.person, case.named) == ("1001", False)


def test_nothing_is_rated_that_is_not_over_or_too_long_ago(hall: Hall, served: Serving) -> None:
    hall.issue()
    called = hall.come("1")
    with pytest.raises(NotAllowedNow, match="not_finished"):
        rate(hall, called)
    hall.pass_time(days=8)
    with pytest.raises(NotAllowedNow, match="rating_closed"):
        rate(hall, served)
