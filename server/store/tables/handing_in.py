"""Reports of months, what was published of them, and files that were ordered."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from server.domain.export import ExportState
from server.store.columns import Instant, Word
from server.store.tables.metadata import metadata

month_reports = Table(
    "month_reports",
    metadata,
    Column("hall", Text, nullable=False),
    Column("month", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("hall", "month"),
    comment="The months as they were reported, without anybody's words; the journal tells each document's digest.",
)

published_months = Table(
    "published_months",
    metadata,
    Column("hall", Text, nullable=False),
    Column("month", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("hall", "month"),
    comment="The months' ratings as they were published; the journal tells each document's digest.",
)

exports = Table(
    "exports",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("format", Text, nullable=False),
    Column("ordered_by", Text, nullable=False),
    Column("ordered_at", Instant, nullable=False),
    Column("state", Word(ExportState), nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("seen_at", Instant),
    Column("bytes", BigInteger),
    PrimaryKeyConstraint("hall", "id"),
    comment="Files that were ordered. The hub that writes one renews seen_at; they go after a day.",
)

export_parts = Table(
    "export_parts",
    metadata,
    Column("hall", Text, nullable=False),
    Column("export", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("hall", "export", "part"),
    comment="The files, piece by piece, where every hub of the database finds them.",
)
