"""Whom an alert is told to, who sees it, who may answer it and with what words."""

import pytest
from sqlalchemy import text

from server.domain.actor import Actor, Role
from server.domain.refusal import NotAllowedNow, NotFound, NotYours
from server.operations import calling, supervising, windows
from server.store.verifying import Break
from tests.operations.watching import MANAGER, acknowledge, last_told, look, shown_to
from tests.small_hall import Hall, clerk, definition, new_hall


def test_a_case_near_its_day_goes_to_the_person_and_the_managers_not_to_the_window(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.rate(hall.serve("1"), "dissatisfied")
    assert look(hall) == []
    hall.pass_time(days=6)
    assert look(hall) == [("alert.raised", "case", "notice")]
    facts = last_told(hall)
    assert (facts["told"], facts["window"], facts["due"]) == (["staff:1001", "manager:9001"], None, "2026-03-09")
    assert shown_to(hall, clerk("1")) == []
    hall.pass_time(days=2)
    assert look(hall) == [("alert.climbed", "case", "red")]


def test_who_is_told_who_reacts_and_with_what_words(hall: Hall) -> None:
    hall.open("1", "2")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="break"))
    hall.pass_time(minutes=16)
    look(hall)
    with pytest.raises(NotYours):
        acknowledge(hall, clerk("2"))
    acknowledge(hall, clerk("1"), said="两分钟就回来")
    with pytest.raises(NotAllowedNow, match="alert_answered"):
        acknowledge(hall, MANAGER)
    hall.pass_time(minutes=10)
    assert look(hall) == [("alert.climbed", "paused", "yellow")]
    assert last_told(hall)["told"] == ["staff:1001", "manager:9001"]
    acknowledge(hall, MANAGER, said="已派人替班")
    (shown,) = shown_to(hall, MANAGER)
    assert [(s["kind"], s["by"]["name"], s["text"]) for s in shown["steps"] if s["text"]] == [
        ("alert.acknowledged", "甲", "两分钟就回来"),
        ("alert.acknowledged", "主任", "已派人替班"),
    ]
    assert [each["name"] for each in shown["steps"][2]["told"]] == ["甲", "主任"]
    assert "替班" not in str([entry.data for entry in hall.journal()])


def test_what_was_said_cannot_be_changed_afterwards(hall: Hall) -> None:
    hall.open("1")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="break"))
    hall.pass_time(minutes=16)
    look(hall)
    acknowledge(hall, clerk("1"))
    seq = len(hall.journal())
    hall.store.write(lambda conn: conn.execute(text("UPDATE alert_steps SET text = '没事' WHERE text IS NOT NULL")))
    assert hall.verified() == Break(hall="small", seq=seq, what="its text is not what was written")


def test_a_queues_alert_is_every_windows_that_serves_it(hall: Hall) -> None:
    hall.open("2", "3")
    called = []
    for window in ("2", "3"):
        hall.issue("B")
        called.append(hall.come(window))
    hall.issue("B")
    hall.pass_time(minutes=25)
    look(hall)
    assert last_told(hall)["told"] == ["staff:1002", "staff:1003"]
    assert [each["watch"] for each in shown_to(hall, clerk("2"))] == ["waiting"]
    assert shown_to(hall, clerk("1")) == []
    hall.act("2", calling.recall, called[0])


def test_a_head_of_department_is_shown_what_concerns_theirs(database: str) -> None:
    """The police have window 1 and service A, the labour office window 2 and service B."""
    document = definition().model_dump(mode="json")
    codes = ("police", "labour")
    heads = [
        {"job_number": f"800{n}", "name": "长", "roles": ["supervisor"], "department": code}
        for n, code in enumerate(codes)
    ]
    hall = new_hall(
        database,
        definition(
            departments=[{"code": code, "name": {"zh-CN": code}} for code in codes],
            services=[
                {**service, "department": code} for service, code in zip(document["services"], codes, strict=False)
            ],
            windows=[{"code": "1", "services": ["A"]}, {"code": "2", "services": ["B"]}],
            staff=[*document["staff"][:2], document["staff"][3], *heads],
        ),
    )
    hall.open("1", "2")
    for window, service in (("1", "A"), ("2", "B")):
        hall.issue(service)
        hall.rate(hall.serve(window), "dissatisfied")
    hall.pass_time(days=8)
    for service in ("A", "B"):
        hall.issue(service)
    hall.pass_time(minutes=45)
    look(hall)
    assert len(shown_to(hall, MANAGER)) == 6
    for job_number, window, service, person in (("8000", "1", "A", "1001"), ("8001", "2", "B", "1002")):
        head = Actor(hall="small", role=Role.SUPERVISOR, subject=job_number)
        seen = {each["watch"]: each for each in shown_to(hall, head)}
        assert set(seen) == {"case", "waiting", "idle"}
        assert seen["case"]["person"]["job_number"] == person
        assert (seen["waiting"]["service"], seen["idle"]["window"]) == (service, window)
    hall.store.close()


def test_an_alert_that_is_not_there(hall: Hall) -> None:
    with pytest.raises(NotFound):
        hall.do(MANAGER, lambda turn: supervising.acknowledge(turn, "nothing", said="好"))
