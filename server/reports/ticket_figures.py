"""The figures of tickets and servings: how many, how long they waited, how long they took."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from server.domain.indicators import Ratio, mean, percentile, speed_up
from server.domain.serving import ServingState
from server.domain.ticket import TicketState
from server.reports.facts import Facts, Json, as_json
from server.reports.grouping import Grouping


@dataclass
class _Group:
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

    def row(self, key: str, label: str) -> Json:
        return {
            "key": key,
            "label": label,
            "issued": self.issued,
            "called": self.called,
            "finished": self.finished,
            "missed": self.missed,
            "cancelled": self.cancelled,
            "expired": self.expired,
            "mean_wait_minutes": as_json(mean(self.waits)),
            "median_wait_minutes": percentile(self.waits, 0.5),
            "p90_wait_minutes": percentile(self.waits, 0.9),
            "over_promise": as_json(Ratio(self.over, self.called)),
            "no_show": as_json(Ratio(self.missed, self.called)),
            "mean_serving_minutes": as_json(mean(self.handled)),
            "speed_up": as_json(speed_up(self.statutory)),
            "on_time": as_json(Ratio(self.on_time, self.finished)),
        }


def ticket_rows(facts: Facts, keys: Grouping) -> tuple[list[Json], Json]:
    groups: dict[str, _Group] = defaultdict(_Group)
    total = _Group()
    first_serving: dict[str, Any] = {}
    for row in sorted(facts.servings, key=lambda r: r["called_at"]):
        first_serving.setdefault(row["ticket"], row)

    def both(key: str | None) -> list[_Group]:
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
    rows = [groups[key].row(key, keys.label(key)) for key in keys.in_order(groups)]
    return rows, total.row("total", "")
