"""A bad rating opens a case; the case is put right, answered and closed; the journal tells all of it but the words."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.case import Case, CaseState, Mending, Review
from server.domain.refusal import NotAllowedNow, NotYours
from server.domain.serving import Serving
from server.keeping import Keeper
from server.operations import case_views, rectifying
from server.operations.views import View
from server.operations.working_days import working_days
from server.reports import rows
from server.store import cases
from server.store.verifying import Break
from tests.small_hall import Hall, citizen, clerk, definition

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


def served(hall: Hall) -> Serving:
    with suppress(NotAllowedNow):  # open since the last one
        hall.open("1")
    hall.issue()
    return hall.serve("1")


def open_cases(hall: Hall) -> list[Case]:
    with hall.store.read() as conn:
        return cases.open_ones(conn, "small")


def bad_case(hall: Hall, **more: object) -> Case:
    hall.rate(served(hall), "dissatisfied", **more)
    return open_cases(hall)[-1]


def seen_by(hall: Hall, actor: Actor, case: Case) -> dict[str, object]:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=definition(), now=hall.clock[0], role=actor.role)
        return case_views.case_file(view, cases.get(conn, "small", case.id), to=actor.subject)


def answer_to(hall: Hall, case: Case) -> dict[str, object] | None:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=definition(), now=hall.clock[0], role=Role.CITIZEN)
        return case_views.answer_of(view, case.ticket)


@pytest.mark.parametrize(
    ("grade", "count"), [("satisfied", 0), ("basically_satisfied", 0), ("dissatisfied", 1), ("very_dissatisfied", 1)]
)
def test_only_the_two_lowest_grades_open_a_case(hall: Hall, grade: str, count: int) -> None:
    hall.rate(served(hall), grade)
    assert len(open_cases(hall)) == count


def test_a_case_has_a_person_and_days_by_the_working_calendar(hall: Hall) -> None:
    hall.clock[0] = datetime(2026, 9, 29, 2, 0, tzinfo=UTC)  # Tuesday before the National Day week
    case = bad_case(hall)
    assert (case.person, case.window, case.service, case.opened_on) == ("1001", "1", "A", date(2026, 9, 29))
    assert case.contact_due == date(2026, 9, 30)
    assert case.due == date(2026, 10, 12)  # the 1st to the 7th are free, Saturday the 10th is worked


def test_the_whole_way_from_the_press_to_the_answer(hall: Hall) -> None:
    case = bad_case(hall, comment="等了很久", contact=("张三", "13812341234"))
    assert case.named
    hall.do(MANAGER, lambda turn: rectifying.contact(turn, case.id, reached=True, said="已致电"))
    hall.do(MANAGER, lambda turn: rectifying.find(turn, case.id, verified=True, said="窗口缺人"))
    hall.do(MANAGER, lambda turn: rectifying.mend(turn, case.id, how=Mending.AT_ONCE, by=None, said="加开一个窗口"))
    assert answer_to(hall, case) is None
    hall.do(MANAGER, lambda turn: rectifying.answer(turn, case.id, said="对不起,现在开两个窗口"))
    answer = answer_to(hall, case)
    assert answer is not None
    assert answer["text"] == "对不起,现在开两个窗口"
    closed = hall.do(MANAGER, lambda turn: rectifying.close(turn, case.id, said=""))
    assert closed.state is CaseState.CLOSED
    assert open_cases(hall) == []
    told = [entry for entry in hall.journal() if entry.kind.startswith("case.")]
    assert [entry.kind for entry in told] == [
        "case.opened",
        "case.contacted",
        "case.found",
        "case.mended",
        "case.answered",
        "case.closed",
    ]
    assert not any(word in entry.data for entry in told for word in ("窗口", "对不起", "13812341234", "张三"))
    assert hall.verified() == len(hall.journal())


def test_the_person_rated_sees_nothing_that_tells_who_rated(hall: Hall) -> None:
    case = bad_case(hall, comment="等了很久", contact=("张三", "13812341234"))
    shown = seen_by(hall, clerk("1"), case)
    assert not {"number", "serving", "window", "comment", "contact", "named"} & set(shown)
    whole = seen_by(hall, MANAGER, case)
    assert (whole["comment"], whole["contact"]) == ("等了很久", {"name": "张三", "phone": "13812341234"})


def test_an_objection_is_decided_by_somebody_else_and_never_deletes_the_rating(hall: Hall) -> None:
    case = bad_case(hall)
    with pytest.raises(NotYours, match="not_your_case"):
        hall.do(clerk("2"), lambda turn: rectifying.object_to(turn, case.id, said="不是我"))
    hall.do(clerk("1"), lambda turn: rectifying.object_to(turn, case.id, said="按错了"))
    hall.do(MANAGER, lambda turn: rectifying.review(turn, case.id, finding=Review.SET_ASIDE, said="录像为证"))
    with hall.store.read() as conn:
        day = case.opened_on
        total = rows.report(conn, definition(), "ratings", first=day, last=day, by="window", today=day).total
    assert (total["rated"], total["flagged"], total["grades"]["dissatisfied"]) == (1, 1, 1)
    assert total["satisfaction"]["denominator"] == 1
    assert total["satisfaction_unflagged"]["denominator"] == 0


def test_a_refused_step_leaves_no_trace(hall: Hall) -> None:
    case = bad_case(hall)
    before = hall.journal()
    with pytest.raises(NotAllowedNow, match="case_not_found"):
        hall.do(MANAGER, lambda turn: rectifying.close(turn, case.id, said="快点"))
    assert hall.journal() == before
    assert len(seen_by(hall, MANAGER, case)["steps"]) == 1  # type: ignore[arg-type]


def test_words_changed_afterwards_or_deleted_in_secret_are_found_out(hall: Hall) -> None:
    case = bad_case(hall)
    hall.do(MANAGER, lambda turn: rectifying.answer(turn, case.id, said="对不起"))
    seq = hall.journal()[-1].seq
    hall.store.write(lambda conn: conn.execute(text("UPDATE case_steps SET text = '不对' WHERE text IS NOT NULL")))
    assert hall.verified() == Break(hall="small", seq=seq, what="its text is not what was written")
    hall.store.write(lambda conn: conn.execute(text("UPDATE case_steps SET text = NULL, salt = NULL")))
    gone = "what was said there is gone, and no deletion is told of it"
    assert hall.verified() == Break(hall="small", seq=seq, what=gone)


def test_the_report_counts_what_came_due_and_what_was_closed_in_time(hall: Hall) -> None:
    late, early = bad_case(hall), bad_case(hall)
    hall.do(MANAGER, lambda turn: rectifying.find(turn, early.id, verified=False, said="查无此事"))
    hall.do(MANAGER, lambda turn: rectifying.mend(turn, early.id, how=Mending.EXPLAINED, by=None, said="已说明"))
    hall.do(MANAGER, lambda turn: rectifying.answer(turn, early.id, said="谢谢"))
    hall.do(MANAGER, lambda turn: rectifying.close(turn, early.id, said=""))

    def total(today: date) -> dict[str, object]:
        with hall.store.read() as conn:
            days = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}
            return rows.report(conn, definition(), "cases", by="staff", today=today, **days).total  # type: ignore[arg-type]

    now = total(late.opened_on)
    assert (now["opened"], now["closed"], now["overdue"]) == (2, 1, 0)
    assert now["rectified_in_time"] == {"numerator": 1, "denominator": 1, "value": 1.0}
    later = total(date(2026, 3, 20))
    assert (later["overdue"], later["rectified_in_time"]) == (1, {"numerator": 1, "denominator": 2, "value": 0.5})
    assert later["called_back"] == {"numerator": 0, "denominator": 0, "value": None}


def test_the_phone_rates_and_opens_a_case_too(hall: Hall) -> None:
    serving = served(hall)
    hall.rate(serving, "very_dissatisfied", by=citizen(hall.ticket(serving.ticket)))
    assert [case.serving for case in open_cases(hall)] == [serving.id]


def test_a_year_without_a_published_calendar_is_plain_weeks() -> None:
    is_working_day = working_days(definition(hours={"always": True, "holidays": ["2035-01-02"]}))
    assert [is_working_day(date(2035, 1, day)) for day in (1, 2, 5, 6)] == [True, False, True, False]


def test_cases_that_are_nearly_due_or_past_it_are_reminded_of_once_a_day(hall: Hall) -> None:
    case = bad_case(hall)
    keeper = Keeper(hall.store, threads=threads("threading"))

    def reminders() -> list[str]:
        keeper.look()
        return [entry.facts["standing"] for entry in hall.journal() if entry.kind == "case.reminded"]

    assert reminders() == []
    hall.clock[0] = datetime(2026, 3, 8, 2, 0, tzinfo=UTC)  # the day before it is due
    assert reminders() == reminders() == ["near"]
    hall.pass_time(days=2)
    assert reminders() == ["near", "overdue"]
    assert seen_by(hall, MANAGER, case)["standing"] == "overdue"
