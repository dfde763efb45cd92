"""The windows, or the people, by the share of satisfied ratings, as far as they can be told apart."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection

from config.definition import Definition
from server.domain.indicators import Ratio
from server.domain.periods import Period
from server.domain.ranking import ranked
from server.reports.facts import Json, with_intervals
from server.reports.rating_figures import rating_figures
from server.reports.table import table

Ranked = Literal["window", "staff", "department", "service"]


def standings(
    conn: Connection,
    definition: Definition,
    by: Ranked,
    period: Period,
    *,
    flagged: bool,
    language: str | None = None,
    department: str | None = None,
) -> Json:
    """``flagged`` says whether doubtful ratings count; units without any rating stand apart, without a place.

    Of a ``department`` its own services count, and its own share is what units are drawn towards.
    """
    first, last = period.first, period.last
    known = table(conn, definition, [by], first=first, last=last, language=language, department=department)
    name = "satisfaction" if flagged else "satisfaction_unflagged"
    shares: dict[str, Ratio] = {key: rating_figures(counts)[name] for (key,), counts in known.rows.items()}
    found = ranked(shares)
    (grouping,) = known.groupings
    return {
        "by": by,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "flagged": flagged,
        "hall": with_intervals({"share": found.hall})["share"],
        "weight": found.weight,
        "rows": [
            {
                "key": unit.key,
                "label": grouping.label(unit.key),
                **with_intervals({"share": unit.share}),
                "value": unit.value,
                "low": unit.interval.low,
                "high": unit.interval.high,
                "best": unit.best,
                "worst": unit.worst,
                "hall": unit.hall,
                "leans_on_hall": unit.leans_on_hall,
            }
            for unit in found.units
        ],
        "unrated": [
            {"key": key, "label": grouping.label(key)} for key, share in shares.items() if not share.denominator
        ],
    }
