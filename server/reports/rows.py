"""The figures of ratings and tickets, by window, staff, service, department, day or hour of the hall's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, and_, select

from config.definition import Definition
from server.domain.indicators import Ratio, dissatisfaction, mean, participation, percentile, satisfaction, speed_up
from server.domain.rating import Grade
from server.domain.serving import ServingState
from server.domain.ticket import TicketState
from server.store.tables import ratings, servings, tickets

Kind = Literal["ratings", "tickets"]
By = Literal["window", "staff", "service", "department", "day", "hour"]
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A table of figures; ``rows`` in the hall's own order, ``total`` over all of them. Days are hall days."""

    kind: Kind
    hall: str
    hall_name: Mapping[str, str]
    first: date
    last: date
    by: By
    rows: list[Json]
    total: Json

    def as_json(self) -> Json:
        return {
            "report": self.kind,
            "hall": self.hall,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "by": self.by,
            "rows": self.rows,
            "total": self.total,
        }


def report(conn: Connection, definition: Definition, kind: Kind, *, first: date, last: date, by: By) -> Report:
    """The figures of the hall days from ``first`` to ``last``, both included."""
    facts = _Facts(conn, definition, first, last)
    keys = _Keys(definition, by)
    gather = _rating_rows if kind == "ratings" else _ticket_rows
    rows, total = gather(facts, keys)
    return Report(
        kind=kind,
        hall=definition.code,
        hall_name=definition.name,
        first=first,
        last=last,
        by=by,
        rows=rows,
        total=total,
    )


class _Facts:
    """What happened on those days."""

    def __init__(self, conn: Connection, definition: Definition, first: date, last: date) -> None:
        self.definition = definition
        in_days = and_(servings.c.hall == definition.code, servings.c.day.between(first, last))
        self.servings = list(conn.execute(select(servings).where(in_days)).mappings())
        mine = and_(tickets.c.hall == definition.code, tickets.c.day.between(first, last))
        self.tickets = list(conn.execute(select(tickets).where(mine)).mappings())
        join = ratings.join(servings, and_(ratings.c.hall == servings.c.hall, ratings.c.serving == servings.c.id))
        query = select(ratings.c.serving, ratings.c.grade, ratings.c.flags).select_from(join).where(in_days)
        self.rating_of = {serving: (Grade(grade), orjson.loads(flags)) for serving, grade, flags in conn.execute(query)}


class _Keys:
    """Which row a serving or a ticket belongs to, and what the rows are called."""

    def __init__(self, definition: Definition, by: By) -> None:
        self.definition = definition
        self.by = by
        self._departments = {s.code: s.department or _inherited(definition, s.code) for s in definition.leaves}

    def of(self, *, window: str | None, staff: str | None, service: str, at: datetime, day: date) -> str | None:
        match self.by:
            case "window":
                return window
            case "staff":
                return staff
            case "service":
                return service
            case "department":
                return self._departments.get(service)
            case "day":
                return day.isoformat()
            case "hour":
                return f"{at.astimezone(self.definition.zone):%H}"

    def label(self, key: str) -> str:
        language = self.definition.languages[0]
        match self.by:
            case "window":
                window = self.definition.window(key)
                return f"{key} {window.name[language]}" if window and language in window.name else key
            case "staff":
                person = self.definition.person(key)
                return person.name if person else key
            case "service":
                service = self.definition.service(key)
                return service.name.get(language, key) if service else key
            case "department":
                names = {d.code: d.name.get(language, d.code) for d in self.definition.departments}
                return names.get(key, key)
            case "hour":
                return f"{key}:00"
            case _:
                return key

    def in_order(self, keys: Iterable[str]) -> list[str]:
        d = self.definition
        order = {
            "window": [w.code for w in d.windows],
            "staff": [p.job_number for p in d.staff],
            "service": [s.code for s in d.leaves],
            "department": [x.code for x in d.departments],
        }.get(self.by, [])
        place = {key: i for i, key in enumerate(order)}
        return sorted(keys, key=lambda key: (place.get(key, len(place)), key))


def _inherited(definition: Definition, code: str) -> str | None:
    service = definition.service(code)
    while service is not None:
        if service.department:
            return service.department
        service = definition.service(service.parent) if service.parent else None
    return None


