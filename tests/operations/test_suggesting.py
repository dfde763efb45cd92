"""The register of suggestions: written down, answered once, read as far as a role may, and gone after its days."""

import pytest
from sqlalchemy import text

from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.domain.suggestion import Suggestion, Way
from server.operations import forgetting, suggesting
from server.operations.views import Json, View
from server.store import schema
from server.store.verifying import Break
from tests.small_hall import CLOCK, Hall, definition

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")
SUPERVISOR = Actor(hall="small", role=Role.SUPERVISOR, subject="9002")
AUDITOR = Actor(hall="small", role=Role.AUDITOR, subject="9003")


@pytest.fixture
def with_departments(hall: Hall) -> Hall:
    """The police have a supervisor."""
    names = {"police": "公安局", "land": "国土局"}
    known = definition(departments=[{"code": code, "name": {"zh-CN": name}} for code, name in names.items()])
    head = {"job_number": "9002", "name": "科", "roles": ["supervisor"], "department": "police"}
    document = known.model_dump(mode="json")
    changed = definition(departments=document["departments"], staff=[*document["staff"], head])
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, changed))
    return hall


def record(hall: Hall, said: str, *, department: str | None = None) -> Suggestion:
    return hall.do(
        MANAGER,
        lambda turn: suggesting.record(
            turn, channel=Way.TELEPHONE, said=said, name="卓玛", phone="13812341234", department=department
        ),
    )


def answer(hall: Hall, id: str, *, by: Actor = MANAGER) -> Suggestion:
    return hall.do(by, lambda turn: suggesting.answer(turn, id, said="下月加椅子"))


def seen_by(hall: Hall, actor: Actor) -> list[Json]:
    with hall.store.read() as conn:
        known = hall.store.definition(conn, "small")
        return suggesting.listed(View(conn=conn, definition=known, now=hall.clock[0], role=actor.role), actor)


def test_what_is_proposed_is_written_down_and_answered_once(hall: Hall) -> None:
    new = record(hall, "加几把椅子")
    (row,) = seen_by(hall, MANAGER)
    assert (row["text"], row["channel"], row["name"], row["answer"]) == ("加几把椅子", "telephone", "卓玛", None)
    assert row["recorded_by"] == "主任"
    answer(hall, new.id)
    (row,) = seen_by(hall, MANAGER)
    assert (row["answer"], row["answered_by"]) == ("下月加椅子", "主任")
    with pytest.raises(NotAllowedNow, match="suggestion_answered"):
        answer(hall, new.id)
    with pytest.raises(NotFound):
        answer(hall, "nothing")
    assert not any("椅子" in entry.data or "卓玛" in entry.data for entry in hall.journal())
    assert hall.verified() == len(hall.journal())


def test_a_supervisor_reads_and_answers_their_departments(with_departments: Hall) -> None:
    hall = with_departments
    theirs, others = record(hall, "早点开门", department="police"), record(hall, "画条线", department="land")
    record(hall, "谁的都不是")
    assert [row["text"] for row in seen_by(hall, SUPERVISOR)] == ["早点开门"]
    answer(hall, theirs.id, by=SUPERVISOR)
    with pytest.raises(NotYours, match="not_your_department"):
        answer(hall, others.id, by=SUPERVISOR)
    with pytest.raises(BadInput, match="unknown_department"):
        record(hall, "x", department="none")


def test_an_auditor_reads_it_masked(hall: Hall) -> None:
    record(hall, "请回电 13812341234")
    (row,) = seen_by(hall, AUDITOR)
    assert (row["name"], row["phone"], row["text"]) == ("卓*", "138****1234", "请回电 138****1234")


def test_words_and_answer_go_together_and_the_journal_still_verifies(hall: Hall) -> None:
    new = record(hall, "加几把椅子")
    hall.pass_time(days=60)
    answer(hall, new.id)
    hall.pass_time(days=31)
    hall.do(CLOCK, forgetting.forget)
    (row,) = seen_by(hall, MANAGER)
    assert [row[name] for name in ("text", "name", "phone", "answer")] == [None] * 4
    assert row["answered_at"] is not None
    assert hall.verified() == len(hall.journal())


@pytest.mark.parametrize("change", ["text = '很好'", "phone = '13900000000'", "text = NULL", "answer = '好'"])
def test_what_was_changed_or_taken_away_is_found(hall: Hall, change: str) -> None:
    new = record(hall, "加几把椅子")
    answer(hall, new.id)
    seq = 2 if "answer" in change else 1
    hall.store.write(lambda conn: conn.execute(text(f"UPDATE suggestions SET {change}")))
    found = hall.verified()
    assert isinstance(found, Break)
    assert found.seq == seq
