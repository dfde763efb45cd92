"""The hall's journal and what goes with each of its changes: head, seals, receipts, counts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from server.store.columns import Instant
from server.store.tables.metadata import metadata

halls = Table(
    "halls",
    metadata,
    Column("hall", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    Column("at", Text, nullable=False),
    comment="Each hall's head: whoever changes the hall takes this row first.",
)

journal = Table(
    "journal",
    metadata,
    Column("hall", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("hall", "seq"),
)

seals = Table(
    "seals",
    metadata,
    Column("hall", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("filed_at", Instant),
    Column("sent_at", Instant),
    PrimaryKeyConstraint("hall", "day"),
    comment="The journal's newest hash at the beginning of each hall day, and when it was taken out of the house.",
)

receipts = Table(
    "receipts",
    metadata,
    Column("hall", Text, nullable=False),
    Column("caller", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body_digest", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("hall", "caller", "method", "path", "key"),
    Index("receipts_by_age", "hall", "at"),
)

counters = Table(
    "counters",
    metadata,
    Column("hall", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("name", Text, nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("hall", "day", "name"),
    comment="Counts of a hall day: numbers given out by prefix, tickets and calls by service.",
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="What all hubs of one database must share, such as the key that signs page sessions.",
)
