"""What the figures are grouped by: which row a serving or ticket belongs to, and what the row is called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from config.definition import Definition

By = Literal["window", "staff", "service", "department", "day", "hour"]


class Grouping:
    """Which row a serving or a ticket belongs to, and what the rows are called."""

    def __init__(self, definition: Definition, by: By) -> None:
        self.definition = definition
        self.by = by
        self._departments = {s.code: definition.department_of(s.code) for s in definition.leaves}

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
