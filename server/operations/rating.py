"""Rating a serving (评价): one rating for each, kept with its evidence, doubtful ones flagged and not refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.definition import Definition
from server.domain.actor import Role
from server.domain.rating import BAD, Channel, Flag, Grade, Limits, check_tags, doubts
from server.domain.refusal import NotAllowedNow, NotYours
from server.domain.serving import Serving, ServingState
from server.domain.window import WindowState
from server.operations import counting, rectifying
from server.store import cases, ratings, servings, tickets, windows
from server.store.columns import rfc3339
from server.store.turn import Turn


@dataclass(frozen=True, kw_only=True)
class Press:
    """What the terminal sends. ``rated_at`` is its own clock's and information only; ``waited`` is monotonic.

    ``contact`` is the name and phone number of who wants to be called back, ``phone`` a hash that tells a browser from
    others.
    """

    grade: Grade
    tags: tuple[str, ...] = ()
    comment: str = ""
    contact: tuple[str, str] | None = None
    rated_at: datetime | None = None
    invitation: str | None = None
    waited: timedelta | None = None
    phone: str | None = None
    channel: Channel | None = None


def rate(
    turn: Turn, of: str, press: Press, *, known_tags: Mapping[str, Mapping[str, object]]
) -> tuple[str, tuple[Flag, ...]]:
    """Keeps the rating of a serving and gives its id and flags.

    Raises NotFound, NotYours for another window's or citizen's serving or channel, BadInput for tags of another
    grade, and NotAllowedNow when the serving is not finished, was not invited, is rated already, or is too long ago,
    or when the hall takes no ratings by this channel.
    """
    serving = servings.get(turn.conn, turn.hall, of)
    _must_be_of(turn, serving)
    check_tags(press.grade, press.tags, known_tags.get(press.grade, {}))
    flags = doubts(
        serving,
        received_at=turn.now,
        waited=press.waited,
        invitation=press.invitation,
        limits=_limits(turn, serving),
        window_open=turn.actor.role is Role.CITIZEN
        or windows.get(turn.conn, turn.hall, serving.window).state is WindowState.OPEN,
    )
    return _keep(turn, serving, press, channel=_channel(turn, press), device=_device(turn, press), flags=flags), flags


def rate_card(
    turn: Turn, *, number: str, day: date, press: Press, known_tags: Mapping[str, Mapping[str, object]]
) -> str:
    """Keeps a paper card (评议卡) that names the ticket, typed in by a manager; gives the rating's id.

    What is rated is the ticket's last serving. Raises NotFound, BadInput for tags of another grade,
    and NotAllowedNow when it is not finished, is rated already, is too long ago, or the hall takes no cards.
    """
    ticket = tickets.by_number(turn.conn, turn.hall, day, number)
    serving = servings.last(turn.conn, turn.hall, ticket.id)
    if serving is None or serving.finished_at is None:
        raise NotAllowedNow("not_finished", state=ticket.state.value)
    if serving.rated:
        raise NotAllowedNow("already_rated")
    _must_be_within(turn, serving)
    check_tags(press.grade, press.tags, known_tags.get(press.grade, {}))
    return _keep(turn, serving, press, channel=Channel.CARD, device=turn.actor.name, flags=())


def rate_as_inspector(turn: Turn, of: str, press: Press, *, known_tags: Mapping[str, Mapping[str, object]]) -> str:
    """Keeps what an invited inspector (特邀监督员) saw of a serving; gives the rating's id.

    The citizen goes first: an inspector comes in where they had their time and said nothing. Raises NotFound,
    BadInput for tags of another grade, and NotAllowedNow before that, unfinished, rated or too long ago.
    """
    serving = servings.get(turn.conn, turn.hall, of)
    if serving.state is not ServingState.FINISHED or serving.finished_at is None:
        raise NotAllowedNow("not_finished", state=serving.state.value)
    if serving.rated:
        raise NotAllowedNow("already_rated")
    _must_be_within(turn, serving)
    if turn.now < for_inspectors_from(serving, turn.definition):
        raise NotAllowedNow("citizen_first")
    check_tags(press.grade, press.tags, known_tags.get(press.grade, {}))
    return _keep(turn, serving, press, channel=Channel.INSPECTOR, device=turn.actor.name, flags=())


def for_inspectors_from(serving: Serving, definition: Definition) -> datetime:
    """When the citizen's time at the window is over. The serving must be finished."""
    assert serving.finished_at is not None  # callers see to it
    return (serving.invited_at or serving.finished_at) + timedelta(seconds=definition.rating.limit_seconds)


