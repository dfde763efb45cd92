"""Putting halls into a database, with the credentials that they begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from config import catalogues
from config.changes import changes
from config.definition import Definition
from config.documents import as_document
from server.domain.actor import Actor, Role
from server.first_credentials import FirstCredentials
from server.operations.kiosk_pin import HOLDER as KIOSK_PIN
from server.operations.signing_in import hash_password
from server.store import credentials, devices, schema
from server.store.credentials import First
from server.store.database import Store


def is_known(store: Store, hall: str) -> bool:
    with store.read() as conn:
        return schema.has_hall(conn, hall)


def set_up(
    store: Store, definition: Definition, first: FirstCredentials, *, to_change: First | None = First.ON_PAGES
) -> bool:
    """Adds a hall the database does not know yet, and says whether it did. Its passwords are ``to_change``.

    A hall that is there already stays as the database has it: from then on the database is the truth.
    """
    if is_known(store, definition.code):
        return False
    hashes = _hashes(first)

    def add(conn: Connection) -> None:
        schema.add_hall(conn, definition)
        _enter(conn, store, definition, first, hashes, to_change=to_change)

    try:
        store.write(add)
    except IntegrityError:  # another hub that was started at the same moment came first
        return False
    return True


def replace_credentials(store: Store, hall: str, first: FirstCredentials) -> None:
    """Gives the demonstration hall that is there already new passwords, which stay, and devices."""
    hashes = _hashes(first)
    with store.read() as conn:
        definition = store.definition(conn, hall)
    store.write(lambda conn: _enter(conn, store, definition, first, hashes, to_change=None))


def _hashes(first: FirstCredentials) -> dict[str, str]:
    # Slow on purpose, so not while the database's one writer is waiting.
    return {job_number: hash_password(password) for job_number, password in first.passwords.items()}


def _enter(
    conn: Connection,
    store: Store,
    definition: Definition,
    first: FirstCredentials,
    hashes: dict[str, str],
    *,
    to_change: First | None,
) -> None:
    hall, language = definition.code, definition.languages[0]
    for device, token in first.tokens.items():
        kind, _, window = device.partition("-")
        actor = Actor(hall=hall, role=Role(kind), subject=device, window=window or None)
        credentials.add_token(conn, token, actor, at=store.clock(), expires_at=None)
        devices.add(conn, actor, name=_called(language, actor), at=store.clock())
    for job_number, hashed in hashes.items():
        of_a_person = job_number != KIOSK_PIN
        credentials.put_password(conn, hall, job_number, hashed, first=to_change if of_a_person else None)


def _called(language: str, device: Actor) -> str:
    """What managers find a first device under, until they call it something else."""
    kind = catalogues.words(language, f"manager.kind.{device.role.value}")
    return f"{kind} {device.window}" if device.window else kind


def differences(store: Store, definitions: Iterable[Definition]) -> dict[str, list[str]]:
    """By hall, the places where its file says something else than the database: ``services B: promised_minutes``."""
    found: dict[str, list[str]] = {}
    with store.read() as conn:
        for file in definitions:
            if not schema.has_hall(conn, file.code):
                continue
            kept = as_document(store.definition(conn, file.code))
            if places := [_place(change) for change in changes(kept, as_document(file))]:
                found[file.code] = places
    return found


def _place(change: dict[str, Any]) -> str:
    entry = "" if change["entry"] is None else f" {change['entry']}"
    return f"{change['place']}{entry}" + (f": {change['field']}" if change["field"] else "")
