"""A head of department looks anew at their part of the hall whenever the feed tells that something in it moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.domain.actor import Actor, Role
from server.feed.telling import Audience, Teller
from server.operations import rectifying, supervising
from server.store import cases, journal, schema
from tests.small_hall import CLOCK, Hall
from tests.two_departments import LABOUR_HEAD, MANAGER, NOBODYS_HEAD, POLICE_HEAD, two_departments

ALERT = {"alert", "watch", "step", "since", "window", "service", "number", "count"}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = two_departments(f"sqlite:///{tmp_path / 'hall.db'}")
    yield made
    made.store.close()


def heard(hall: Hall, actor: Actor, kind: str) -> list[dict[str, Any]]:
    """What somebody was told of rows of a kind since the hall began."""
    teller = Teller(store=hall.store, speech=lambda hall, entry: {}, present=lambda hall: [], public_url="")
    with hall.store.read() as conn:
        audience: Audience = teller.newcomers(conn, actor, told=0, told_at=0)
        told = teller.worked_out(conn, audience, journal.after(conn, "small", 0), after=0)
    return [event["data"] for name, event in told if name == "event" and event["kind"].startswith(kind)]


def test_alerts_of_their_own_queues_and_of_no_others(hall: Hall) -> None:
    waiting = hall.issue("A")
    hall.pass_time(minutes=46)
    hall.do(CLOCK, supervising.look)
    raised = hall.journal()[-1].facts["alert"]
    hall.do(MANAGER, lambda turn: supervising.acknowledge(turn, raised, said="马上处理"))
    hall.open("1")
    hall.come("1")
    hall.do(CLOCK, supervising.look)
    told = heard(hall, POLICE_HEAD, "alert.")
    assert [each["alert"] for each in told] == [raised] * 3  # raised, answered, ended
    assert all(set(each) == ALERT for each in told)
    assert told[0]["number"] == waiting.number
    assert heard(hall, LABOUR_HEAD, "alert.") == heard(hall, NOBODYS_HEAD, "alert.") == []


def test_a_case_and_its_alerts_are_of_the_department_that_it_is_in(hall: Hall) -> None:
    """Also of one from a general window, and of one that was given into other hands."""
    hall.open("3")
    for service in "AB":
        hall.issue(service)
        hall.rate(hall.serve("3"), "dissatisfied")
    with hall.store.read() as conn:
        polices, labours = (case.id for case in cases.open_ones(conn, "small"))
    assert [each["case"] for each in heard(hall, POLICE_HEAD, "case.")] == [polices]
    hall.pass_time(days=60)
    hall.do(CLOCK, supervising.look)
    assert [len(heard(hall, head, "alert.raised")) for head in (POLICE_HEAD, LABOUR_HEAD, NOBODYS_HEAD)] == [1, 1, 0]
    hall.do(
        MANAGER,
        lambda turn: rectifying.assign(turn, labours, person=None, department="police", complexity=None, said=""),
    )
    assert len(heard(hall, POLICE_HEAD, "alert.raised")) == 2
    assert {each["case"] for each in heard(hall, POLICE_HEAD, "case.assigned")} == {labours}


def test_of_a_rating_only_that_one_was_given(hall: Hall) -> None:
    hall.open("3")
    hall.issue("A")
    hall.rate(hall.serve("3"), "satisfied", comment="谢谢")
    assert heard(hall, POLICE_HEAD, "rating.") == [{}]
    assert heard(hall, NOBODYS_HEAD, "rating.") == []


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR, Role.INSPECTOR, Role.MANAGER])
def test_of_a_new_definition_only_which_it_is(hall: Hall, role: Role) -> None:
    with hall.store.read() as conn:
        renamed = hall.store.definition(conn, "small").model_copy(update={"name": {"zh-CN": "大厅"}})
    hall.do(MANAGER, lambda turn: schema.put_definition(turn, renamed))
    assert "大厅" in str(hall.journal()[-1].facts)
    assert heard(hall, Actor(hall="small", role=role, subject="9002"), "definition.changed") == [{"revision": 1}]