def _channel(turn: Turn, press: Press) -> Channel:
    """Only what stands at a window can have been a button box. Raises NotYours."""
    if turn.actor.role is not Role.CITIZEN:
        return press.channel or Channel.TABLET
    if press.channel is not None:
        raise NotYours("not_your_channel")
    return Channel.QR


def _device(turn: Turn, press: Press) -> str:
    """Which terminal; of a phone only what tells it from another phone."""
    if turn.actor.role is not Role.CITIZEN:
        return turn.actor.name
    return f"phone:{press.phone}" if press.phone else "phone"


def _keep(turn: Turn, serving: Serving, press: Press, *, channel: Channel, device: str, flags: tuple[Flag, ...]) -> str:
    assert serving.finished_at is not None  # callers see to it
    if channel.name.lower() not in turn.definition.rating.channels:
        raise NotAllowedNow("channel_closed", channel=channel.name.lower())
    rating = ratings.Rating(
        id=turn.new_id(),
        day=turn.day.isoformat(),
        serving=serving.id,
        window=serving.window,
        grade=press.grade.value,
        tags=press.tags,
        channel=channel.value,
        device=device,
        invitation=press.invitation or serving.invitation or "",
        # A card may answer a serving that asked for nothing.
        invited_at=rfc3339(serving.invited_at or serving.finished_at),
        rated_at=None if press.rated_at is None else rfc3339(press.rated_at),
        waited_ms=None if press.waited is None else press.waited // timedelta(milliseconds=1),
        received_at=rfc3339(turn.now),
        flags=tuple(flag.value for flag in flags),
    )
    salt = secrets.token_hex(16)
    digest = ratings.digest(press.comment, salt=salt) if press.comment else None
    facts = {**rating.facts, "ticket": serving.ticket, "comment_digest": digest}
    contact = press.contact if press.grade in BAD else None
    if contact is not None:
        facts["contact_digest"] = ratings.digest(cases.contact_text(*contact), salt=salt)
    seq = turn.record("rating.given", subject=rating.id, data=facts)
    ratings.add(turn.conn, turn.hall, rating, seq=seq)
    if press.comment:
        ratings.add_comment(turn.conn, turn.hall, rating.id, text=press.comment, salt=salt)
    servings.mark_rated(turn.conn, turn.hall, serving.id)
    counting.rated(turn, serving, rating)
    if contact is not None:
        name, phone = contact
        cases.add_contact(turn.conn, turn.hall, rating.id, name=name, phone=phone, salt=salt)
    if press.grade in BAD:
        rectifying.open_case(turn, rating.id, serving, named=contact is not None)
    return rating.id


def _must_be_of(turn: Turn, serving: Serving) -> None:
    if turn.actor.role is Role.EVALUATOR and turn.actor.window != serving.window:
        raise NotYours("not_your_window", window=serving.window)
    if turn.actor.role is Role.CITIZEN and turn.actor.subject != serving.ticket:
        raise NotYours("not_your_ticket")


def _must_be_within(turn: Turn, serving: Serving) -> None:
    days = turn.definition.rating.phone_days
    if serving.finished_at is not None and turn.now - serving.finished_at > timedelta(days=days):
        raise NotAllowedNow("rating_closed", days=days)


def _limits(turn: Turn, serving: Serving) -> Limits:
    """A tablet asks for an answer at once; a phone may answer for some days, after which it is refused."""
    rules = turn.definition.rating
    limit = timedelta(seconds=rules.limit_seconds)
    if turn.actor.role is Role.CITIZEN:
        limit = timedelta(days=rules.phone_days)
        _must_be_within(turn, serving)
    return Limits(limit=limit, short_serving=timedelta(seconds=rules.short_serving_seconds))
