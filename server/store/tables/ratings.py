"""What citizens say of it: ratings and what goes with them, cases, suggestions; and what of it was deleted."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from server.domain.case import CaseState, Complexity, Mending, Review
from server.domain.suggestion import Way
from server.store.columns import Instant, Word
from server.store.tables.metadata import live, metadata

ratings = Table(
    "ratings",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("serving", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("invitation", Text, nullable=False),
    Column("invited_at", Text, nullable=False),
    Column("rated_at", Text),
    Column("waited_ms", BigInteger),
    Column("received_at", Text, nullable=False),
    Column("flags", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall", "id"),
    UniqueConstraint("hall", "serving"),
    Index("ratings_by_day", "hall", "day"),
)

comments = Table(
    "comments",
    metadata,
    Column("hall", Text, nullable=False),
    Column("rating", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("salt", Text, nullable=False),
    PrimaryKeyConstraint("hall", "rating"),
    comment="What citizens wrote. Rows go with their salt; the journal keeps a digest that then says nothing.",
)

contacts = Table(
    "contacts",
    metadata,
    Column("hall", Text, nullable=False),
    Column("rating", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("salt", Text),
    PrimaryKeyConstraint("hall", "rating"),
    comment="How citizens who rated badly may be called back, where they left it. Rows go after the hall's days.",
)

rating_flags = Table(
    "rating_flags",
    metadata,
    Column("hall", Text, nullable=False),
    Column("rating", Text, nullable=False),
    Column("flag", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall", "rating", "flag"),
    comment="Doubts that arose after a rating was taken, each by the journal row that tells it.",
)

cases = Table(
    "cases",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("rating", Text, nullable=False),
    Column("serving", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("department", Text),
    Column("person", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("contact_due", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("complexity", Word(Complexity), nullable=False),
    Column("state", Word(CaseState), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("contacted_at", Instant),
    Column("verified", Boolean),
    Column("mending", Word(Mending)),
    Column("mending_by", Date),
    Column("answered_at", Instant),
    Column("objected_at", Instant),
    Column("review", Word(Review)),
    Column("closed_at", Instant),
    Column("closed_on", Date),
    Column("closed_by", Text),
    Column("reopened", Integer, nullable=False),
    PrimaryKeyConstraint("hall", "id"),
    UniqueConstraint("hall", "rating"),
    Index("cases_of_ticket", "hall", "ticket"),
    Index("cases_by_day", "hall", "opened_on"),
    Index("cases_by_due", "hall", "due"),
    Index("cases_by_opening", "hall", "opened_at", "id"),
    live("cases_open", "hall", "due", states=("open",)),
)

case_steps = Table(
    "case_steps",
    metadata,
    Column("hall", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text),
    Column("salt", Text),
    PrimaryKeyConstraint("hall", "case", "seq"),
    comment="What was done in a case and said of it. Texts go with their salt; the journal keeps a digest.",
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("channel", Word(Way), nullable=False),
    Column("department", Text),
    Column("text", Text),
    Column("salt", Text),
    Column("name", Text),
    Column("phone", Text),
    Column("recorded_by", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("answer", Text),
    Column("answer_salt", Text),
    Column("answered_at", Instant),
    Column("answered_by", Text),
    Column("answer_seq", BigInteger),
    PrimaryKeyConstraint("hall", "id"),
    Index("suggestions_by_day", "hall", "day"),
    comment="The register of suggestions. Words, name and phone go with their salt; the journal keeps digests.",
)

deletions = Table(
    "deletions",
    metadata,
    Column("hall", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("hall", "seq", "what"),
    comment="Which personal data was deleted when, as the journal tells it: all that came before a time.",
)
