"""What citizens left of themselves goes when the hall's days are over, and the journal still verifies."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from server.domain.actor import Actor, Role
from server.operations import alert_views, case_views, forgetting, rectifying, supervising
from server.operations.views import Json, View
from server.store import cases, verifying
from server.store.verifying import Break
from tests.small_hall import CLOCK, Hall, clerk

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")
SAID = "打 13812341234 找卓玛"


def a_named_bad_rating(hall: Hall) -> str:
    """The id of its case."""
    hall.issue()
    hall.open("1")
    hall.rate(hall.serve("1"), "dissatisfied", tags=("207",), comment=SAID, contact=("卓玛", "13812341234"))
    with hall.store.read() as conn:
        (case,) = cases.open_ones(conn, "small")
    hall.do(MANAGER, lambda turn: rectifying.contact(turn, case.id, reached=True, said="卓玛说等久了"))
    return case.id


def file_for(hall: Hall, case: str, role: Role) -> Json:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=hall.store.definition(conn, "small"), now=hall.clock[0], role=role)
        return case_views.case_file(view, cases.get(conn, "small", case), to="9001")


def look(hall: Hall) -> Json:
    """The keeper's look, and what managers then see."""
    hall.do(CLOCK, forgetting.forget)
    with hall.store.read() as conn:
        definition = hall.store.definition(conn, "small")
        return forgetting.report(View(conn=conn, definition=definition, now=hall.clock[0], role=Role.MANAGER))


def counts(report: Json) -> dict[str, int]:
    return {row["what"]: row["count"] for row in report["kept"]}


def test_a_contact_goes_after_its_days_and_the_words_later(hall: Hall) -> None:
    case = a_named_bad_rating(hall)
    assert counts(look(hall)) == {"contacts": 1, "comments": 1, "case_texts": 1, "alert_texts": 0, "suggestions": 0}
    hall.pass_time(days=90)
    report = look(hall)
    assert counts(report) == {"contacts": 1, "comments": 1, "case_texts": 1, "alert_texts": 0, "suggestions": 0}, (
        "on the last day they are there"
    )
    hall.pass_time(days=1)
    report = look(hall)
    assert counts(report) == {"contacts": 0, "comments": 1, "case_texts": 1, "alert_texts": 0, "suggestions": 0}
    assert [(row["what"], row["count"]) for row in report["deleted"]] == [("contacts", 1)]
    told = hall.journal()[-1]
    assert (told.kind, told.actor, told.facts["count"]) == ("personal_data.deleted", "clock:small", 1)
    assert file_for(hall, case, Role.MANAGER)["contact"] is None
    assert hall.verified() == len(hall.journal())
    hall.pass_time(days=1095)
    assert counts(look(hall)) == {"contacts": 0, "comments": 0, "case_texts": 0, "alert_texts": 0, "suggestions": 0}
    assert file_for(hall, case, Role.MANAGER)["comment"] == ""
    assert hall.verified() == len(hall.journal())


def an_answered_alert(hall: Hall) -> None:
    """Somebody waited for an hour, and the clerk said what is done about it."""
    hall.issue()
    hall.pass_time(minutes=60)
    hall.do(CLOCK, supervising.look)
    (alert,) = (each for each in alerts_for(hall, Role.MANAGER) if each["watch"] == "waiting")
    hall.do(clerk("1"), lambda turn: supervising.acknowledge(turn, alert["id"], said=SAID))


def alerts_for(hall: Hall, role: Role) -> list[Json]:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=hall.store.definition(conn, "small"), now=hall.clock[0], role=role)
        return alert_views.open_ones(view, Actor(hall="small", role=role, subject="9001", window="1"))


def test_what_was_said_about_an_alert_goes_as_what_was_said_in_a_case(hall: Hall) -> None:
    an_answered_alert(hall)
    for role, said in ((Role.MANAGER, SAID), (Role.AUDITOR, "打 138****1234 找卓玛")):
        assert {step["text"] for each in alerts_for(hall, role) for step in each["steps"]} == {None, said}
    assert counts(look(hall))["alert_texts"] == 1
    assert hall.verified() == len(hall.journal())
    hall.pass_time(days=1096)
    report = look(hall)
    assert counts(report)["alert_texts"] == 0
    assert [row["what"] for row in report["deleted"]] == ["alert_texts"]
    steps = [step for each in alerts_for(hall, Role.MANAGER) for step in each["steps"]]
    assert [(step["kind"], step["text"]) for step in steps if step["kind"] == "alert.acknowledged"] == [
        ("alert.acknowledged", None)
    ]
    assert hall.verified() == len(hall.journal())


def test_it_is_done_once_a_day_and_says_nothing_where_nothing_went(hall: Hall) -> None:
    a_named_bad_rating(hall)
    before = len(hall.journal())
    look(hall)
    look(hall)
    hall.pass_time(days=1)
    look(hall)
    assert len(hall.journal()) == before


def test_nothing_of_it_stays_in_the_file(database: str, hall: Hall) -> None:
    """SQLite leaves deleted bytes in its pages unless it is told to wipe them."""
    if not database.startswith("sqlite"):
        return
    a_named_bad_rating(hall)
    hall.pass_time(days=1200)
    look(hall)
    path = database.removeprefix("sqlite:///")
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"13812341234" not in Path(path).read_bytes()


def test_who_deletes_without_telling_is_found_out(hall: Hall) -> None:
    a_named_bad_rating(hall)
    an_answered_alert(hall)
    answered = next(entry.seq for entry in hall.journal() if entry.kind == "alert.acknowledged")
    rated = next(entry.seq for entry in hall.journal() if entry.kind == "rating.given")
    contacted = next(entry.seq for entry in hall.journal() if entry.kind == "case.contacted")
    for change, seq in (
        ("DELETE FROM comments", rated),
        ("DELETE FROM contacts", rated),
        ("UPDATE contacts SET phone = '13900000000'", rated),
        ("UPDATE case_steps SET text = NULL, salt = NULL WHERE text IS NOT NULL", contacted),
        ("UPDATE alert_steps SET text = NULL, salt = NULL WHERE text IS NOT NULL", answered),
    ):
        found = after(hall, change)
        assert isinstance(found, Break), change
        assert found.seq == seq, change


class Undo(Exception):
    """Takes back what was changed."""


def after(hall: Hall, change: str) -> Break | int:
    """What verifying finds after a change, which is then taken back."""
    found: list[Break | int] = []

    def work(conn: Connection) -> None:
        assert conn.execute(text(change)).rowcount == 1
        found.append(verifying.verify(conn, "small"))
        raise Undo

    with pytest.raises(Undo):
        hall.store.write(work)
    return found[0]


def test_an_auditor_reads_a_case_without_what_names_the_citizen(hall: Hall) -> None:
    case = a_named_bad_rating(hall)
    whole, masked = file_for(hall, case, Role.MANAGER), file_for(hall, case, Role.AUDITOR)
    assert whole["contact"] == {"name": "卓玛", "phone": "13812341234"}
    assert masked["contact"] == {"name": "卓*", "phone": "138****1234"}
    assert (whole["comment"], masked["comment"]) == (SAID, "打 138****1234 找卓玛")
    assert "contact" not in file_for(hall, case, Role.STAFF)
    assert "comment" not in file_for(hall, case, Role.STAFF)
