"""Rating a serving (评价): one rating for each, kept with its evidence, doubtful ones flagged and not refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.actor import Role
from server.domain.rating import BAD, Channel, Flag, Grade, Limits, check_tags, doubts
from server.domain.refusal import NotAllowedNow, NotYours
from server.domain.serving import Serving
from server.operations import rectifying
from server.store import cases, ratings, servings
from server.store.columns import rfc3339
from server.store.turn import Turn


@dataclass(frozen=True, kw_only=True)
class Press:
    """What the terminal sends. ``rated_at`` is its own clock's and information only; ``waited`` is monotonic.

    ``contact`` is the name and phone number of who wants to be called back.
    """

    serving: str
    grade: Grade
    tags: tuple[str, ...] = ()
    comment: str = ""
    contact: tuple[str, str] | None = None
    rated_at: datetime | None = None
    invitation: str | None = None
    waited: timedelta | None = None


def rate(turn: Turn, press: Press, *, known_tags: Mapping[str, Mapping[str, str]]) -> tuple[str, tuple[Flag, ...]]:
    """Keeps a rating and gives its id and flags.

    Raises NotFound, NotYours for another window's or citizen's serving, BadInput for tags of another grade, and
    NotAllowedNow when the serving is not finished, was not invited, is rated already, or is too long ago.
    """
    serving = servings.get(turn.conn, turn.hall, press.serving)
    _must_be_of(turn, serving)
    check_tags(press.grade, press.tags, known_tags.get(press.grade, {}))
    flags = doubts(
        serving,
        received_at=turn.now,
        waited=press.waited,
        invitation=press.invitation,
        limits=_limits(turn, serving),
    )
    assert serving.invitation is not None  # doubts() saw to it
    assert serving.invited_at is not None
    rating = ratings.Rating(
        id=turn.new_id(),
        day=turn.day.isoformat(),
        serving=serving.id,
        window=serving.window,
        grade=press.grade.value,
        tags=press.tags,
        channel=(Channel.QR if turn.actor.role is Role.CITIZEN else Channel.TABLET).value,
        device=turn.actor.name if turn.actor.role is not Role.CITIZEN else "phone",
        invitation=press.invitation or serving.invitation,
        invited_at=rfc3339(serving.invited_at),
        rated_at=None if press.rated_at is None else rfc3339(press.rated_at),
        waited_ms=None if press.waited is None else press.waited // timedelta(milliseconds=1),
        received_at=rfc3339(turn.now),
        flags=tuple(flag.value for flag in flags),
    )
    salt = secrets.token_hex(16)
    digest = ratings.digest(press.comment, salt=salt) if press.comment else None
    seq = turn.record(
        "rating.given", subject=rating.id, data={**rating.facts, "ticket": serving.ticket, "comment_digest": digest}
    )
    ratings.add(turn.conn, turn.hall, rating, seq=seq)
    if press.comment:
        ratings.add_comment(turn.conn, turn.hall, rating.id, text=press.comment, salt=salt)
    servings.mark_rated(turn.conn, turn.hall, serving.id)
    if press.grade in BAD:
        if press.contact is not None:
            name, phone = press.contact
            cases.add_contact(turn.conn, turn.hall, rating.id, name=name, phone=phone)
        rectifying.open_case(turn, rating.id, serving, named=press.contact is not None)
    return rating.id, flags


def _must_be_of(turn: Turn, serving: Serving) -> None:
    if turn.actor.role is Role.EVALUATOR and turn.actor.window != serving.window:
        raise NotYours("not_your_window", window=serving.window)
    if turn.actor.role is Role.CITIZEN and turn.actor.subject != serving.ticket:
        raise NotYours("not_your_ticket")


def _limits(turn: Turn, serving: Serving) -> Limits:
    """A tablet asks for an answer at once; a phone may answer for some days, after which it is refused."""
    rules = turn.definition.rating
    limit = timedelta(seconds=rules.limit_seconds)
    if turn.actor.role is Role.CITIZEN:
        limit = timedelta(days=rules.phone_days)
        if serving.finished_at is not None and turn.now - serving.finished_at > limit:
            raise NotAllowedNow("rating_closed", days=rules.phone_days)
    return Limits(limit=limit, short_serving=timedelta(seconds=rules.short_serving_seconds))
