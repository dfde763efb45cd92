"""How much of planted gaming the integrity flags find, and how often they cry out over honest people.

Each run is a hall of four weeks by another seed, looked over evening by evening with the hub's own code. What games all
day is found when the evening's look finds its pattern at that window on that day; one grade only, when it is found on
some evening of its week, since a day of it is no wonder in a hall of contented people. A serving too short or a press
at a paused window is found when the rating itself is flagged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, select

from config.definition import Definition
from server.concurrency import threads
from server.domain.integrity import Finding, Seen
from server.domain.rating import Flag
from server.operations import doubting
from server.store import schema
from server.store.database import Store
from server.store.tables import ratings
from tests.bench import filling, years
from tests.bench.abuse import Abuse, Kind
from tests.bench.big_hall import big_hall
from tests.bench.measuring import RUNS, Aim, Run, row
from tests.bench.measuring import Row as Told

WEEKS = 4
HELD_OUT = range(20_261, 20_361)
"""Seeds of the halls: no rule was ever tuned by what it finds in one of these."""
FEWEST_HALLS = 8
LAST = date(2026, 3, 27)
"""A Friday."""
PATTERNS = {Kind.INSTANT: Flag.INSTANT, Kind.EVEN: Flag.EVEN_RHYTHM}
AT_ONCE = {Kind.SHORT: Flag.SHORT_SERVING, Kind.PAUSED: Flag.WINDOW_NOT_OPEN}
LEAST = {
    Kind.SHORT: ("gamed: servings of 1-5 s, ratings flagged", 95.0),
    Kind.INSTANT: ("gamed: pressed at once, days found", 95.0),
    Kind.EVEN: ("gamed: even rhythm, days found", 90.0),
    Kind.ONE_GRADE: ("gamed: one grade only, weeks found", 95.0),
    # Within the minute after a visit a clerk may go to lunch while the citizen thinks: a seventh of those planted.
    Kind.PAUSED: ("gamed: pressed while paused, ratings flagged", 80.0),
    # Three windows a day may be one citizen's errands: an eighth of those planted.
    Kind.ONE_PHONE: ("gamed: one phone at 3-10 windows, days found", 75.0),
}


@dataclass
class Score:
    """Of each kind how many were planted and found; of what was honest how many there were and were flagged."""

    planted: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    honest: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)


def rows(
    folder: Path, *, runs: int = RUNS, a_day: int = 1_280, weeks: int = WEEKS, fewest_halls: int = FEWEST_HALLS
) -> Iterator[Told]:
    """The share found of each kind, hall by hall, and the false alarms in all halls together."""
    seeds = HELD_OUT[: max(runs, fewest_halls)]
    scores = [looked_over(folder / f"{seed}.db", seed=seed, a_day=a_day, weeks=weeks) for seed in seeds]
    for kind, (work, least) in LEAST.items():
        shares = [Run(figure=100 * score.found[kind] / score.planted[kind]) for score in scores]
        yield row(work, shares, unit="%", aim=Aim("figure", least=least))
    honest, flagged = (sum((getattr(score, name) for score in scores), Counter()) for name in ("honest", "flagged"))
    for what in ("window days", "phone days", "ratings when taken"):
        alarms = Run(figure=1000 * flagged[what] / honest[what])
        yield row(f"false alarms, {honest[what]:,} {what}", [alarms], unit="‰", aim=Aim("figure", most=1.0))


def looked_over(file: Path, *, seed: int, a_day: int, weeks: int) -> Score:
    """A hall by the seed, its days looked over one by one as the hub does after closing."""
    rules, url = big_hall(), f"sqlite:///{file}"
    schema.migrate(url)
    store = Store(url, threads=threads("threading"))
    store.write(lambda conn: schema.add_hall(conn, rules))
    store.close()
    abuse = Abuse(rules, Random(seed))
    from_monday = (7 * weeks - 3) / 7
    count = round(from_monday * a_day * sum(years.WEEKDAYS) / 1.06)
    filling.fill(file, rules, count=count, last=LAST, a_day=a_day, seed=seed, planted=abuse)
    return _scored(abuse, rules, url)


def _scored(abuse: Abuse, rules: Definition, url: str) -> Score:
    score, engine = Score(), create_engine(url)
    with engine.connect() as conn:
        days = doubting.due(conn, rules, now=datetime.combine(LAST, datetime.max.time(), UTC))
        seen = {day: doubting.of_day(conn, rules.code, day) for day in days}
        looks = {day: doubting.found_on(conn, rules.code, day)(Random(1)) for day in days}
        taken = list(conn.execute(select(ratings.c.id, ratings.c.flags, ratings.c.day, ratings.c.device)))
    engine.dispose()
    _score_windows(score, abuse, seen, looks)
    _score_phones(score, abuse, looks, {(each.day, each.device) for each in taken})
    for each in taken:
        kind = abuse.ratings.get(each.id)
        if kind in AT_ONCE:
            score.planted[kind] += 1
            score.found[kind] += AT_ONCE[kind] in each.flags
        elif kind is None:
            score.honest["ratings when taken"] += 1
            score.flagged["ratings when taken"] += each.flags != "[]"
    return score


def _score_windows(score: Score, abuse: Abuse, seen: dict[date, list[Seen]], looks: dict[date, list[Finding]]) -> None:
    weeks: dict[str, bool] = {}
    for day, found in looks.items():
        flags = {(each.window, each.flag) for each in found}
        for window in {each.window for each in seen[day] if each.waited is not None}:
            kind = abuse.gamed.get((day, window))
            if kind in PATTERNS:
                score.planted[kind] += 1
                score.found[kind] += (window, PATTERNS[kind]) in flags
            elif kind is Kind.ONE_GRADE:
                weeks[window] = weeks.get(window, False) or (window, Flag.ONE_GRADE) in flags
            elif kind is None:
                score.honest["window days"] += 1
                score.flagged["window days"] += any(each == window for each, _ in flags)
    score.planted[Kind.ONE_GRADE] += len(weeks)
    score.found[Kind.ONE_GRADE] += sum(weeks.values())


def _score_phones(score: Score, abuse: Abuse, looks: dict[date, list[Finding]], seen: set[tuple[date, str]]) -> None:
    """One finding a day at most is of the planted phone, every other a false alarm."""
    for day, found in looks.items():
        by_phone = [each for each in found if each.flag is Flag.ONE_PHONE]
        planted = [each for each in by_phone if abuse.ratings.get(each.ratings[0]) is Kind.ONE_PHONE]
        score.planted[Kind.ONE_PHONE] += day in abuse.phones
        score.found[Kind.ONE_PHONE] += bool(planted)
        score.flagged["phone days"] += len(by_phone) - len(planted)
    score.honest["phone days"] += sum(device.startswith("phone") for _, device in seen) - len(abuse.phones)
