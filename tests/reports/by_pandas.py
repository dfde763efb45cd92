"""Every indicator worked out a second time, by pandas, from tickets, servings, ratings and cases and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Engine, text

from config.definition import Definition
from config.rules import WEEKDAYS

GOOD = ("very_satisfied", "satisfied", "basically_satisfied")
GRADES = (*GOOD, "dissatisfied", "very_dissatisfied")
DIMENSIONS = ("hall", "department", "window", "staff", "service", "channel", "grade", "tag", "day", "hour", "weekday")
OF_RATINGS = ("channel", "grade", "tag")
TICKET_SUMS = ("called", "missed", "cancelled", "expired", "over", "wait")
SERVING_SUMS = ("minutes", "due", "on_time", "on_the_spot", "statutory", "saved")
RATING_SUMS = (*GRADES, "good", "flagged", "trusted", "good_trusted")
CASE_SUMS = ("opened", "closed", "overdue", "objected", "set_aside", "in_time", "was_due", "called_back", "named")
EVERY_SUM = ("issued", *TICKET_SUMS, "finished", *SERVING_SUMS, "rated", *RATING_SUMS)
READ = {
    "tickets": ("id", "day", "service", "state", "issued_at", "first_called_at", "misses"),
    "servings": (
        "id", "ticket", "day", "window", "staff", "service", "state", "called_at", "started_at", "finished_at",
        "invited_at", "seq",
    ),
    "ratings": ("id", "serving", "grade", "channel", "tags", "flags"),
    "rating_flags": ("rating",),
    "cases": (
        "window", "person", "service", "opened_at", "opened_on", "due", "closed_on", "state", "named", "contacted_at",
        "objected_at", "review",
    ),
}  # fmt: skip
Figures = dict[str, Any]
Keys = tuple[str, ...]


class Past:
    """A hall's past as frames, each with a categorical column for each dimension it has."""

    def __init__(self, engine: Engine, definition: Definition) -> None:
        self.definition = definition
        tickets, servings, ratings, flags, self.cases = (self._frame(engine, name) for name in READ)
        first = servings.sort_values(["called_at", "seq"]).groupby("ticket").first()[["window", "staff", "service"]]
        waits = tickets.merge(first, left_on="id", right_index=True, how="left", suffixes=("_now", ""))
        waits["service"] = waits["service"].fillna(waits["service_now"])
        waits["minutes"] = (waits["first_called_at"] - waits["issued_at"]) / 60_000
        waits["called"] = waits["first_called_at"].notna()
        waits["over"] = waits["minutes"] > self._of_service(waits, "promised_minutes")
        waits["wait"] = waits["minutes"].fillna(0)
        waits["missed"] = waits["misses"] > 0
        for state in ("cancelled", "expired"):
            waits[state] = waits["state"] == state
        self._add_dimensions(waits, "issued_at")

        done = servings[servings["state"] == "finished"].copy()
        done["minutes"] = (done["finished_at"] - done["started_at"]) / 60_000
        done["due"] = done["invited_at"].notna()
        done["on_time"] = done["minutes"] <= self._of_service(done, "handling_minutes")
        done["statutory"] = self._of_service(done, "statutory_minutes").fillna(0)
        done["saved"] = (done["statutory"] - done["minutes"]).where(done["statutory"] > 0, 0)
        elsewhere = set(servings.loc[servings["state"] == "transferred", "ticket"])
        done["on_the_spot"] = ~done["ticket"].isin(elsewhere)
        self._add_dimensions(done, "finished_at")

        given = ratings.merge(done, left_on="serving", right_on="id", suffixes=("_of_rating", ""))
        given["flagged"] = (given["flags"] != "[]") | given["id_of_rating"].isin(set(flags["rating"]))
        given["trusted"] = ~given["flagged"]
        for grade in GRADES:
            given[grade] = given["grade"] == grade
        given["good"] = given["grade"].isin(GOOD)
        given["good_trusted"] = given["good"] & given["trusted"]
        tagged = given.assign(tag=given["tags"].map(json.loads)).explode("tag").dropna(subset="tag")

        self.keys = _share_categories(waits, done, given, tagged)
        self._frames = {"tickets": waits, "servings": done, "ratings": given, "tagged": tagged}
        self._within: tuple[tuple[str, str], dict[str, pd.DataFrame]] = (("", ""), {})

    def by(self, dimensions: Sequence[str], first: str, last: str) -> dict[Keys, Figures]:
        """The figures of each combination of keys that has any; ``dimensions`` is () for the whole."""
        frames = self._of_days(first, last)
        ratings = frames["tagged" if "tag" in dimensions else "ratings"]
        of_visits = not set(dimensions) & set(OF_RATINGS)
        parts = [self._sums(ratings, "rated", RATING_SUMS, dimensions)]
        waits: dict[int, np.ndarray] = {}
        if of_visits:
            parts += [self._sums(frames["tickets"], "issued", TICKET_SUMS, dimensions)]
            parts += [self._sums(frames["servings"], "finished", SERVING_SUMS, dimensions)]
            waits = self._waits(frames["tickets"], dimensions)
        known = pd.concat(parts, axis=1).reindex(columns=EVERY_SUM).fillna(0)
        if not dimensions and known.empty:
            known.loc[0] = 0
        nobody = np.array([])
        return {
            self._decoded(code, dimensions): _figures(row, waits.get(code, nobody))
            for code, row in zip(known.index, known.to_dict("records"), strict=True)
        }

    def of_cases(self, by: str, first: str, last: str, *, today: str) -> dict[str, tuple[float, ...]]:
        """``CASE_SUMS`` of the cases opened, due or closed on the days by each key of a dimension; "total" of all."""
        cases = self.cases.rename(columns={"person": "staff", "opened_on": "day", "named": "is_named"})
        local = pd.to_datetime(cases["opened_at"], unit="ms", utc=True).dt.tz_convert(self.definition.time_zone)
        cases = cases.assign(hour=local.dt.strftime("%H"), department=cases["service"].map(self._departments()))
        opened, due, closed = (cases[each].between(first, last) for each in ("day", "due", "closed_on"))
        open_now = cases["state"] == "open"
        was_due = due & (~open_now | (cases["due"] < today))
        named = opened & cases["is_named"].astype(bool)
        counted = cases.assign(
            opened=opened, closed=closed, overdue=was_due & open_now,
            objected=opened & cases["objected_at"].notna(), set_aside=opened & (cases["review"] == "set_aside"),
            in_time=was_due & (cases["closed_on"] <= cases["due"]), was_due=was_due,
            called_back=named & cases["contacted_at"].notna(), named=named,
        )[opened | due | closed]  # fmt: skip
        sums = counted.groupby(by)[list(CASE_SUMS)].sum()
        found = {str(key): tuple(row) for key, row in zip(sums.index, sums.to_numpy(), strict=True)}
        return {**found, "total": tuple(counted[list(CASE_SUMS)].sum())}

    def _frame(self, engine: Engine, name: str) -> pd.DataFrame:
        with engine.connect() as conn:
            columns = ", ".join(f'"{column}"' for column in READ[name])
            query = text(f"SELECT {columns} FROM {name} WHERE hall = :hall")
            return pd.read_sql_query(query, conn, params={"hall": self.definition.code})

    def _of_service(self, frame: pd.DataFrame, name: str) -> pd.Series:
        known = {s.code: getattr(s, name) for s in self.definition.services}
        return frame["service"].map(known).astype(float)

    def _departments(self) -> dict[str, str | None]:
        return {s.code: self.definition.department_of(s.code) for s in self.definition.services}

    def _add_dimensions(self, frame: pd.DataFrame, at: str) -> None:
        local = pd.to_datetime(frame[at], unit="ms", utc=True).dt.tz_convert(self.definition.time_zone)
        frame["day"] = frame["day"].astype(str)
        frame["hour"] = local.dt.hour.map("{:02}".format)
        frame["weekday"] = pd.to_datetime(frame["day"]).dt.day_of_week.map(dict(enumerate(WEEKDAYS)))
        frame["department"] = frame["service"].map(self._departments())
        frame["hall"] = self.definition.code

    def _of_days(self, first: str, last: str) -> dict[str, pd.DataFrame]:
        """The rows of these days, kept for the next question: a million of them take a second to sort out."""
        if self._within[0] != (first, last):
            days = self.keys["day"]
            low, high = days.searchsorted(first), days.searchsorted(last, side="right")
            of_days = {}
            for name, frame in self._frames.items():
                codes = frame["day"].cat.codes
                of_days[name] = frame[(codes >= low) & (codes < high)]
            self._within = (first, last), of_days
        return self._within[1]

    def _codes(self, frame: pd.DataFrame, dimensions: Sequence[str]) -> np.ndarray:
        """A number for each row's combination of keys, -1 where it has none by one of the dimensions."""
        codes = np.zeros(len(frame), dtype=np.int64)
        for name in dimensions:
            own = frame[name].cat.codes.to_numpy()
            codes = np.where((codes < 0) | (own < 0), -1, codes * len(self.keys[name]) + own)
        return codes

    def _decoded(self, code: int, dimensions: Sequence[str]) -> Keys:
        found: list[str] = []
        for name in reversed(dimensions):
            code, place = divmod(code, len(self.keys[name]))
            found.insert(0, str(self.keys[name][place]))
        return tuple(found)

    def _sums(self, frame: pd.DataFrame, count: str, sums: Sequence[str], dimensions: Sequence[str]) -> pd.DataFrame:
        """How many rows each combination of keys has, and the sums of some columns, indexed by their number."""
        grouped = frame[list(sums)].groupby(self._codes(frame, dimensions))
        found = grouped.sum()
        found[count] = grouped.size()
        return found.drop(index=-1, errors="ignore")

    def _waits(self, tickets: pd.DataFrame, dimensions: Sequence[str]) -> dict[int, np.ndarray]:
        """The waits in minutes of those called, from the shortest to the longest."""
        called = tickets[tickets["called"]]
        codes, minutes = self._codes(called, dimensions), called["minutes"].to_numpy(dtype=float)
        order = np.lexsort((minutes, codes))
        numbers, starts = np.unique(codes[order], return_index=True)
        return dict(zip(numbers.tolist(), np.split(minutes[order], starts[1:]), strict=True))


