"""Whose cases somebody sees: the list of the open ones, the list of all and the case itself go by one rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.domain.actor import Actor
from server.operations import case_views
from server.store import cases
from tests.small_hall import clerk
from tests.two_departments import LABOUR_HEAD, MANAGER, NOBODYS_HEAD, POLICE_HEAD, two_departments


@pytest.mark.parametrize(
    ("actor", "services"),
    [(MANAGER, "AB"), (POLICE_HEAD, "A"), (LABOUR_HEAD, "B"), (NOBODYS_HEAD, ""), (clerk("3"), "AB"), (clerk("1"), "")],
)
def test_everybody_sees_the_cases_that_are_theirs(tmp_path: Path, actor: Actor, services: str) -> None:
    """Both are of window 3; a head who leads nobody any more sees none."""
    hall = two_departments(f"sqlite:///{tmp_path / 'hall.db'}")
    hall.open("3")
    for service in "AB":
        hall.issue(service)
        hall.rate(hall.serve("3"), "dissatisfied")
    with hall.store.read() as conn:
        theirs = case_views.theirs(hall.store.definition(conn, "small"), actor)
        every = cases.newest_first(
            conn,
            "small",
            first=None,
            last=None,
            person=theirs.person,
            department=theirs.department,
            after=None,
            limit=10,
        )
        shown = [case for case in cases.open_ones(conn, "small") if theirs.include(case)]
    assert sorted(case.service for case in every) == sorted(case.service for case in shown) == list(services)
    hall.store.close()
