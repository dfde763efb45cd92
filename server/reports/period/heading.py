"""What stands above a report in every form: which hall, what it is, and of which days."""

from __future__ import annotations

from dataclasses import dataclass

from config.catalogues import words
from server.reports.facts import Json


@dataclass(frozen=True, kw_only=True)
class Heading:
    language: str
    hall: str
    title: str
    period: str
    made_on: str


def of(document: Json, language: str, *, ledger: bool) -> Heading:
    names = document["hall_name"]
    what = "ledger" if ledger else "period.month" if document["month"] else "period.days"
    return Heading(
        language=language,
        hall=names.get(language) or next(iter(names.values())),
        title=words(language, f"reports.{what}"),
        period=words(language, "reports.period.of", first=document["from"], last=document["to"]),
        made_on=words(language, "reports.made_on", day=document["made_on"]),
    )
