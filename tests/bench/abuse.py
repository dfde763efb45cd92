"""Ratings as they are gamed (刷好评), planted among a seeded hall's honest ones, with a note of what was planted where.

Each week one window games for each way of gaming and each day one phone does; no window twice. Who games mostly gives
the best grade. Clerks also pause honestly after a visit now and then, and couples share a phone for their errands.
The flags that a rating gets when it is taken are worked out anew by the hub's own rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from config.definition import Definition
from server.domain.rating import Channel, Grade, Limits, doubts
from server.domain.serving import Serving, ServingState
from server.store.columns import from_rfc3339
from tests.bench.chances import HOUR, MINUTE, SECOND
from tests.bench.years import Row, Rows, instant, rfc3339

TIMES = ("called_at", "started_at", "finished_at", "invited_at")
Pair = tuple[Row, Row]
"""A rating and its serving, as rows."""


class Kind(StrEnum):
    """A way of gaming. Servings of a few seconds, pressing right after the invitation, at an even rhythm, the best
    grade only, for those who left while the window is paused, and with one phone for many windows.
    """

    SHORT = "short"
    INSTANT = "instant"
    EVEN = "even"
    ONE_GRADE = "one_grade"
    PAUSED = "paused"
    ONE_PHONE = "one_phone"


@dataclass
class Abuse:
    """Plants, and remembers: ``gamed`` are the windows of each day with their kind, ``phones`` the phone of each day,
    ``ratings`` those that were planted, ``couples`` the honest phones that were used more than once.
    """

    definition: Definition
    random: Random
    gamed: dict[tuple[date, str], Kind] = field(default_factory=dict)
    phones: dict[date, str] = field(default_factory=dict)
    ratings: dict[str, Kind] = field(default_factory=dict)
    couples: set[tuple[date, str]] = field(default_factory=set)
    _unused: list[str] = field(default_factory=list)
    _of_week: dict[tuple[int, int], dict[str, Kind]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._unused = [window.code for window in self.definition.windows]
        self.random.shuffle(self._unused)

    def __call__(self, day: date, rows: Rows) -> None:
        """Plants into a day's rows."""
        servings = {row["id"]: row for row in rows.servings}
        of_window: dict[str, list[Pair]] = {}
        for rating in rows.ratings:
            of_window.setdefault(rating["window"], []).append((rating, servings[rating["serving"]]))
        paused = {rating["id"] for rating in rows.ratings if self.random.random() < 0.05}
        for window, kind in self._windows(day).items():
            pairs = sorted(of_window.get(window, ()), key=lambda pair: pair[1]["finished_at"])
            if pairs:
                self.gamed[day, window] = kind
                WAYS[kind](self.random, pairs)
                self._note(kind, pairs)
                paused |= {rating["id"] for rating, _ in pairs} if kind is Kind.PAUSED else set()
        self._share_phones(day, [pair for window in of_window for pair in of_window[window]])
        rows.cases = [case for case in rows.cases if case["rating"] not in self.ratings]
        rows.rating_flags = []
        for rating in rows.ratings:
            flags = self._when_taken(rating, servings[rating["serving"]], window_open=rating["id"] not in paused)
            rating["flags"] = "[" + ",".join(f'"{flag}"' for flag in flags) + "]"

    def _windows(self, day: date) -> dict[str, Kind]:
        week = day.isocalendar()[:2]
        if week not in self._of_week:
            self._of_week[week] = {self._unused.pop(): kind for kind in WAYS if self._unused}
        return self._of_week[week]

    def _note(self, kind: Kind, pairs: Sequence[Pair]) -> None:
        for rating, _ in pairs:
            self.ratings[rating["id"]] = kind
            best = kind is Kind.ONE_GRADE or self.random.random() < 0.95
            rating["grade"] = (Grade.VERY_SATISFIED if best else Grade.SATISFIED).value
            rating["tags"] = "[]"

    def _share_phones(self, day: date, pairs: Sequence[Pair]) -> None:
        """One phone rates at three to ten windows; one phone in ten is used for a second errand."""
        honest = [pair for pair in pairs if pair[0]["id"] not in self.ratings]
        by_phone = [rating for rating, _ in honest if rating["channel"] == Channel.QR.value]
        for rating, other in zip(by_phone[::10], by_phone[1::10], strict=False):
            other["device"] = rating["device"]
            self.couples.add((day, rating["device"]))
        at_windows: dict[str, Pair] = {}
        for pair in honest:
            if pair[0]["channel"] == Channel.TABLET.value:
                at_windows.setdefault(pair[0]["window"], pair)
        many = self.random.randint(3, 10)
        chosen = self.random.sample(list(at_windows.values()), min(many, len(at_windows)))
        if chosen:
            self.phones[day] = f"phone:{self.random.getrandbits(64):016x}"
            for rating, _ in chosen:
                rating |= {"channel": Channel.QR.value, "device": self.phones[day], "waited_ms": None}
            self._note(Kind.ONE_PHONE, chosen)

    def _when_taken(self, rating: Row, served: Row, *, window_open: bool) -> tuple[str, ...]:
        rules = self.definition.rating
        at_the_window = rating["waited_ms"] is not None
        limit = timedelta(seconds=rules.limit_seconds) if at_the_window else timedelta(days=rules.phone_days)
        if rating["channel"] == Channel.CARD.value:
            return ()
        return doubts(
            _as_it_was(served),
            received_at=from_rfc3339(rating["received_at"]),
            waited=timedelta(milliseconds=rating["waited_ms"]) if at_the_window else None,
            invitation=rating["invitation"],
            limits=Limits(limit=limit, short_serving=timedelta(seconds=rules.short_serving_seconds)),
            window_open=window_open or not at_the_window,
        )


