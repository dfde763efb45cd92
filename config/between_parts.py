"""What is wrong between the parts of a hall: names of what does not exist, codes that stand twice, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from config.definition import Definition


class Step(Protocol):
    """A service as far as its letter goes."""

    @property
    def prefix(self) -> str | None: ...
    @property
    def parent(self) -> str | None: ...


def mistakes(hall: Definition) -> Iterator[PydanticCustomError]:
    """Every mistake that is not one of a part alone, the first first."""
    departments, services = {d.code for d in hall.departments}, {s.code for s in hall.services}
    windows = {w.code for w in hall.windows}
    yield from _twice("departments", [d.code for d in hall.departments])
    yield from _twice("services", [s.code for s in hall.services])
    yield from _twice("windows", [w.code for w in hall.windows])
    yield from _twice("staff", [p.job_number for p in hall.staff])
    yield from _twice("rating.tags", [tag.code for tag in hall.rating.tags])
    of_the_tree: list[PydanticCustomError] = []
    for service in hall.services:
        of_the_tree += _unknown("services", service.code, "parent", [service.parent], services)
        yield from _unknown("services", service.code, "department", [service.department], departments)
    of_the_tree = of_the_tree or list(_circles(hall))
    yield from of_the_tree
    leaves = {s.code for s in hall.leaves}
    for window in hall.windows:
        yield from _unknown("windows", window.code, "department", [window.department], departments)
        yield from _unknown("windows", window.code, "services", window.services, leaves)
    yield from _twice("boards", [b.code for b in hall.boards])
    for board in hall.boards:
        yield from _unknown("boards", board.code, "windows", board.windows, windows)
        yield from _unknown("boards", board.code, "services", board.services, leaves)
        yield from _unknown("boards", board.code, "languages", board.languages, set(hall.languages))
    for person in hall.staff:
        yield from _unknown("staff", person.job_number, "window", [person.window], windows)
        yield from _unknown("staff", person.job_number, "department", [person.department], departments)
        if "supervisor" in person.roles and person.department is None:
            said = "missing; a supervisor sees one department"
            yield _wrong("staff", person.job_number, "department", "missing", said)
    if not of_the_tree:
        yield from _without_prefix(hall)


def _circles(hall: Definition) -> Iterator[PydanticCustomError]:
    """Every parent must be defined."""
    parents = {s.code: s.parent for s in hall.services}
    for code in parents:
        seen: set[str] = set()
        step: str | None = code
        while step is not None and step not in seen:
            seen.add(step)
            step = parents[step]
        if step is not None:
            said = "goes round in a circle; one must have no parent"
            yield _wrong("services", code, "parent", "circle", said)


def _without_prefix(hall: Definition) -> Iterator[PydanticCustomError]:
    by_code = {s.code: s for s in hall.services}
    for leaf in hall.leaves:
        if prefix(leaf.code, by_code) is None:
            said = 'missing; give one or two capital letters such as "A"'
            yield _wrong("services", leaf.code, "prefix", "no_prefix", said)


def prefix(code: str, by_code: Mapping[str, Step]) -> str | None:
    """The letter of a leaf's numbers: its own, else the nearest ancestor's, else its code, if that can be one.

    Whoever asks may not know yet whether every parent is there and none goes round in a circle.
    """
    seen: set[str] = set()
    step: str | None = code
    while step is not None and step in by_code and step not in seen:
        seen.add(step)
        if found := by_code[step].prefix:
            return found
        step = by_code[step].parent
    return code if can_be_letter(code) else None


def can_be_letter(code: str) -> bool:
    """Whether a service's code can stand before its numbers."""
    return code.isascii() and code.isalpha() and code.isupper() and len(code) <= 2


def _twice(table: str, codes: list[str]) -> Iterator[PydanticCustomError]:
    """A mistake for each code that stands a second time, the last place first."""
    first = {code: at for at, code in reversed(list(enumerate(codes)))}
    for at in reversed(range(len(codes))):
        if first[codes[at]] != at:
            yield PydanticCustomError(
                "stands_twice",
                "{table}: {entry}: stands twice; every code must be its own",
                {"table": table, "entry": codes[at], "at": at, "field": "job_number" if table == "staff" else "code"},
            )


def _unknown(
    table: str, owner: str, field: str, codes: Iterable[str | None], known: set[str]
) -> Iterator[PydanticCustomError]:
    for code in codes:
        if code is not None and code not in known:
            listed = ", ".join(sorted(known)[:20])
            said = "'{code}' is not defined; known: {known}"
            yield _wrong(table, owner, field, "not_defined", said, code=code, known=listed)


def _wrong(table: str, entry: str, field: str, kind: str, said: str, **values: str) -> PydanticCustomError:
    """A mistake between parts of the hall; its context says where, so that others can word it."""
    context = {"table": table, "entry": entry, "field": field, **values}
    return PydanticCustomError(kind, "{table}: {entry}: {field}: " + said, context)
