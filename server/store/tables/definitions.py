"""What each hall is, in every version, with the pictures that it names and the voice that was recorded for it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from server.store.columns import Instant
from server.store.tables.metadata import metadata

definitions = Table(
    "definitions",
    metadata,
    Column("hall", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("document", Text, nullable=False),
    Column("seq", BigInteger),
    PrimaryKeyConstraint("hall", "revision"),
    # Every version of each hall, and the journal's row that tells of it; the first was told by none.
)

photos = Table(
    "photos",
    metadata,
    Column("hall", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("jpeg", LargeBinary, nullable=False),
    PrimaryKeyConstraint("hall", "digest"),
    comment="Pictures of the staff by what is in them; the definition names them.",
)

clips = Table(
    "clips",
    metadata,
    Column("hall", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("wav", LargeBinary, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("hall", "language", "token"),
    comment="The hall's recorded voice, where every hub of the database finds it.",
)
