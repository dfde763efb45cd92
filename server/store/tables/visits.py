"""What citizens come for: tickets, appointments, servings at the windows, printouts."""

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
    false,
)

from server.domain.appointment import AppointmentState
from server.domain.serving import ServingState
from server.domain.ticket import TicketState
from server.domain.window import WindowState
from server.store.columns import Instant, Word
from server.store.tables.metadata import live, metadata

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
    live("tickets_waiting", "hall", "service", states=("waiting",)),
    live("tickets_open", "hall", "state", states=("waiting", "called", "held", "missed")),
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
    # The journal row of its call: which of two within one millisecond came first. 0 in rows from before it was kept.
    Column("seq", BigInteger, nullable=False, server_default="0"),
    PrimaryKeyConstraint("hall", "id"),
    Index("servings_of_ticket", "hall", "ticket"),
    Index("servings_by_day", "hall", "day", "window"),
    Index("servings_recent", "hall", "service", "finished_at"),
    # The rules already forbid it; the database makes it impossible.
    live("one_citizen_at_a_window", "hall", "window", states=("called", "serving"), unique=True),
    live("one_window_for_a_citizen", "hall", "ticket", states=("called", "serving", "held"), unique=True),
    live("servings_open", "hall", "window", "state", states=("called", "serving", "held")),
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
    live("prints_queued", "hall", "device", states=("queued",)),
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
