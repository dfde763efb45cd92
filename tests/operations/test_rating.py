"""One rating for each serving, with the evidence that it was the citizen's own."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from config.grades import TAGS
from server.domain.actor import Actor, Role
from server.domain.rating import Channel, Grade
from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.domain.serving import Serving
from server.operations import rating, serving
from server.store import schema
from server.store.tables import comments, ratings
from server.store.turn import Turn
from tests.small_hall import CLOCK, Hall, citizen, definition, evaluator

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


@pytest.fixture
def finished(hall: Hall) -> Serving:
    hall.open("1")
    hall.issue()
    return hall.serve("1")


def kept(hall: Hall) -> dict[str, object]:
    with hall.store.read() as conn:
        return dict(conn.execute(select(ratings)).mappings().one())


def test_a_rating_is_kept_with_its_evidence(hall: Hall, finished: Serving) -> None:
    hall.pass_time(seconds=9)
    id, flags = hall.rate(finished, "dissatisfied", tags=("207", "208"), waited=timedelta(seconds=8.5))
    row = kept(hall)
    assert flags == ()
    assert row["id"] == id
    assert (row["grade"], orjson.loads(str(row["tags"])), row["channel"]) == ("dissatisfied", ["207", "208"], "4")
    assert (row["device"], row["window"]) == ("device:evaluator-1", "1")
    assert (row["waited_ms"], row["invitation"]) == (8500, finished.invitation)
    assert (row["invited_at"], row["received_at"]) == ("2026-03-02T01:35:00.000Z", "2026-03-02T01:35:09.000Z")


def test_the_phone_rates_by_its_own_ticket_and_says_nothing_of_who(hall: Hall, finished: Serving) -> None:
    stranger = hall.issue()
    with pytest.raises(NotYours, match="not_your_ticket"):
        hall.rate(finished, by=citizen(stranger))
    hall.rate(finished, by=citizen(hall.ticket(finished.ticket)))
    assert (kept(hall)["channel"], kept(hall)["device"]) == ("3", "phone")


def test_a_button_box_is_a_channel_of_its_own_that_no_phone_can_be(hall: Hall, finished: Serving) -> None:
    with pytest.raises(NotYours, match="not_your_channel"):
        hall.rate(finished, by=citizen(hall.ticket(finished.ticket)), channel=Channel.BUTTON_BOX)
    hall.rate(finished, channel=Channel.BUTTON_BOX)
    assert kept(hall)["channel"] == "5"


@pytest.mark.parametrize(("seconds", "flags"), [(120, ()), (121, ("late",))])
def test_the_tablet_has_two_minutes(hall: Hall, finished: Serving, seconds: int, flags: tuple[str, ...]) -> None:
    hall.pass_time(seconds=seconds)
    assert hall.rate(finished)[1] == flags


def test_a_press_kept_while_the_network_was_away_counts_and_is_flagged(hall: Hall, finished: Serving) -> None:
    hall.pass_time(hours=5)
    assert hall.rate(finished, waited=timedelta(seconds=4))[1] == ("late",)


def test_the_phone_has_a_week_and_is_then_refused(hall: Hall, finished: Serving) -> None:
    phone = citizen(hall.ticket(finished.ticket))
    hall.pass_time(days=7, seconds=1)
    with pytest.raises(NotAllowedNow, match="rating_closed"):
        hall.rate(finished, by=phone)
    hall.pass_time(seconds=-2)
    assert hall.rate(finished, by=phone)[1] == ()


def test_a_serving_of_a_few_seconds_is_flagged_and_counts(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    _, flags = hall.rate(hall.serve("1", minutes=0.05))
    assert flags == ("short_serving",)
    assert orjson.loads(str(kept(hall)["flags"])) == ["short_serving"]


def test_an_answer_to_an_older_invitation_is_flagged(hall: Hall, finished: Serving) -> None:
    again = hall.act("1", serving.invite, finished)
    assert again.invitation != finished.invitation
    assert hall.rate(finished, invitation=finished.invitation)[1] == ("old_invitation",)


def test_tags_must_belong_to_the_grade(hall: Hall, finished: Serving) -> None:
    with pytest.raises(BadInput, match="unknown_tag"):
        hall.rate(finished, "very_satisfied", tags=("207",))
    with pytest.raises(BadInput, match="doubled_tag"):
        hall.rate(finished, "dissatisfied", tags=("207", "207"))
    assert not hall.serving(finished.id).rated


def test_nobody_is_rated_before_the_end_or_without_being_asked(hall: Hall) -> None:
    silent = definition(rating={"invite_on_finish": False})
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, silent))
    hall.open("1")
    hall.issue()
    called = hall.come("1")
    with pytest.raises(NotAllowedNow, match="not_finished"):
        hall.rate(called)
    hall.act("1", serving.start, called)
    with pytest.raises(NotAllowedNow, match="serving_state"):
        hall.act("1", serving.invite, called)
    ended = hall.act("1", serving.finish, called)
    assert ended.invitation is None
    with pytest.raises(NotAllowedNow, match="not_invited"):
        hall.rate(ended)
    hall.act("1", serving.invite, ended)
    hall.rate(ended)


def test_a_serving_nobody_knows_cannot_be_rated(hall: Hall, finished: Serving) -> None:
    with pytest.raises(NotFound):
        hall.rate(replace(finished, id="nothing"))


def test_a_refused_rating_leaves_no_trace(hall: Hall, finished: Serving) -> None:
    before = hall.journal()
    with pytest.raises(NotYours):
        hall.rate(finished, by=evaluator("2"), comment="x")
    assert hall.journal() == before
    with hall.store.read() as conn:
        assert conn.execute(select(ratings)).all() == []
        assert conn.execute(select(comments)).all() == []


def test_who_walks_away_has_not_rated(hall: Hall, finished: Serving) -> None:
    hall.pass_time(days=1)
    assert not hall.serving(finished.id).rated
    with hall.store.read() as conn:
        assert conn.execute(select(ratings)).all() == []


def test_a_paper_card_is_typed_in_for_the_ticket_that_it_names(hall: Hall, finished: Serving) -> None:
    ticket = hall.ticket(finished.ticket)
    press = rating.Press(grade=Grade.DISSATISFIED, tags=("207",), comment="太慢")

    def card(number: str) -> str:
        return hall.do(
            MANAGER, lambda turn: rating.rate_card(turn, number=number, day=ticket.day, press=press, known_tags=TAGS)
        )

    with pytest.raises(NotFound, match="ticket_number"):
        card("A777")
    card(ticket.number)
    assert (kept(hall)["channel"], kept(hall)["device"]) == ("card", "manager:9001")
    with pytest.raises(NotAllowedNow, match="already_rated"):
        card(ticket.number)
    waiting = hall.issue()
    with pytest.raises(NotAllowedNow, match="not_finished"):
        card(waiting.number)
    assert hall.verified() == len(hall.journal())


def test_a_phone_leaves_a_hash_that_tells_it_from_others(hall: Hall, finished: Serving) -> None:
    hall.rate(finished, by=citizen(hall.ticket(finished.ticket)), phone="3fa9")
    assert kept(hall)["device"] == "phone:3fa9"


def test_a_hall_has_tags_of_its_own_and_takes_only_the_channels_that_it_wants(hall: Hall) -> None:
    rules = {"channels": ["tablet"], "tags": [{"code": "901", "grade": "dissatisfied", "name": {"zh-CN": "排队太久"}}]}
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, definition(rating=rules)))
    hall.open("1")
    hall.issue()
    served = hall.serve("1")
    press = rating.Press(grade=Grade.DISSATISFIED, tags=("901",), channel=Channel.BUTTON_BOX)

    def rate(turn: Turn) -> object:
        return rating.rate(turn, served.id, press, known_tags=turn.definition.rating.known_tags)

    with pytest.raises(NotAllowedNow, match="channel_closed"):
        hall.do(evaluator("1"), rate)
    press = replace(press, channel=None, tags=("207",))
    with pytest.raises(BadInput, match="unknown_tag"):
        hall.do(evaluator("1"), rate)
    press = replace(press, tags=("901",))
    hall.do(evaluator("1"), rate)