@dataclass
class _Ratings:
    finished: int = 0
    due: int = 0
    grades: dict[Grade, int] = field(default_factory=lambda: dict.fromkeys(Grade, 0))
    unflagged: dict[Grade, int] = field(default_factory=lambda: dict.fromkeys(Grade, 0))
    flagged: int = 0

    def as_json(self, key: str, label: str) -> Json:
        rated = sum(self.grades.values())
        return {
            "key": key,
            "label": label,
            "finished": self.finished,
            "due": self.due,
            "rated": rated,
            "grades": {grade.value: count for grade, count in self.grades.items()},
            "participation": _ratio(participation(rated=rated, due=self.due)),
            "satisfaction": _ratio(satisfaction(self.grades)),
            "dissatisfaction": _ratio(dissatisfaction(self.grades)),
            "flagged": self.flagged,
            "satisfaction_unflagged": _ratio(satisfaction(self.unflagged)),
        }


def _rating_rows(facts: _Facts, keys: _Keys) -> tuple[list[Json], Json]:
    groups: dict[str, _Ratings] = defaultdict(_Ratings)
    total = _Ratings()
    for row in facts.servings:
        if row["state"] is not ServingState.FINISHED:
            continue
        key = keys.of(
            window=row["window"], staff=row["staff"], service=row["service"], at=row["finished_at"], day=row["day"]
        )
        for group in ([groups[key]] if key is not None else []) + [total]:
            group.finished += 1
            group.due += row["invited_at"] is not None
            if rating := facts.rating_of.get(row["id"]):
                grade, flags = rating
                group.grades[grade] += 1
                group.flagged += bool(flags)
                if not flags:
                    group.unflagged[grade] += 1
    rows = [groups[key].as_json(key, keys.label(key)) for key in keys.in_order(groups)]
    return rows, total.as_json("total", "")


@dataclass
class _Tickets:
    issued: int = 0
    called: int = 0
    finished: int = 0
    missed: int = 0
    cancelled: int = 0
    expired: int = 0
    over: int = 0
    waits: list[float] = field(default_factory=list)
    handled: list[float] = field(default_factory=list)
    statutory: list[tuple[float, float]] = field(default_factory=list)
    on_time: int = 0

    def as_json(self, key: str, label: str) -> Json:
        return {
            "key": key,
            "label": label,
            "issued": self.issued,
            "called": self.called,
            "finished": self.finished,
            "missed": self.missed,
            "cancelled": self.cancelled,
            "expired": self.expired,
            "mean_wait_minutes": _ratio(mean(self.waits)),
            "median_wait_minutes": percentile(self.waits, 0.5),
            "p90_wait_minutes": percentile(self.waits, 0.9),
            "over_promise": _ratio(Ratio(self.over, self.called)),
            "no_show": _ratio(Ratio(self.missed, self.called)),
            "mean_serving_minutes": _ratio(mean(self.handled)),
            "speed_up": _ratio(speed_up(self.statutory)),
            "on_time": _ratio(Ratio(self.on_time, self.finished)),
        }


def _ticket_rows(facts: _Facts, keys: _Keys) -> tuple[list[Json], Json]:
    groups: dict[str, _Tickets] = defaultdict(_Tickets)
    total = _Tickets()
    first_serving: dict[str, Any] = {}
    for row in sorted(facts.servings, key=lambda r: r["called_at"]):
        first_serving.setdefault(row["ticket"], row)

    def both(key: str | None) -> list[_Tickets]:
        return ([groups[key]] if key is not None else []) + [total]

    for row in facts.tickets:
        first = first_serving.get(row["id"])
        key = keys.of(
            window=first["window"] if first else None,
            staff=first["staff"] if first else None,
            service=row["service"],
            at=row["issued_at"],
            day=row["day"],
        )
        service = keys.definition.service(row["service"])
        for group in both(key):
            group.issued += 1
            group.cancelled += row["state"] is TicketState.CANCELLED
            group.expired += row["state"] is TicketState.EXPIRED
            group.missed += row["misses"] > 0
            if row["first_called_at"] is not None:
                wait = (row["first_called_at"] - row["issued_at"]).total_seconds() / 60
                group.called += 1
                group.waits.append(wait)
                group.over += service is not None and wait > service.promised_minutes
    for row in facts.servings:
        if row["state"] is not ServingState.FINISHED or row["started_at"] is None:
            continue
        key = keys.of(
            window=row["window"], staff=row["staff"], service=row["service"], at=row["finished_at"], day=row["day"]
        )
        service = keys.definition.service(row["service"])
        minutes = (row["finished_at"] - row["started_at"]).total_seconds() / 60
        for group in both(key):
            group.finished += 1
            group.handled.append(minutes)
            group.on_time += service is not None and minutes <= service.handling_minutes
            if service is not None and service.statutory_minutes:
                group.statutory.append((service.statutory_minutes, minutes))
    rows = [groups[key].as_json(key, keys.label(key)) for key in keys.in_order(groups)]
    return rows, total.as_json("total", "")


def _ratio(ratio: Ratio) -> Json:
    return {"numerator": ratio.numerator, "denominator": ratio.denominator, "value": ratio.value}
