"""The tables of a period's document, as CSV, XLSX and PDF all show them: headings, units and values of every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from config.catalogues import words
from config.grades import tag_words
from server.reports.facts import Json
from server.reports.grouping import By

Unit = Literal["text", "count", "share", "minutes", "date", "own"]
WHO: tuple[By, ...] = ("window", "department", "staff", "service")


@dataclass(frozen=True)
class Column:
    """``unit`` is what its values are in; ``own`` means that each row has its own. ``width`` is in characters."""

    heading: str
    unit: Unit = "text"
    width: int = 10


@dataclass(frozen=True, kw_only=True)
class Table:
    """Values are texts, numbers, or None where there is none. ``units`` are those of ``own`` columns, row by row."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    units: Sequence[Unit] = ()
    note: str = ""
    empty: str = ""

    def unit(self, row: int, column: int) -> Unit:
        own = self.columns[column].unit
        return self.units[row] if own == "own" else own


def shown(value: Any, unit: Unit) -> str:
    """A value as a person reads it: shares as per cent, minutes with a decimal, ``—`` for a number there is none of."""
    if value is None:
        return "" if unit in ("text", "date") else "—"
    match unit:
        case "share":
            return f"{value:.1%}"
        case "minutes":
            return f"{value:.1f}"
        case "count":
            return f"{value:,}"
        case _:
            return str(value)


def of_period(document: Json, language: str) -> list[Table]:
    """Everything but the ledger: figures, changes, by who and when, grades, comments, suggestions."""
    tell = _Words(language)
    return [
        _figures(document, tell),
        _changes(document, tell),
        *(_grouped(document, by, tell) for by in WHO if document["by"][by]),
        _in_time(document, "day", tell),
        _in_time(document, "hour", tell),
        _grades(document, tell),
        _comments(document, tell),
        # Months that were reported before the register was part of them have none.
        *([_suggestions(document, tell)] if "suggestions" in document else []),
    ]


