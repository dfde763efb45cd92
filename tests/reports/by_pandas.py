"""Every indicator worked out a second time, by pandas, from the tickets, servings and ratings and nothing else."""

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
OF_RATINGS = ("channel", "grade", "tag")
TICKET_SUMS = ("called", "missed", "cancelled", "expired", "over", "wait")
SERVING_SUMS = ("minutes", "due", "on_time", "on_the_spot", "statutory", "saved")
RATING_SUMS = (*GRADES, "good", "flagged", "trusted", "good_trusted")
EVERY_SUM = ("issued", *TICKET_SUMS, "finished", *SERVING_SUMS, "rated", *RATING_SUMS)
Figures = dict[str, Any]


class Past:
    """A hall's past as three frames, with a column for each dimension."""

    def __init__(self, engine: Engine, definition: Definition) -> None:
        self.definition = definition
        tickets, servings, ratings, flags = (
            self._frame(engine, name) for name in ("tickets", "servings", "ratings", "rating_flags")
        )
        first = servings.sort_values("called_at").groupby("ticket").first()[["window", "staff", "service"]]
        waits = tickets.drop(columns=["window"]).merge(
            first, left_on="id", right_index=True, how="left", suffixes=("_now", "")
        )
        waits["service"] = waits["service"].fillna(waits["service_now"])
        waits["minutes"] = (waits["first_called_at"] - waits["issued_at"]) / 60_000
        waits["called"] = waits["first_called_at"].notna()
        waits["over"] = waits["minutes"] > self._of_service(waits, "promised_minutes")
        waits["wait"] = waits["minutes"].fillna(0)
        waits["missed"] = waits["misses"] > 0
        for state in ("cancelled", "expired"):
            waits[state] = waits["state"] == state
        self.tickets = self._with_dimensions(waits, "issued_at")

        done = servings[servings["state"] == "finished"].copy()
        done["minutes"] = (done["finished_at"] - done["started_at"]) / 60_000
        done["due"] = done["invited_at"].notna()
        done["on_time"] = done["minutes"] <= self._of_service(done, "handling_minutes")
        done["statutory"] = self._of_service(done, "statutory_minutes").fillna(0)
        done["saved"] = (done["statutory"] - done["minutes"]).where(done["statutory"] > 0, 0)
        elsewhere = set(servings.loc[servings["state"] == "transferred", "ticket"])
        done["on_the_spot"] = ~done["ticket"].isin(elsewhere)
        self.servings = self._with_dimensions(done, "finished_at")

        given = ratings[["id", "serving", "grade", "channel", "tags", "flags"]].merge(
            self.servings, left_on="serving", right_on="id", suffixes=("_of_rating", "")
        )
        given["flagged"] = (given["flags"] != "[]") | given["id_of_rating"].isin(set(flags["rating"]))
        given["trusted"] = ~given["flagged"]
        for grade in GRADES:
            given[grade] = given["grade"] == grade
        given["good"] = given["grade"].isin(GOOD)
        given["good_trusted"] = given["good"] & given["trusted"]
        given["tag"] = given["tags"].map(json.loads)
        self.ratings = given

    def by(self, dimensions: Sequence[str], first: str, last: str) -> dict[tuple[str, ...], Figures]:
        """The figures of each combination of keys that has any; ``dimensions`` is () for the whole."""
        tickets, servings, ratings = (
            frame[(frame["day"] >= first) & (frame["day"] <= last)]
            for frame in (self.tickets, self.servings, self.ratings)
        )
        if "tag" in dimensions:
            ratings = ratings.explode("tag").dropna(subset="tag")
        of_visits = not set(dimensions) & set(OF_RATINGS)
        parts = [_sums(ratings, "rated", RATING_SUMS, dimensions)]
        if of_visits:
            parts += [_sums(tickets, "issued", TICKET_SUMS, dimensions)]
            parts += [_sums(servings, "finished", SERVING_SUMS, dimensions)]
        known = pd.concat(parts, axis=1).reindex(columns=EVERY_SUM).fillna(0)
        waits: dict[tuple[str, ...], np.ndarray] = {}
        if of_visits:
            called = tickets[tickets["called"]]
            grouped = called.assign(whole=0).groupby(list(dimensions) or ["whole"])["minutes"]
            waits = {(key if dimensions else ()): part.to_numpy(dtype=float) for key, part in grouped}
        return {
            (key if dimensions else ()): _figures(row, waits.get(key if dimensions else (), np.array([])))
            for key, row in zip(known.index, known.to_dict("records"), strict=True)
        }

    def _frame(self, engine: Engine, name: str) -> pd.DataFrame:
        with engine.connect() as conn:
            query = text(f"SELECT * FROM {name} WHERE hall = :hall")
            return pd.read_sql_query(query, conn, params={"hall": self.definition.code})

    def _of_service(self, frame: pd.DataFrame, name: str) -> pd.Series:
        known = {s.code: getattr(s, name) for s in self.definition.services}
        return frame["service"].map(known).astype(float)

    def _with_dimensions(self, frame: pd.DataFrame, at: str) -> pd.DataFrame:
        local = pd.to_datetime(frame[at], unit="ms", utc=True).dt.tz_convert(self.definition.time_zone)
        departments = {s.code: self.definition.department_of(s.code) for s in self.definition.services}
        frame["day"] = frame["day"].astype(str)
        frame["hour"] = local.dt.strftime("%H")
        frame["weekday"] = pd.to_datetime(frame["day"]).dt.weekday.map(dict(enumerate(WEEKDAYS)))
        frame["department"] = frame["service"].map(departments)
        frame["hall"] = self.definition.code
        return frame


def _sums(frame: pd.DataFrame, count: str, sums: Sequence[str], dimensions: Sequence[str]) -> pd.DataFrame:
    """How many rows each combination of keys has, and the sums of some columns, indexed by tuples of keys."""
    found = frame.assign(**{count: 1, "whole": "whole"}).groupby(list(dimensions) or ["whole"])[[count, *sums]].sum()
    if len(dimensions) < 2:
        found.index = pd.MultiIndex.from_tuples([(key,) for key in found.index], names=list(dimensions) or ["whole"])
    if found.empty and not dimensions:
        found.loc[("whole",), :] = 0
    return found


def _figures(row: dict[str, float], waits: np.ndarray) -> Figures:
    called, finished, rated, trusted = row["called"], row["finished"], row["rated"], row["trusted"]
    return {
        **{name: row[name] for name in ("issued", "called", "finished", "missed", "cancelled", "expired", "due")},
        "rated": rated,
        "flagged": row["flagged"],
        "grades": {grade: row[grade] for grade in GRADES},
        "mean_wait_minutes": (row["wait"], called),
        "median_wait_minutes": _quantile(waits, 0.5),
        "p90_wait_minutes": _quantile(waits, 0.9),
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


def _quantile(values: np.ndarray, share: float) -> float | None:
    return float(np.quantile(values, share, method="inverted_cdf")) if len(values) else None
