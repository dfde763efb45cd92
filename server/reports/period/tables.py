"""The tables of a period's document, as CSV, XLSX and PDF all show them: its figures, and whose they are."""

from __future__ import annotations

from typing import Literal

from server.reports.facts import Json
from server.reports.grouping import By
from server.reports.period.columns import Column, Table, Unit, Words, shown
from server.reports.period.tables_of_words import comments, suggestions

WHO: tuple[By, ...] = ("window", "department", "staff", "service")


def of_period(document: Json, language: str) -> list[Table]:
    """Everything but the ledger: figures, changes, by who and when, grades, comments, suggestions."""
    tell = Words(language)
    return [
        _figures(document, tell),
        _changes(document, tell),
        *(_grouped(document, by, tell) for by in WHO if document["by"][by]),
        _in_time(document, "day", tell),
        _in_time(document, "hour", tell),
        _grades(document, tell),
        comments(document, tell),
        # Months that were reported before the register was part of them have none.
        *([suggestions(document, tell)] if "suggestions" in document else []),
    ]


def _figures(document: Json, tell: Words) -> Table:
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


def _changes(document: Json, tell: Words) -> Table:
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


def _change(change: Json, unit: Unit, tell: Words) -> list[str]:
    figure = tell(change["key"])
    what = tell("of_window", window=change["label"], figure=figure) if "window" in change else figure
    values = {"before": shown(change["before"], unit), "now": shown(change["value"], unit)}
    verdict = {True: tell("worse"), False: tell("better"), None: ""}[change["worse"]]
    return [tell("rose" if change["up"] else "fell", what=what, **values), verdict]


def _grouped(document: Json, by: By, tell: Words) -> Table:
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


def _in_time(document: Json, by: Literal["day", "hour"], tell: Words) -> Table:
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


def _grades(document: Json, tell: Words) -> Table:
    grades = document["grades"]
    rated = sum(grades.values())
    rows = [[tell(f"grade.{grade}"), count, count / rated if rated else None] for grade, count in grades.items()]
    columns = (Column(tell("grade"), width=16), Column(tell("count"), "count"), Column(tell("share"), "share"))
    return Table(key="grades", title=tell("grades"), columns=columns, rows=rows)
