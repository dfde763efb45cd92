"""Every table, with the hall in every key. Indexes stand beside the table whose queries need them."""

from server.store.tables.definitions import clips, definitions, photos
from server.store.tables.handing_in import export_parts, exports, month_reports, published_months
from server.store.tables.journal import counters, halls, journal, receipts, seals, secrets
from server.store.tables.metadata import metadata
from server.store.tables.people import login_failures, passwords
from server.store.tables.ratings import (
    case_steps,
    cases,
    comments,
    contacts,
    deletions,
    rating_flags,
    ratings,
    suggestions,
)
from server.store.tables.supervision import alert_steps, alerts
from server.store.tables.tallies import rating_tallies, tallied, visit_tallies
from server.store.tables.terminals import devices, pairings, presences, speaking_rights, tokens
from server.store.tables.visits import appointments, printers, prints, servings, tickets, windows

__all__ = [
    "alert_steps",
    "alerts",
    "appointments",
    "case_steps",
    "cases",
    "clips",
    "comments",
    "contacts",
    "counters",
    "definitions",
    "deletions",
    "devices",
    "export_parts",
    "exports",
    "halls",
    "journal",
    "login_failures",
    "metadata",
    "month_reports",
    "pairings",
    "passwords",
    "photos",
    "presences",
    "printers",
    "prints",
    "published_months",
    "rating_flags",
    "rating_tallies",
    "ratings",
    "receipts",
    "seals",
    "secrets",
    "servings",
    "speaking_rights",
    "suggestions",
    "tallied",
    "tickets",
    "tokens",
    "visit_tallies",
    "windows",
]
