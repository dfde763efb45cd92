"""What went wrong in the hall and who reacted (电子监察)."""

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

from server.domain.supervision import AlertState, Step, Watch
from server.store.columns import Instant, Word
from server.store.tables.metadata import live, metadata

alerts = Table(
    "alerts",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("watch", Word(Watch), nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Word(AlertState), nullable=False),
    Column("step", Word(Step), nullable=False),
    Column("day", Date, nullable=False),
    Column("since", Instant, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("window", Text),
    Column("service", Text),
    Column("person", Text),
    Column("number", Text),
    Column("count", Integer),
    Column("due", Date),
    Column("answered", Word(Step)),
    Column("answered_by", Text),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("hall", "id"),
    Index("alerts_by_day", "hall", "day"),
    # Two hubs that look at the same moment raise it once.
    live("alerts_open", "hall", "watch", "subject", states=("open",), unique=True),
)

alert_steps = Table(
    "alert_steps",
    metadata,
    Column("hall", Text, nullable=False),
    Column("alert", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("step", Word(Step), nullable=False),
    Column("actor", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text),
    Column("salt", Text),
    PrimaryKeyConstraint("hall", "alert", "seq"),
    comment="Who was told of an alert and who reacted, by what. Texts go with their salt; the journal keeps a digest.",
)
