"""The tables of what citizens said in a period and what came of it: comments, suggestions, the ledger of cases."""

from __future__ import annotations

from typing import Any

from config.catalogues import words
from server.reports.facts import Json
from server.reports.period.columns import Column, Table, Words


def comments(document: Json, tell: Words) -> Table:
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


def suggestions(document: Json, tell: Words) -> Table:
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
    tell = Words(language)
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


def _case(case: Json, tell: Words) -> list[Any]:
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
