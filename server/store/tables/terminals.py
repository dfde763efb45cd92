"""Devices: how they pair, what they may, which are there, and which of them speaks."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from server.store.columns import Instant
from server.store.tables.metadata import metadata

tokens = Table(
    "tokens",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("hall", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("window", Text),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("used_at", Instant),
    Column("seen_at", Instant),
    Column("idle_ms", BigInteger),
    Column("limited", Boolean, nullable=False, server_default=false()),
    Index("tokens_by_subject", "hall", "subject"),
    # A person's ends idle_ms after seen_at; a limited one lets its holder only choose a password.
    comment="Digests only. used_at is the first use: from then on a paired device is not told its token again.",
)

pairings = Table(
    "pairings",
    metadata,
    Column("poll_digest", Text, primary_key=True),
    Column("token_digest", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("kind", Text),
    Column("window", Text),
    Column("device", Text),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    UniqueConstraint("code"),
    Index("pairings_of_hall", "hall", "state"),
    comment="Screens that ask to be let in: digests of what they poll with and of the token they will get.",
)

devices = Table(
    "devices",
    metadata,
    Column("hall", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("window", Text),
    Column("name", Text, nullable=False),
    Column("paired_at", Instant, nullable=False),
    Column("version", Text),
    Column("sound", Text),
    Column("unsent", Integer),
    Column("clock_off_seconds", Integer),
    Column("reported_at", Instant),
    Column("board", Text),
    PrimaryKeyConstraint("hall", "device"),
    comment="Every device that may enter, and what it last said of itself.",
)

presences = Table(
    "presences",
    metadata,
    Column("hall", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("hub", Text, nullable=False),
    Column("online", Boolean, nullable=False),
    Column("since", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("hall", "device", "hub"),
    comment="Which hub sees which device; a hub that is gone stops renewing seen_at.",
)

speaking_rights = Table(
    "speaking_rights",
    metadata,
    Column("hall", Text, nullable=False),
    Column("room", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Column("spoken", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall", "room"),
    comment="Which one terminal speaks in a room, until when, and the last call that was spoken there.",
)
