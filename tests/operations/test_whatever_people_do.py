"""Any deeds in any order: whatever is done or refused, the hall stays whole."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from server.domain.integrity import Finding
from server.domain.rating import Flag
from server.domain.refusal import Refusal
from server.domain.serving import BLOCKING, ServingState
from server.domain.ticket import TicketState
from server.operations import calling, closing, counting, doubting, issuing, serving, windows
from server.operations.views import View
from server.store import servings, tickets
from server.store.tables import ratings
from server.store.turn import Turn
from tests.counting import counted, counted_anew
from tests.small_hall import CLOCK, KIOSK, clerk, definition, new_hall

WINDOWS = st.sampled_from(["1", "2", "3"])
SERVED_AS = {
    TicketState.CALLED: ServingState.CALLED,
    TicketState.SERVING: ServingState.SERVING,
    TicketState.HELD: ServingState.HELD,
}


def let_three_go(turn: Turn, ticket: str) -> object:
    return issuing.postpone(turn, ticket, places=3)


class AnyDay(RuleBasedStateMachine):
    """Citizens, clerks and the clock, each doing what comes to their mind."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        rules = definition(hours={"always": True}, routing={"calls_before_missed": 1, "restored_after_calls": 1})
        self.hall = new_hall(f"sqlite:///{Path(self.folder.name) / 'hall.db'}", rules)
        self.hall.open("1", "2", "3")
        self.tickets: list[str] = []
        self.servings: list[tuple[str, str]] = []

    def teardown(self) -> None:
        assert counted(self.hall) == counted_anew(self.hall)
        self.hall.store.close()
        self.folder.cleanup()

    def attempt(self, *args: Any) -> Any:
        try:
            return self.hall.do(*args)
        except Refusal:
            return None

    @rule(service=st.sampled_from("ABC"), priority=st.sampled_from(["none", "elderly", "military"]))
    def take_a_ticket(self, service: str, priority: str) -> None:
        deed = self.attempt(KIOSK, lambda turn: issuing.issue(turn, service=service, priority=priority, language=None))
        if deed is not None:
            self.tickets.append(deed.ticket.id)
            with self.hall.store.read() as conn:
                rules = self.hall.store.definition(conn, "small")
                seen = View(conn=conn, definition=rules, now=self.hall.clock[0], role=KIOSK.role)
                assert deed.ahead == seen.ahead(deed.ticket)  # as counted when it was taken

    @rule(window=WINDOWS)
    def call(self, window: str) -> None:
        self.hall.clock[0] += timedelta(seconds=1)  # nobody is passed on and called again within a millisecond
        called = self.attempt(clerk(window), lambda turn: calling.call_next(turn, window))
        if called is not None:
            self.servings.append((window, called.id))

    @rule(
        data=st.data(),
        deed=st.sampled_from(
            [calling.recall, calling.no_show, serving.start, serving.hold, serving.resume, serving.finish, serving.undo]
        ),
    )
    def do_something_with_a_citizen(self, data: st.DataObject, deed: Any) -> None:
        if self.servings:
            window, id = data.draw(st.sampled_from(self.servings[-6:]))
            self.attempt(clerk(window), lambda turn: deed(turn, id))

    @rule(data=st.data(), to=st.sampled_from([("B", None), (None, "3"), ("C", "3"), ("A", None)]), first=st.booleans())
    def pass_on(self, data: st.DataObject, to: tuple[str | None, str | None], first: bool) -> None:
        if self.servings:
            window, id = data.draw(st.sampled_from(self.servings[-6:]))
            self.attempt(
                clerk(window), lambda turn: serving.transfer(turn, id, service=to[0], window=to[1], first=first)
            )

    @rule(data=st.data(), deed=st.sampled_from([issuing.restore, issuing.cancel, let_three_go]))
    def come_back_or_go(self, data: st.DataObject, deed: Any) -> None:
        if self.tickets:
            id = data.draw(st.sampled_from(self.tickets))
            self.attempt(clerk("1"), lambda turn: deed(turn, id))

    @rule(data=st.data(), grade=st.sampled_from(["satisfied", "dissatisfied"]), tags=st.sampled_from([(), ("207",)]))
    def rate(self, data: st.DataObject, grade: str, tags: tuple[str, ...]) -> None:
        if self.servings:
            _, id = data.draw(st.sampled_from(self.servings))
            with suppress(Refusal):
                self.hall.rate(self.hall.serving(id), grade, tags=tags)

    @rule(data=st.data())
    def doubt(self, data: st.DataObject) -> None:
        with self.hall.store.read() as conn:
            given = sorted(conn.scalars(select(ratings.c.id)))
        if given:
            some = tuple(data.draw(st.lists(st.sampled_from(given), unique=True)))
            day = self.hall.clock[0].date() + timedelta(days=len(self.hall.journal()))  # not looked over yet
            found = [Finding(flag=flag, window="1", ratings=some) for flag in (Flag.INSTANT, Flag.ONE_GRADE)]
            self.hall.do(CLOCK, lambda turn: doubting.keep(turn, day, found))

    @rule(window=WINDOWS)
    def a_colleague_takes_over(self, window: str) -> None:
        self.attempt(clerk(window, job_number="1009"), lambda turn: windows.take_over(turn, window))

    @rule()
    def the_day_is_added_up(self) -> None:
        self.hall.do(CLOCK, counting.add_up)

    @rule(window=WINDOWS, deed=st.sampled_from([windows.open_window, windows.resume, windows.close]))
    def open_or_close(self, window: str, deed: Any) -> None:
        self.attempt(clerk(window), lambda turn: deed(turn, window))

    @rule(minutes=st.sampled_from([-30, 1, 10, 600]))
    def time_passes(self, minutes: int) -> None:
        self.hall.pass_time(minutes=minutes)

    @rule()
    def the_clock_looks(self) -> None:
        self.hall.do(CLOCK, closing.expire)

    @invariant()
    def everybody_is_in_one_place(self) -> None:
        with self.hall.store.read() as conn:
            open_servings = servings.all_open(conn, "small")
            here = {t.id: t for t in tickets.in_states(conn, "small", list(SERVED_AS))}
        assert {s.ticket: s.state for s in open_servings} == {id: SERVED_AS[t.state] for id, t in here.items()}
        assert len(open_servings) == len(here)
        at_windows = Counter(s.window for s in open_servings if s.state in BLOCKING)
        assert all(count == 1 for count in at_windows.values())

    @invariant()
    def the_journal_is_whole(self) -> None:
        assert self.hall.verified() == len(self.hall.journal())


AnyDay.TestCase.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
test_whatever_people_do_the_hall_stays_whole = AnyDay.TestCase