def _as_it_was(served: Row) -> Serving:
    """The serving before it was rated."""
    known = {name: served[name] for name in Serving.__dataclass_fields__ if name in served}
    times = {name: instant(served[name]) for name in TIMES}
    return Serving(**{**known, **times, "state": ServingState(served["state"]), "rated": False})


def _short(random: Random, pairs: Sequence[Pair]) -> None:
    """Tickets drawn, called and finished by the clerk: over in one to five seconds."""
    for rating, served in pairs:
        _pressed(rating, served, waited=random.uniform(1.5, 4))
        served["started_at"] = served["finished_at"] - int(random.uniform(1, 5) * SECOND)


def _instant(random: Random, pairs: Sequence[Pair]) -> None:
    """The clerk presses before the citizen could, nine times in ten."""
    for rating, served in pairs:
        _pressed(rating, served, waited=random.uniform(0.2, 1.3) if random.random() < 0.9 else random.uniform(3, 9))


def _even(random: Random, pairs: Sequence[Pair]) -> None:
    """A rating every so many minutes, give or take a tenth; none at noon."""
    step = random.uniform(3, 8) * MINUTE
    at: int = pairs[0][1]["finished_at"]
    noon = len(pairs) // 2
    for n, (rating, served) in enumerate(pairs):
        at += int(step * random.uniform(0.9, 1.1)) + (HOUR if n == noon else 0)
        served["started_at"], served["finished_at"] = at - int(step * 0.8), at
        _pressed(rating, served, waited=random.uniform(2, 4))


def _one_grade(random: Random, pairs: Sequence[Pair]) -> None:
    """Nobody but the clerk ever presses, and always the same."""
    for rating, served in pairs:
        _pressed(rating, served, waited=2 + random.expovariate(1 / 4))


def _paused(random: Random, pairs: Sequence[Pair]) -> None:
    """Made good behind the back of citizens who have left, one to two minutes after, with the window paused."""
    for rating, served in pairs:
        _pressed(rating, served, waited=random.uniform(50, 119))


WAYS: dict[Kind, Callable[[Random, Sequence[Pair]], None]] = {
    Kind.SHORT: _short,
    Kind.INSTANT: _instant,
    Kind.EVEN: _even,
    Kind.ONE_GRADE: _one_grade,
    Kind.PAUSED: _paused,
}


def _pressed(rating: Row, served: Row, *, waited: float) -> None:
    """At the window's tablet, ``waited`` seconds after the invitation."""
    at, waited_ms = served["finished_at"], int(waited * SECOND)
    served["invited_at"] = at
    rating |= {
        "channel": Channel.TABLET.value,
        "device": f"evaluator-{rating['window']}",
        "invited_at": rfc3339(at),
        "waited_ms": waited_ms,
        "received_at": rfc3339(at + waited_ms),
        "day": served["day"],
    }
