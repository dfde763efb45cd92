"""Counting what changes in the figures, in the turn of the change."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain import tally
from server.domain.rating import Grade
from server.domain.serving import Serving
from server.domain.ticket import Ticket
from server.store import definitions, rating_flags, servings, tallies
from server.store.ratings import Rating
from server.store.turn import Turn


def ticket_changed(turn: Turn, before: Ticket, after: Ticket) -> None:
    """A ticket that was called before, or never will be, counts for something else now."""
    first = None if after.first_called_at is None else servings.first(turn.conn, turn.hall, after.id)
    place = tally.place_of_ticket(after, first, turn.definition.zone)
    # How long it waited has not changed, so the promise may be any.
    turn.counted.add(tallies.VISITS, place, tally.less(tally.of_ticket(after, None), tally.of_ticket(before, None)))


def called(turn: Turn, before: Ticket, after: Ticket, serving: Serving) -> None:
    """A ticket was called; only its first call ends a wait."""
    if before.first_called_at is None:
        rules = definitions.rules_of(turn.definition, serving.service)
        place = tally.place_of_ticket(after, serving, turn.definition.zone)
        turn.counted.add(tallies.VISITS, place, tally.of_ticket(after, rules))


def serving_changed(turn: Turn, before: Serving, after: Serving, ticket: Ticket) -> None:
    """A serving was finished or invited to be rated, or that was taken back."""
    known = before if after.finished_at is None else after
    place = tally.place_of_serving(known, turn.definition.zone)
    if place is None or known.finished_at is None:
        return
    on_the_spot = not servings.was_passed_on(turn.conn, turn.hall, ticket.id)
    taken_back = after.finished_at is None
    definition = definitions.at(turn.conn, turn.hall, known.finished_at) if taken_back else turn.definition
    rules = definitions.rules_of(definition, known.service)
    was, now = (tally.of_serving(each, rules, on_the_spot=on_the_spot) for each in (before, after))
    turn.counted.add(tallies.VISITS, place, tally.less(now, was))


def taken_over(turn: Turn, before: Serving, after: Serving, ticket: Ticket) -> None:
    """Somebody else has a serving that is not over; its ticket's wait counts for them if it was the first."""
    first = servings.first(turn.conn, turn.hall, ticket.id)
    if first is None or first.id != before.id:
        return
    definition = definitions.at(turn.conn, turn.hall, before.called_at)
    counts = tally.of_ticket(ticket, definitions.rules_of(definition, before.service))
    zone = turn.definition.zone
    turn.counted.add(tallies.VISITS, tally.place_of_ticket(ticket, before, zone), tally.less({}, counts))
    turn.counted.add(tallies.VISITS, tally.place_of_ticket(ticket, after, zone), counts)


def rated(turn: Turn, serving: Serving, rating: Rating) -> None:
    counts = tally.of_rating(Grade(rating.grade), flagged=bool(rating.flags))
    _count_rating(turn, serving, counts, channel=rating.channel, tags=rating.tags)


def doubted(turn: Turn, ids: Iterable[str]) -> None:
    """Ratings get a flag; to be told before it is kept, for only the first flag of a rating counts."""
    for rating in list(rating_flags.not_flagged(turn.conn, turn.hall, ids)):
        counts = {tally.FLAGGED[rating.grade]: 1}
        _count_rating(turn, rating.serving, counts, channel=rating.channel, tags=rating.tags)


def add_up(turn: Turn) -> None:
    """Adds up the days that are over."""
    tallies.add_up(turn.conn, turn.hall, before=turn.day)


def _count_rating(turn: Turn, serving: Serving, counts: tally.Counts, *, channel: str, tags: tuple[str, ...]) -> None:
    place = tally.place_of_serving(serving, turn.definition.zone)
    assert place is not None  # only what is finished is rated
    turn.counted.add(tallies.RATINGS, place, counts, channel=channel)
    for tag in tags:
        turn.counted.add(tallies.TAGS, place, counts, channel=channel, tag=tag)
