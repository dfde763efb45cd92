"""Signing in."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from server.store.columns import Instant
from server.store.tables.metadata import metadata

passwords = Table(
    "passwords",
    metadata,
    Column("hall", Text, nullable=False),
    Column("job_number", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("first", Text),  # where a password that somebody else chose must be changed: on pages, or everywhere
    PrimaryKeyConstraint("hall", "job_number"),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("whose", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("free_at", Instant, nullable=False),
    Index("login_failures_by_age", "last_at"),
    comment="Wrong passwords in a row, by person and by the keyed hash of an address, and when the next may be tried.",
)
