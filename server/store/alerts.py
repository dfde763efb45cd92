"""Alerts and their steps, in and out of their tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from server.domain.refusal import NotFound
from server.domain.supervision import Alert, AlertState, Step
from server.store.ratings import digest
from server.store.tables import alert_steps, alerts

AT_ONCE = 500
"""Alerts read at once of those of many days."""
_FIELDS = tuple(Alert.__dataclass_fields__)
_OF_HALL = alerts.c.hall == bindparam("of_hall")
_SELECT = select(*(alerts.c[name] for name in _FIELDS))
_BY_ID = _SELECT.where(_OF_HALL, alerts.c.id == bindparam("of_id"))
_OPEN = _SELECT.where(_OF_HALL, alerts.c.state == AlertState.OPEN).order_by(alerts.c.raised_at, alerts.c.id)
_OF_DAYS = (
    _SELECT.where(_OF_HALL, alerts.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(alerts.c.raised_at.desc(), alerts.c.id)
    .execution_options(yield_per=AT_ONCE)
)
_STEPS = (
    select(alert_steps)
    .where(alert_steps.c.hall == bindparam("of_hall"), alert_steps.c.alert.in_(bindparam("ids", expanding=True)))
    .order_by(alert_steps.c.seq)
)
_SAVE = (
    update(alerts)
    .where(_OF_HALL, alerts.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in _FIELDS if name != "id"})
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A step of an alert: who was told of it, or who reacted and what they said (None once that was deleted)."""

    seq: int
    kind: str
    step: Step
    actor: str
    told: tuple[str, ...]
    at: datetime
    text: str | None


def get(conn: Connection, hall: str, id: str) -> Alert:
    """Raises NotFound."""
    row = conn.execute(_BY_ID, {"of_hall": hall, "of_id": id}).first()
    if row is None:
        raise NotFound("alert", id=id)
    return _alert(row)


def open_ones(conn: Connection, hall: str) -> list[Alert]:
    """The alerts that are not over, the oldest first."""
    return [_alert(row) for row in conn.execute(_OPEN, {"of_hall": hall})]


def of_days(conn: Connection, hall: str, first: date, last: date) -> Iterator[list[Alert]]:
    """The alerts raised on the hall days from ``first`` to ``last``, the newest first, some at once."""
    with conn.execute(_OF_DAYS, {"of_hall": hall, "first": first, "last": last}) as found:
        for rows in found.partitions():
            yield [_alert(row) for row in rows]


def add(conn: Connection, hall: str, new: Alert) -> None:
    conn.execute(insert(alerts), {"hall": hall, **vars(new)})


def save(conn: Connection, hall: str, changed: Alert) -> None:
    values = {name: value for name, value in vars(changed).items() if name != "id"}
    conn.execute(_SAVE, {"of_hall": hall, "of_id": changed.id, **values})


def add_step(conn: Connection, hall: str, alert: str, step: Told, *, salt: str) -> None:
    """Keeps a step; ``salt`` is that of its text's digest."""
    row = {**vars(step), "told": orjson.dumps(step.told).decode(), "salt": salt if step.text else None}
    conn.execute(insert(alert_steps), {"hall": hall, "alert": alert, **row})


def steps(conn: Connection, hall: str, ids: Iterable[str]) -> Mapping[str, list[Told]]:
    """The steps of some alerts, by alert, as they came."""
    found: dict[str, list[Told]] = defaultdict(list)
    for row in conn.execute(_STEPS, {"of_hall": hall, "ids": list(ids)}):
        said = {name: getattr(row, name) for name in Told.__dataclass_fields__}
        found[row.alert].append(Told(**{**said, "told": tuple(orjson.loads(row.told))}))
    return found


def text_digests(conn: Connection, hall: str) -> dict[int, str]:
    """The digest of each text that is still kept, by the journal row that tells of it."""
    query = select(alert_steps.c.seq, alert_steps.c.text, alert_steps.c.salt)
    query = query.where(alert_steps.c.hall == hall, alert_steps.c.text.is_not(None))
    return {seq: digest(text, salt=salt) for seq, text, salt in conn.execute(query)}


def _alert(row: Row[Any]) -> Alert:
    return Alert(**dict(zip(_FIELDS, row, strict=True)))
