"""Every table, with the hall in every key. Indexes stand beside the table whose queries need them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from server.domain.appointment import AppointmentState
from server.domain.case import CaseState, Complexity, Mending, Review
from server.domain.export import ExportState
from server.domain.serving import ServingState
from server.domain.suggestion import Way
from server.domain.supervision import AlertState, Step, Watch
from server.domain.ticket import TicketState
from server.domain.window import WindowState
from server.store.columns import Instant, Word

metadata = MetaData()


def _live(name: str, *columns: str, states: tuple[str, ...], unique: bool = False) -> Index:
    """An index over the rows in a few states only: it stays small however old the hall grows."""
    where = text("state IN (" + ", ".join(f"'{s}'" for s in states) + ")")
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


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

tickets = Table(
    "tickets",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("state", Word(TicketState), nullable=False),
    Column("language", Text, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("waiting_since", Instant, nullable=False),
    Column("order", BigInteger, nullable=False),
    Column("first_called_at", Instant),
    Column("misses", Integer, nullable=False),
    Column("due_at_call", Integer),
    Column("due_at", Instant),
    Column("first", Boolean, nullable=False),
    Column("postponed", Boolean, nullable=False),
    Column("window", Text),
    Column("on_behalf", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("hall", "id"),
    UniqueConstraint("hall", "day", "number"),
    UniqueConstraint("token"),
    _live("tickets_waiting", "hall", "service", states=("waiting",)),
    _live("tickets_open", "hall", "state", states=("waiting", "called", "held", "missed")),
)

appointments = Table(
    "appointments",
    metadata,
    Column("hall", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", Word(AppointmentState), nullable=False),
    Column("ticket", Text),
    PrimaryKeyConstraint("hall", "code"),
    Index("appointments_by_time", "hall", "at"),
    comment="A time and a service by a code that its holder types or scans; no name, no contact.",
)

servings = Table(
    "servings",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("state", Word(ServingState), nullable=False),
    Column("calls", Integer, nullable=False),
    Column("called_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    Column("invitation", Text),
    Column("invited_at", Instant),
    Column("rated", Boolean, nullable=False),
    Column("moved_at", Instant),
    PrimaryKeyConstraint("hall", "id"),
    Index("servings_of_ticket", "hall", "ticket"),
    Index("servings_by_day", "hall", "day", "window"),
    Index("servings_recent", "hall", "service", "finished_at"),
    # The rules already forbid it; the database makes it impossible.
    _live("one_citizen_at_a_window", "hall", "window", states=("called", "serving"), unique=True),
    _live("one_window_for_a_citizen", "hall", "ticket", states=("called", "serving", "held"), unique=True),
    _live("servings_open", "hall", "window", "state", states=("called", "serving", "held")),
)

windows = Table(
    "windows",
    metadata,
    Column("hall", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("state", Word(WindowState), nullable=False),
    Column("reason", Text),
    Column("staff", Text),
    Column("day", Date),
    Column("until", Instant),
    Column("since", Instant),
    PrimaryKeyConstraint("hall", "code"),
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
    _live("cases_open", "hall", "due", states=("open",)),
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
    _live("alerts_open", "hall", "watch", "subject", states=("open",), unique=True),
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

prints = Table(
    "prints",
    metadata,
    Column("hall", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("ticket", Text),
    Column("service", Text),
    Column("language", Text),
    Column("device", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("created_at", Instant, nullable=False),
    PrimaryKeyConstraint("hall", "id"),
    _live("prints_queued", "hall", "device", states=("queued",)),
    Index("prints_by_age", "hall", "created_at"),
)

printers = Table(
    "printers",
    metadata,
    Column("hall", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("hall", "device"),
    comment="Whether each kiosk's printer has paper: yes, no or unknown.",
)

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

secrets = Table(
    "secrets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="What all hubs of one database must share, such as the key that signs page sessions.",
)
