"""Patterns that no citizen would make (刷好评): found over a hall's ratings of a day, flagged and never removed.

Each finder gives findings with the evidence a sceptic needs to decide for themselves. Thresholds are set so that honest
windows are flagged less than once in a thousand window days; what they find and what they miss on planted abuse is
measured by ``python -m tests.bench integrity``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from math import log
from random import Random

from server.domain.rating import Flag, Grade

INSTANT_SECONDS = 1.5
"""Five faces cannot be read, weighed and pressed in less."""
INSTANT_RUN = 5
RHYTHM_FEWEST = 8
RHYTHM_SUSPECT = 0.2
"""A spread of the middle half that citizens' presses hardly come near; only below it is the test worth its while."""
RHYTHM_LEVEL = 0.001
PERMUTATIONS = 2_000
ONE_GRADE_LEVEL = 0.0001
ONE_GRADE_FEWEST = 12
"""Ratings of the day itself; what went before them may lie on earlier days."""
ONE_GRADE_DAYS = 7
"""How many days a run may last, today among them: in a contented hall no single day is long enough to tell."""
WINDOWS_OF_A_PHONE = 4


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A rating as the finders see it. ``at`` is its press in UTC, ``waited`` seconds since the invitation.

    ``phone`` is the keyed hash of the browser it came from, "" for one that did not say, None for the hall's terminals.
    """

    id: str
    window: str
    staff: str
    grade: Grade
    at: datetime
    waited: float | None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A doubt about some ratings of one window (or of one phone, ``window`` then being "")."""

    flag: Flag
    window: str
    ratings: tuple[str, ...]
    evidence: dict[str, float] = field(default_factory=dict)


def findings(ratings: Iterable[Seen], *, before: Iterable[Seen] = (), random: Random) -> list[Finding]:
    """All doubts about the ratings of one hall and day.

    ``before`` are those of the ``ONE_GRADE_DAYS`` - 1 days before it, about which nothing is found again. ``random``
    draws the permutations.
    """
    known = sorted(ratings, key=lambda rating: rating.at)
    by_window, earlier = _by_window(known), _by_window(sorted(before, key=lambda rating: rating.at))
    shares = _shares([*known, *(rating for row in earlier.values() for rating in row)])
    found = [*_one_phone(known)]
    for window, theirs in sorted(by_window.items()):
        elsewhere = [row for other, row in shares.items() if other != window]
        pool = [gap for other, row in by_window.items() if other != window for gap in _gaps(row)]
        found += _instant(window, theirs)
        found += _even(window, theirs, pool=pool, random=random)
        found += _one_grade(window, theirs, before=earlier.get(window, ()), elsewhere=elsewhere)
    return found


def _instant(window: str, ratings: Sequence[Seen]) -> Iterator[Finding]:
    """Pressed right after the invitation, again and again."""

    def at_once(rating: Seen) -> bool:
        return rating.waited is not None and rating.waited < INSTANT_SECONDS

    for fast, run in groupby(ratings, key=at_once):
        pressed = list(run)
        if fast and len(pressed) >= INSTANT_RUN:
            slowest = max(rating.waited or 0.0 for rating in pressed)
            yield _finding(Flag.INSTANT, window, pressed, run=len(pressed), slowest_seconds=slowest)


def _even(window: str, ratings: Sequence[Seen], *, pool: Sequence[float], random: Random) -> Iterator[Finding]:
    """Presses at an even rhythm: a permutation test of the gaps' spread against the hall's other windows.

    The window's gaps are even when hardly any draw of as many gaps from the other windows' is spread as little. The
    spread is that of the middle half, so that neither noon nor a visit that nobody rated hides the rhythm.
    """
    gaps = _gaps(ratings)
    if len(gaps) < RHYTHM_FEWEST or len(pool) < len(gaps) or (own := _spread(gaps)) > RHYTHM_SUSPECT:
        return
    as_even = sum(_spread(random.sample(pool, len(gaps))) <= own for _ in range(PERMUTATIONS))
    chance = (as_even + 1) / (PERMUTATIONS + 1)
    if chance < RHYTHM_LEVEL:
        yield _finding(Flag.EVEN_RHYTHM, window, ratings, spread=own, chance=chance)


def _one_grade(
    window: str, ratings: Sequence[Seen], *, before: Sequence[Seen], elsewhere: Sequence[dict[Grade, float]]
) -> Iterator[Finding]:
    """One grade for longer than the hall's more contented windows make likely, over the days if need be.

    Every run might have been the long one, so the chance of one is multiplied by how many ratings could have begun it.
    Only the day's ratings are doubted; those of the days before were looked over with theirs.
    """
    today = {rating.id for rating in ratings}
    known = [*before, *ratings]
    for grade, run in groupby(known, key=lambda rating: rating.grade):
        whole = list(run)
        pressed = [rating for rating in whole if rating.id in today]
        if len(pressed) < ONE_GRADE_FEWEST or not elsewhere:
            continue
        share = _upper_quartile([shares[grade] for shares in elsewhere])
        if log(len(known)) + len(whole) * log(share) < log(ONE_GRADE_LEVEL):
            yield _finding(Flag.ONE_GRADE, window, pressed, run=len(whole), share_elsewhere=share)


def _one_phone(ratings: Sequence[Seen]) -> Iterator[Finding]:
    """The same phone at many windows in one day."""
    by_phone: dict[str, list[Seen]] = defaultdict(list)
    for rating in ratings:
        if rating.phone:
            by_phone[rating.phone].append(rating)
    for _, pressed in sorted(by_phone.items()):
        windows = len({rating.window for rating in pressed})
        if windows >= WINDOWS_OF_A_PHONE:
            yield _finding(Flag.ONE_PHONE, "", pressed, windows=windows)


def _finding(flag: Flag, window: str, ratings: Sequence[Seen], **evidence: float) -> Finding:
    rounded = {name: round(value, 4) for name, value in evidence.items()}
    return Finding(flag=flag, window=window, ratings=tuple(rating.id for rating in ratings), evidence=rounded)


def _gaps(ratings: Sequence[Seen]) -> list[float]:
    """Seconds between one press and the next."""
    return [(later.at - earlier.at).total_seconds() for earlier, later in pairwise(ratings)]


def _spread(values: Sequence[float]) -> float:
    """The quartile coefficient of dispersion, (q3 - q1) / (q3 + q1); 0 for values that are all 0."""
    ordered = sorted(values)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    return (high - low) / (high + low) if high + low else 0.0


def _by_window(ratings: Iterable[Seen]) -> dict[str, list[Seen]]:
    """Those of the hall's terminals."""
    by_window: dict[str, list[Seen]] = defaultdict(list)
    for rating in ratings:
        if rating.phone is None:
            by_window[rating.window].append(rating)
    return by_window


def _shares(ratings: Iterable[Seen]) -> dict[str, dict[Grade, float]]:
    """The share of each grade at each window. One rating more of each kind keeps 0 and 1 out of few ratings' shares."""
    return {
        window: {grade: (sum(r.grade is grade for r in theirs) + 1) / (len(theirs) + 2) for grade in Grade}
        for window, theirs in _by_window(ratings).items()
    }


def _upper_quartile(values: Sequence[float]) -> float:
    """A share that three windows in four do not come above; a quarter of them may be gamed without moving it."""
    return sorted(values)[(3 * len(values) - 1) // 4]