class _Words:
    """The words of reports in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        return words(self.language, f"reports.{key}", **values)

    def tags(self, codes: Sequence[str]) -> str:
        return "; ".join(tag_words(self.language, code) for code in codes)


def _figures(document: Json, tell: _Words) -> Table:
    columns = (
        Column(tell("figure"), width=22),
        Column(tell("now"), "own"),
        Column(tell("numerator"), "count"),
        Column(tell("denominator"), "count"),
        Column(tell("low"), "share", 12),
        Column(tell("high"), "share", 12),
        Column(tell("before"), "own"),
    )
    figures = document["indicators"]
    rows = [
        [
            tell(figure["key"]),
            figure["value"],
            _whole(figure.get("numerator")),
            figure.get("denominator"),
            figure.get("low"),
            figure.get("high"),
            figure["before"]["value"],
        ]
        for figure in figures
    ]
    return Table(
        key="figures",
        title=tell("figures"),
        columns=columns,
        rows=rows,
        units=[figure["unit"] for figure in figures],
        note=tell("interval_note"),
    )


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _changes(document: Json, tell: _Words) -> Table:
    before = {"first": document["before"]["from"], "last": document["before"]["to"]}
    units = {figure["key"]: figure["unit"] for figure in document["indicators"]}
    rows = [_change(change, units[change["key"]], tell) for change in document["changes"]]
    return Table(
        key="changes",
        title=tell("changes"),
        columns=(Column(tell("changes"), width=60), Column(tell("verdict"), width=14)),
        rows=rows,
        note=tell("compared", **before) if rows else "",
        empty=tell("unchanged", **before),
    )


def _change(change: Json, unit: Unit, tell: _Words) -> list[str]:
    figure = tell(change["key"])
    what = tell("of_window", window=change["label"], figure=figure) if "window" in change else figure
    values = {"before": shown(change["before"], unit), "now": shown(change["value"], unit)}
    verdict = {True: tell("worse"), False: tell("better"), None: ""}[change["worse"]]
    return [tell("rose" if change["up"] else "fell", what=what, **values), verdict]


def _grouped(document: Json, by: By, tell: _Words) -> Table:
    columns = (
        Column(tell(f"by.{by}"), width=16),
        Column(tell("called"), "count", 7),
        Column(tell("finished"), "count", 7),
        Column(tell("rated"), "count", 7),
        Column(tell("participation"), "share", 9),
        Column(tell("satisfaction"), "share", 9),
        Column(f"{tell('satisfaction')} {tell('low')}", "share", 11),
        Column(f"{tell('satisfaction')} {tell('high')}", "share", 11),
        Column(tell("dissatisfaction"), "share", 9),
        Column(tell("flagged"), "count", 11),
        Column(tell("mean_wait_minutes"), "minutes", 11),
        Column(tell("mean_serving_minutes"), "minutes", 11),
    )
    rows = [
        [
            row["label"],
            *(row[name] for name in ("called", "finished", "rated")),
            row["participation"]["value"],
            *(row["satisfaction"][part] for part in ("value", "low", "high")),
            row["dissatisfaction"]["value"],
            row["flagged"],
            *(row[name]["value"] for name in ("mean_wait_minutes", "mean_serving_minutes")),
        ]
        for row in document["by"][by]
    ]
    return Table(key=by, title=tell(f"each.{by}"), columns=columns, rows=rows)


def _in_time(document: Json, by: Literal["day", "hour"], tell: _Words) -> Table:
    columns = (
        Column(tell(f"by.{by}"), "date" if by == "day" else "text", 12),
        Column(tell("issued"), "count"),
        Column(tell("called"), "count"),
        Column(tell("finished"), "count"),
        Column(tell("rated"), "count"),
        Column(tell("satisfaction"), "share"),
        Column(tell("mean_wait_minutes"), "minutes", 14),
        Column(tell("mean_serving_minutes"), "minutes", 14),
    )
    rows = [
        [
            row["label"],
            *(row[name] for name in ("issued", "called", "finished", "rated")),
            *(row[name]["value"] for name in ("satisfaction", "mean_wait_minutes", "mean_serving_minutes")),
        ]
        for row in document["by"][by]
    ]
    return Table(key=by, title=tell(f"each.{by}"), columns=columns, rows=rows, empty=tell("no_figures"))


def _grades(document: Json, tell: _Words) -> Table:
    grades = document["grades"]
    rated = sum(grades.values())
    rows = [[tell(f"grade.{grade}"), count, count / rated if rated else None] for grade, count in grades.items()]
    columns = (Column(tell("grade"), width=16), Column(tell("count"), "count"), Column(tell("share"), "share"))
    return Table(key="grades", title=tell("grades"), columns=columns, rows=rows)


def _comments(document: Json, tell: _Words) -> Table:
    columns = (
        Column(tell("by.day"), "date", 12),
        Column(tell("by.window"), width=8),
        Column(tell("by.service"), width=16),
        Column(tell("grade"), width=13),
        Column(tell("channel"), width=14),
        Column(tell("comment"), width=50),
        Column(tell("tags"), width=24),
    )
    rows = [
        [
            entry["day"],
            entry["window"],
            entry["service"],
            tell(f"grade.{entry['grade']}"),
            tell(f"channel.{entry['channel']}"),
            entry["comment"],
            tell.tags(entry["tags"]),
        ]
        for entry in document["comments"]
    ]
    return Table(key="comments", title=tell("comments"), columns=columns, rows=rows, empty=tell("no_comments"))


def _suggestions(document: Json, tell: _Words) -> Table:
    columns = (
        Column(tell("by.day"), "date", 12),
        Column(tell("channel"), width=10),
        Column(tell("by.department"), width=14),
        Column(tell("suggestion"), width=46),
        Column(tell("answered_on"), "date", 12),
        Column(tell("answer"), width=46),
    )
    rows = [
        [
            entry["day"],
            words(tell.language, f"manager.channel.{entry['channel']}"),
            entry["department"],
            entry["text"],
            entry["answered_on"],
            entry["answer"],
        ]
        for entry in document["suggestions"]
    ]
    title = tell("suggestions_register")
    return Table(key="suggestions", title=title, columns=columns, rows=rows, empty=tell("no_suggestions"))


def of_ledger(document: Json, language: str) -> Table:
    """The ledger of cases (整改台账)."""
    tell = _Words(language)
    columns = (
        Column(tell("number"), width=7),
        Column(tell("opened_on"), "date", 10),
        Column(tell("grade"), width=9),
        Column(tell("by.service"), width=10),
        Column(tell("by.window"), width=5),
        Column(tell("by.department"), width=11),
        Column(tell("person"), width=7),
        Column(tell("comment"), width=19),
        Column(tell("found"), width=15),
        Column(tell("mended"), width=15),
        Column(tell("answer"), width=17),
        Column(tell("callback"), width=6),
        Column(tell("objection"), width=11),
        Column(tell("due_on"), "date", 10),
        Column(tell("closed_on"), "date", 10),
        Column(tell("in_time"), width=5),
        Column(tell("standing"), width=7),
    )
    rows = [_case(case, tell) for case in document["cases"]]
    return Table(key="ledger", title=tell("ledger"), columns=columns, rows=rows, empty=tell("no_cases"))


def _case(case: Json, tell: _Words) -> list[Any]:
    mending = case["mending"] and words(tell.language, f"manager.mending.{case['mending']}")
    review = case["review"] and words(tell.language, f"manager.review.{case['review']}")
    said = "\n".join(part for part in (tell.tags(case["tags"]), case["comment"]) if part)
    return [
        case["number"],
        case["opened_on"],
        tell(f"grade.{case['grade']}"),
        case["service"],
        case["window"],
        case["department"],
        case["person"],
        said,
        case["found"],
        "\n".join(part for part in (mending, case["mending_by"], case["mended"]) if part),
        case["answer"],
        tell("yes" if case["contacted"] else "no") if case["named"] else tell("not_named"),
        "\n".join(part for part in (case["objection"], review, case["review_reason"]) if part),
        case["due"],
        case["closed_on"],
        None if case["closed_in_time"] is None else tell("yes" if case["closed_in_time"] else "no"),
        words(tell.language, f"manager.standing.{case['standing']}"),
    ]
