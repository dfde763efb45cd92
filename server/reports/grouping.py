"""What the figures are grouped by: which row a count belongs to, and what the row is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from config.catalogues import words
from config.definition import Definition
from config.rules import WEEKDAYS
from server.domain.rating import Channel, Grade
from server.reports.pieces import Time
from server.reports.reading import Cell

By = Literal["window", "staff", "service", "department", "day", "hour"]
Dimension = Literal[
    "hall", "department", "window", "staff", "service", "channel", "grade", "tag", "day", "hour", "weekday"
]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
LETTER: dict[Dimension, str] = {
    "window": "W",
    "staff": "P",
    "service": "S",
    "department": "S",
    "hour": "H",
    "channel": "C",
    "tag": "T",
}
"""By what the roll-ups must be kept apart for a dimension."""
OF_TIME: Mapping[Dimension, Time] = {"day": "day", "weekday": "weekday"}
OF_RATINGS: frozenset[Dimension] = frozenset({"channel", "grade", "tag"})
"""That say nothing of a visit nobody rated."""


class Grouping:
    """Which row a count belongs to by one dimension, and what the rows are called in ``language``.

    Where everything counted is of one ``department``, that is what the row of the hall is called.
    """

    def __init__(
        self, definition: Definition, by: Dimension, *, language: str | None = None, department: str | None = None
    ) -> None:
        self.definition = definition
        self._department = department
        self.by = by
        self.language = language or definition.languages[0]
        self._labels: dict[str, str] = {}
        self._departments = definition.departments_by_service

    def of_cell(self, cell: Cell) -> str | None:
        """The row of a count; None for one that belongs to none, such as the window of a ticket never called."""
        match self.by:
            case "hall":
                return self.definition.code
            case "window":
                return cell.window or None
            case "staff":
                return cell.staff or None
            case "service":
                return cell.service
            case "department":
                if cell.department is not None:
                    return cell.department or None
                return self._departments.get(cell.service or "")
            case "channel":
                return cell.channel
            case "tag":
                return cell.tag
            case "grade":
                return None
            case "day":
                return None if cell.day is None else cell.day.isoformat()
            case "hour":
                return None if cell.hour is None else f"{cell.hour:02}"
            case "weekday":
                return cell.weekday

    def label(self, key: str) -> str:
        known = self._labels.get(key)
        if known is None:
            known = self._labels[key] = self._label(key)
        return known

    def _label(self, key: str) -> str:
        d, language = self.definition, self.language
        match self.by:
            case "hall":
                return d.name.get(language, key) if self._department is None else self._named(self._department)
            case "window":
                window = d.window(key)
                return f"{key} {window.name[language]}" if window and language in window.name else key
            case "staff":
                person = d.person(key)
                return person.name if person else key
            case "service":
                service = d.service(key)
                return service.name.get(language, key) if service else key
            case "department":
                return self._named(key)
            case "hour":
                return f"{key}:00"
            case "day":
                return key
            case "channel" | "grade" | "weekday":
                return words(language, f"reports.{self.by}.{key}")
            case "tag":
                return _known(language, f"tags.{key}") or key

    def _named(self, department: str) -> str:
        names = {each.code: each.name.get(self.language, each.code) for each in self.definition.departments}
        return names.get(department, department)

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """In the hall's own order, those it knows no more at the end."""
        d = self.definition
        order: dict[str, list[str]] = {
            "window": [w.code for w in d.windows],
            "staff": [p.job_number for p in d.staff],
            "service": [s.code for s in d.leaves],
            "department": [x.code for x in d.departments],
            "grade": [grade.value for grade in Grade],
            "channel": [channel.value for channel in Channel],
            "weekday": list(WEEKDAYS),
        }
        place = {key: i for i, key in enumerate(order.get(self.by, []))}
        return sorted(keys, key=lambda key: (place.get(key, len(place)), key))


def _known(language: str, key: str) -> str | None:
    try:
        return words(language, key)
    except KeyError:
        return None
