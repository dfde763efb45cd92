"""Whether a journal explains a history: linearizability, with the order given by the journal.

1. The rows, replayed through the pure rules, must be possible one after the other.
2. Every request that was done has a row of its own that gives its answer, and it stands behind the rows of all
   requests that had been answered before this one was asked.
3. Every row that somebody asked for is the trace of one request: done, or never answered.
4. Whoever was refused, found nobody waiting or only looked was told what was so at one moment between asking and
   being answered; and whoever looked later, at that moment or a later one.

The work grows with the history's length times its overlap, not exponentially, since the order need not be found.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from config.definition import Definition
from server.store.journal import Entry
from tests.histories.answering import differs, done, refusal, seen
from tests.histories.history import Asked, History, Outcome
from tests.histories.rows import KINDS, Deed, deed_of, named_by, traced
from tests.histories.witness import NotPossible, State, replay


def faults(history: History, entries: Sequence[Entry], definition: Definition) -> list[str]:
    """What in the history the journal does not explain, in words; empty when it explains everything."""
    try:
        states = replay(entries, definition)
    except NotPossible as error:
        return [f"not possible: {error}"]
    checker = _Checker(states, entries)
    checker.find_rows(history)
    checker.find_owners(history)
    checker.find_moments(history)
    return checker.found


class _Order:
    """What is known to stand where: for a time, the last row known to stand before it and the first after it."""

    def __init__(self) -> None:
        self._answered: list[tuple[float, int]] = []
        self._asked: list[tuple[float, int]] = []

    def add(self, asked: Asked, seq: int) -> None:
        insort(self._asked, (asked.asked_at, seq))
        if asked.answered_at is not None:
            insort(self._answered, (asked.answered_at, seq))

    def before(self, time: float) -> int:
        """The last of the rows whose requests were answered before ``time``."""
        return max((seq for _, seq in self._answered[: bisect_left(self._answered, (time, 0))]), default=0)

    def behind(self, time: float) -> int | None:
        """The first of the rows whose requests were asked after ``time``."""
        return min((seq for _, seq in self._asked[bisect_left(self._asked, (time, 0)) :]), default=None)


class _Checker:
    def __init__(self, states: list[State], entries: Sequence[Entry]) -> None:
        self.found: list[str] = []
        self._states = states
        self._order = _Order()
        self._free: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.kind in KINDS and states[entry.seq - 1].whole:
                self._free[entry.kind, entry.facts[named_by(entry.kind)]].append(entry)

    def find_rows(self, history: History) -> None:
        """Gives every request that was done its row, earliest asked first, so that what must precede it is known."""
        for asked in sorted(history.of(Outcome.OK), key=lambda a: a.asked_at):
            deed = deed_of(asked)
            if deed is None or asked.status == 204:
                continue
            floor = self._order.before(asked.asked_at)
            mine = [entry for entry in self._candidates(asked, deed) if traced(asked, deed, entry)]
            entry = next((entry for entry in mine if entry.seq > floor), None)
            if entry is None:
                why = (
                    f"its row {mine[-1].seq} stands before row {floor}, answered earlier"
                    if mine
                    else "has no row of its own"
                )
                self.found.append(f"{why}: {asked}")
                continue
            self._take(asked, entry)
            if wrong := differs(asked.told, done(self._settled(entry), entry)):
                self.found.append(f"{wrong} (row {entry.seq}): {asked}")

    def find_owners(self, history: History) -> None:
        """Gives every row that is left to a request that was never answered."""
        unknown = [(asked, deed) for asked in history.of(Outcome.UNKNOWN) if (deed := deed_of(asked)) is not None]
        for entry in sorted((e for rows in self._free.values() for e in rows), key=lambda e: e.seq):
            if entry.actor.startswith("clock:"):
                continue
            for asked, deed in unknown:
                if deed.could_be(asked, entry) and self._order.before(asked.asked_at) < entry.seq:
                    self._order.add(asked, entry.seq)
                    unknown.remove((asked, deed))
                    break
            else:
                self.found.append(f"nobody asked for row {entry.seq}: {entry.kind} by {entry.actor} {entry.facts}")

    def find_moments(self, history: History) -> None:
        """Finds for every answer that left no row the first moment at which it was right."""
        looked = _Order()
        for asked in sorted(history, key=lambda a: a.answered_at or 0):
            if asked.answered_at is None or asked.outcome is Outcome.UNKNOWN:
                continue
            if asked.outcome is Outcome.OK and asked.method == "POST" and asked.status != 204:
                continue
            first = max(self._order.before(asked.asked_at), looked.before(asked.asked_at))
            end = self._order.behind(asked.answered_at)
            last = self._states[-1].seq if end is None else end - 1
            why = "there is no such moment"
            for state in self._states[first : last + 1]:
                wrong = self._wrong(state, asked) if state.whole else why
                if wrong is None:
                    looked.add(asked, state.seq)
                    break
                why = wrong
            else:
                self.found.append(f"not so at any moment from row {first} to {last} ({why}): {asked}")

    def _candidates(self, asked: Asked, deed: Deed) -> Iterable[Entry]:
        if deed.kind == "ticket.issued":
            return self._free[deed.kind, asked.told["id"]]
        return self._free[deed.kind, deed.subject or ""]

    def _take(self, asked: Asked, entry: Entry) -> None:
        self._free[entry.kind, entry.facts[named_by(entry.kind)]].remove(entry)
        self._order.add(asked, entry.seq)

    def _settled(self, entry: Entry) -> State:
        """The hall once the turn of the row was over."""
        return next(state for state in self._states[entry.seq :] if state.whole)

    def _wrong(self, state: State, asked: Asked) -> str | None:
        """What is not so about an answer, were it given at this moment."""
        if asked.method == "GET":
            expected = seen(state, asked)
            if expected is None or asked.outcome is Outcome.FAIL:
                return None if (expected is None) == (asked.status == 404) else "it was there"
            return differs(asked.told, expected)
        expected_code = refusal(state, asked)
        told = "nobody_waits" if asked.status == 204 else asked.told["type"].rpartition(":")[2]
        return None if told == expected_code else f"refused as {told} and should be {expected_code or 'done'}"
