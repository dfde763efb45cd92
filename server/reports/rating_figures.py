"""The figures of ratings (好差评): who was asked, who rated, and how."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from server.domain.indicators import dissatisfaction, participation, satisfaction
from server.domain.rating import Grade
from server.domain.serving import ServingState
from server.reports.facts import Facts, Json, as_json
from server.reports.grouping import Grouping


@dataclass
class _Group:
    finished: int = 0
    due: int = 0
    grades: dict[Grade, int] = field(default_factory=lambda: dict.fromkeys(Grade, 0))
    unflagged: dict[Grade, int] = field(default_factory=lambda: dict.fromkeys(Grade, 0))
    flagged: int = 0

    def row(self, key: str, label: str) -> Json:
        rated = sum(self.grades.values())
        return {
            "key": key,
            "label": label,
            "finished": self.finished,
            "due": self.due,
            "rated": rated,
            "grades": {grade.value: count for grade, count in self.grades.items()},
            "participation": as_json(participation(rated=rated, due=self.due)),
            "satisfaction": as_json(satisfaction(self.grades)),
            "dissatisfaction": as_json(dissatisfaction(self.grades)),
            "flagged": self.flagged,
            "satisfaction_unflagged": as_json(satisfaction(self.unflagged)),
        }


def rating_rows(facts: Facts, keys: Grouping) -> tuple[list[Json], Json]:
    groups: dict[str, _Group] = defaultdict(_Group)
    total = _Group()
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
    rows = [groups[key].row(key, keys.label(key)) for key in keys.in_order(groups)]
    return rows, total.row("total", "")
