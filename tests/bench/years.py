"""Years of a hall: visits and ratings as a real hall has them, day by day, the same each time.

Citizens come in the shape of a day: most by ten and by three, more on Mondays, fewer in summer. They wait in queues
before the windows that may serve them, so waits are those of queues. Some do not come, some are passed on, some give
up. Windows and people differ in how they are rated, and a bad rating opens a case. A million servings must not take
longer than they have to: chances are drawn thousands at once, and rows are made as the database keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import sin, tau
from typing import Any

import numpy as np

from config.definition import Definition
from config.grades import TAGS
from server.domain.case import Case, CaseState, Complexity, Review
from server.domain.numbering import ticket_number
from server.domain.rating import BAD, Channel, Flag, Grade
from server.store.columns import in_milliseconds
from tests.bench.chances import HOUR, MINUTE, SECOND, Chances, drawn_chances, hexadecimal

A_DAY = timedelta(days=1)
HOURS = {9: 5.0, 10: 6.0, 11: 3.5, 12: 0.3, 13: 2.5, 14: 4.5, 15: 4.0, 16: 2.2}
"""How many come in an hour of the day, against the others."""
CLOSING = 17 * HOUR
WEEKDAYS = (1.35, 1.1, 1.0, 0.95, 0.85, 0.0, 0.0)
AT_THE_WINDOW = frozenset({Channel.TABLET.value, Channel.BUTTON_BOX.value})
COMMENTS = ("等得太久了", "态度很好,谢谢", "跑了两趟,材料没有一次说清", "指示牌看不懂", "建议中午也有人")
BAD_GRADES = frozenset(grade.value for grade in BAD)

Row = dict[str, Any]


@dataclass
class Rows:
    """Rows on their way into the tables. Times are milliseconds since 1970, days and words are texts, as the database
    keeps them; only cases, which are few, are as the hub has them.
    """

    tickets: list[Row] = field(default_factory=list)
    servings: list[Row] = field(default_factory=list)
    ratings: list[Row] = field(default_factory=list)
    rating_flags: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)


class Years:
    """A hall as the seed made it: how good its windows are, how long its services take, who works where."""

    def __init__(self, definition: Definition, *, seed: int, a_day: int, last: date) -> None:
        """``a_day`` come on a usual Wednesday. Cases are as they stand on the evening of ``last``."""
        self._hall = definition.code
        self._definition = definition
        self._draw = draw = np.random.default_rng(seed)
        self._a_day = a_day
        self._last = last
        self._seq = 0
        self._ids, self._tokens, self._chances = hexadecimal(draw, 16), hexadecimal(draw, 24), drawn_chances(draw)
        self._services = [leaf.code for leaf in definition.leaves]
        self._prefix = {code: definition.prefix_of(code) for code in self._services}
        self._minutes = dict(zip(self._services, draw.uniform(4, 14, len(self._services)).tolist(), strict=True))
        windows = [window.code for window in definition.windows]
        self._able = {
            code: [window.code for window in definition.windows if code in definition.may_serve(window)]
            for code in self._services
        }
        self._good, self._best, self._takes_part = (
            dict(zip(windows, draw.beta(a, b, len(windows)).tolist(), strict=True))
            for a, b in ((60, 1.5), (60, 15), (40, 4))
        )
        self._staff = {code: [p.job_number for p in definition.staff if p.window == code] for code in windows}
        self._tags = {grade: list(tags) for grade, tags in TAGS.items()}

    def day(self, day: date) -> Rows:
        """One day's visits."""
        rows, draw = Rows(), self._draw
        season = 1 + 0.2 * sin(tau * day.timetuple().tm_yday / 365)
        coming = round(self._a_day * WEEKDAYS[day.weekday()] * season * draw.uniform(0.9, 1.1))
        midnight = in_milliseconds(datetime.combine(day, datetime.min.time(), self._definition.zone))
        shares = np.array(list(HOURS.values())) / sum(HOURS.values())
        hours = draw.choice(list(HOURS), coming, p=shares)
        arrivals = np.sort(midnight + hours * HOUR + draw.integers(HOUR, size=coming))
        services = draw.integers(len(self._services), size=coming)
        gives_up, is_passed_on = draw.random(coming) < 0.015, draw.random(coming) < 0.02
        free: dict[str, int] = {}
        numbers: dict[str, int] = {}
        for at, service, gone, passed_on in zip(
            *(drawn.tolist() for drawn in (arrivals, services, gives_up, is_passed_on)), strict=True
        ):
            ticket = self._ticket(day, at, self._services[service], numbers)
            rows.tickets.append(ticket)
            if gone:
                ticket["state"] = "cancelled"
            else:
                self._serve(ticket, midnight + CLOSING, free, rows, passed_on=passed_on)
        return rows

    def _ticket(self, day: date, at: int, service: str, numbers: dict[str, int]) -> Row:
        prefix = self._prefix[service]
        numbers[prefix] = count = numbers.get(prefix, 0) + 1
        self._seq += 1
        return {
            "hall": self._hall, "id": next(self._ids), "token": next(self._tokens), "day": day.isoformat(),
            "number": ticket_number(prefix, count), "service": service, "priority": "none", "state": "waiting",
            "language": "zh-CN", "issued_at": at, "waiting_since": at, "order": self._seq, "first_called_at": None,
            "misses": 0, "first": 0, "postponed": 0, "on_behalf": 0,
        }  # fmt: skip

    def _serve(self, ticket: Row, closing: int, free: dict[str, int], rows: Rows, *, passed_on: bool) -> None:
        """Calls the ticket at the first free window that may serve it, once more where it is passed on."""
        chances = next(self._chances)
        at, service = ticket["waiting_since"], ticket["service"]
        window = min(self._able[service], key=lambda each: free.get(each, at))
        called = max(at, free.get(window, at)) + chances.called_after
        if called > closing:
            ticket["state"] = "expired"
            return
        ticket["first_called_at"] = ticket["first_called_at"] or called
        self._seq += 1
        staff, week = self._staff[window], date.fromisoformat(ticket["day"]).isocalendar().week
        serving = {
            "hall": self._hall, "id": next(self._ids), "day": ticket["day"], "ticket": ticket["id"], "window": window,
            "staff": staff[week % len(staff)], "service": service, "state": "missed", "calls": 3,
            "called_at": called, "started_at": None, "finished_at": None, "invitation": None, "invited_at": None,
            "rated": 0, "seq": self._seq,
        }  # fmt: skip
        rows.servings.append(serving)
        if chances.is_missed < 0.03:
            free[window] = called + MINUTE
            ticket |= {"state": "expired", "misses": 1}
            return
        started = called + chances.starts_after
        free[window] = over = started + int(MINUTE * self._minutes[service] * chances.length)
        serving |= {"calls": 1, "started_at": started}
        if passed_on:
            serving["state"] = "transferred"
            ticket |= {"service": self._services[int(chances.is_good * len(self._services))], "waiting_since": over}
            self._serve(ticket, closing, free, rows, passed_on=False)
            return
        serving |= {"state": "finished", "finished_at": over, "invitation": next(self._ids), "invited_at": over}
        ticket["state"] = "finished"
        if chances.rates < self._takes_part[window]:
            serving["rated"] = 1
            self._rate(serving, chances, rows)

    def _rate(self, served: Row, chances: Chances, rows: Rows) -> None:
        window, finished = served["window"], served["finished_at"]
        grade = self._grade(window, chances)
        at_the_window = chances.channel in AT_THE_WINDOW
        at = finished + chances.thinks + (0 if at_the_window else chances.waits_at_home)
        day = served["day"] if at_the_window else self._day_of(at).isoformat()
        rating = next(self._ids)
        self._seq += 1
        rows.ratings.append(
            {
                "hall": self._hall, "id": rating, "day": day, "serving": served["id"], "window": window, "grade": grade,
                "tags": self._chosen_tags(grade, chances), "channel": chances.channel,
                "device": self._device(chances.channel, window), "invitation": served["invitation"],
                "invited_at": rfc3339(finished), "waited_ms": chances.thinks if at_the_window else None,
                "received_at": rfc3339(at), "flags": f'["{Flag.LATE}"]' if chances.is_late < 0.01 else "[]",
                "seq": self._seq,
            }
        )  # fmt: skip
        if chances.is_doubted < 0.01:
            rows.rating_flags.append({"hall": self._hall, "rating": rating, "flag": Flag.INSTANT, "seq": self._seq})
        if chances.comments < (0.25 if grade in BAD_GRADES else 0.02):
            text = COMMENTS[int(chances.tag * len(COMMENTS))]
            rows.comments.append({"hall": self._hall, "rating": rating, "text": text, "salt": next(self._ids)})
        if grade in BAD_GRADES:
            case = self._case(rating, served, at)
            rows.cases.append({"hall": self._hall, **vars(case)})
            if case.review is Review.SET_ASIDE:
                rows.rating_flags.append(
                    {"hall": self._hall, "rating": rating, "flag": Flag.SET_ASIDE, "seq": self._seq}
                )

    def _grade(self, window: str, chances: Chances) -> str:
        """Of the good ones mostly the best, of the bad ones mostly the less bad."""
        if chances.is_good >= self._good[window]:
            return (Grade.DISSATISFIED if chances.grade < 0.75 else Grade.VERY_DISSATISFIED).value
        best = self._best[window]
        if chances.grade < best:
            return Grade.VERY_SATISFIED.value
        return (Grade.SATISFIED if chances.grade < best + 0.75 * (1 - best) else Grade.BASICALLY_SATISFIED).value

    def _chosen_tags(self, grade: str, chances: Chances) -> str:
        """Who rates badly says why, others seldom; a third of them give two reasons."""
        if grade not in BAD_GRADES and chances.is_tagged >= 0.15:
            return "[]"
        tags = self._tags[grade]
        first = int(chances.tag * len(tags))
        if chances.other_tag >= 1 / 3:
            return f'["{tags[first]}"]'
        second = (first + 1 + int(chances.other_tag * 3 * (len(tags) - 1))) % len(tags)
        return f'["{tags[first]}","{tags[second]}"]'

    def _device(self, channel: str, window: str) -> str:
        """As the hub names what a rating came from; every citizen has a phone of their own."""
        if channel == Channel.QR:
            return f"phone:{next(self._ids)}"
        return f"evaluator-{window}" if channel in AT_THE_WINDOW else "9001"

    def _case(self, rating: str, served: Row, at: int) -> Case:
        """One in ten is complex, some are late, a few are objected to, set aside or taken up again."""
        draw, opened_at, opened = self._draw, instant(at), self._day_of(at)
        is_complex, is_named, is_called, objected, is_right, reopened, is_late = (
            draw.random(7) < (0.1, 0.3, 0.9, 0.05, 0.3, 0.02, 0.05)
        ).tolist()
        days = 21 if is_complex else 7
        due = opened + days * A_DAY
        closed = due + int(draw.integers(1, 8)) * A_DAY if is_late else opened + int(draw.integers(1, days + 1)) * A_DAY
        is_over = closed <= self._last
        service = served["service"]
        return Case(
            id=next(self._ids), rating=rating, serving=served["id"], ticket=served["ticket"], window=served["window"],
            service=service, department=self._definition.department_of(service), person=served["staff"],
            opened_at=opened_at, opened_on=opened, contact_due=opened + A_DAY, due=due, named=is_named,
            complexity=Complexity.COMPLEX if is_complex else Complexity.ORDINARY,
            contacted_at=opened_at + A_DAY if is_named and is_called else None, verified=True if is_over else None,
            objected_at=opened_at + A_DAY if objected else None,
            review=(Review.SET_ASIDE if is_right else Review.UPHELD) if objected and is_over else None,
            answered_at=opened_at + A_DAY if is_over else None, reopened=int(reopened),
            state=CaseState.CLOSED if is_over else CaseState.OPEN,
            closed_at=opened_at + (closed - opened) if is_over else None,
            closed_on=closed if is_over else None, closed_by="9001" if is_over else None,
        )  # fmt: skip

    def _day_of(self, at: int) -> date:
        return datetime.fromtimestamp(at / 1000, self._definition.zone).date()


def instant(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


def rfc3339(milliseconds: int) -> str:
    """A time as the interface writes it."""
    seconds, rest = divmod(milliseconds, SECOND)
    return f"{datetime.fromtimestamp(seconds, UTC).isoformat()[:19]}.{rest:03}Z"