def _share_categories(*frames: pd.DataFrame) -> dict[str, pd.Index]:
    """Makes each dimension's column of the frames categorical, by the same keys in all of them, which it gives."""
    known = {}
    for name in DIMENSIONS:
        having = [frame for frame in frames if name in frame]
        keys = sorted({key for frame in having for key in frame[name].dropna().unique()})
        known[name] = pd.Index(keys, dtype=object)
        for frame in having:
            frame[name] = pd.Categorical(frame[name], categories=known[name])
    return known


def _figures(row: dict[str, float], waits: np.ndarray) -> Figures:
    called, finished, rated, trusted = row["called"], row["finished"], row["rated"], row["trusted"]
    return {
        **{name: row[name] for name in ("issued", "called", "finished", "missed", "cancelled", "expired", "due")},
        "rated": rated,
        "flagged": row["flagged"],
        "grades": {grade: row[grade] for grade in GRADES},
        "mean_wait_minutes": (row["wait"], called),
        "median_wait_minutes": _not_exceeded(waits, tenths=5),
        "p90_wait_minutes": _not_exceeded(waits, tenths=9),
        "over_promise": (row["over"], called),
        "no_show": (row["missed"], called),
        "mean_serving_minutes": (row["minutes"], finished),
        "speed_up": (row["saved"], row["statutory"]),
        "on_time": (row["on_time"], finished),
        "on_the_spot": (row["on_the_spot"], finished),
        "participation": (rated, row["due"]),
        "satisfaction": (row["good"], rated),
        "dissatisfaction": (rated - row["good"], rated),
        "satisfaction_unflagged": (row["good_trusted"], trusted),
        "dissatisfaction_unflagged": (trusted - row["good_trusted"], trusted),
    }


def _not_exceeded(ordered: np.ndarray, *, tenths: int) -> float | None:
    """The smallest value that so many tenths of them do not exceed."""
    rank = -(-len(ordered) * tenths // 10)
    return float(ordered[rank - 1]) if rank else None
