"""The tables of the daily roll-ups: counts and sums, never anything that the other tables do not say.

``cube`` names how far a row is added up: ``d`` for the day ``span``, ``w`` for all days of its weekday in its month, of
which it is the first, ``m``, ``q`` and ``y`` for the month, quarter and year that it begins; and a letter for each
dimension it is kept apart by: **W**indow, **P**erson, **S**ervice, **H**our, **C**hannel, **T**ag. A dimension that is
not kept apart is "", its hour -1.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Integer, PrimaryKeyConstraint, Table, Text

from server.domain.tally import RATING_COUNTS, VISIT_COUNTS
from server.store.tables.metadata import metadata

SUMS = frozenset({"waited_ms", "handled_ms", "statutory_minutes", "statutory_ms"})
"""That outgrow 32 bits."""


def _table(name: str, dimensions: tuple[str, ...], counts: tuple[str, ...], comment: str) -> Table:
    return Table(
        name,
        metadata,
        Column("hall", Text, nullable=False),
        Column("cube", Text, nullable=False),
        Column("span", Date, nullable=False),
        *(Column(name, Integer if name == "hour" else Text, nullable=False) for name in dimensions),
        *(Column(name, BigInteger if name in SUMS else Integer, nullable=False, server_default="0") for name in counts),
        PrimaryKeyConstraint("hall", "cube", "span", *dimensions),
        comment=comment,
        sqlite_with_rowid=False,
    )


visit_tallies = _table(
    "visit_tallies",
    ("window", "staff", "service", "hour"),
    VISIT_COUNTS,
    "What tickets and servings add up to.",
)

rating_tallies = _table(
    "rating_tallies",
    ("window", "staff", "service", "hour", "channel", "tag"),
    RATING_COUNTS,
    "What ratings add up to, by the day and hour of what was rated.",
)

tallied = Table(
    "tallied",
    metadata,
    Column("hall", Text, primary_key=True),
    Column("added_up_to", Date, nullable=False),
    Column("rules", Integer, nullable=False),
    comment="Up to which day the finest rows were added up to the coarser ones, and by which version of the rules.",
)
