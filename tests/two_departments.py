"""A hall of two departments, each with a head."""

from __future__ import annotations

from server.domain.actor import Actor, Role
from tests.small_hall import Hall, definition, new_hall

POLICE_HEAD = Actor(hall="small", role=Role.SUPERVISOR, subject="9002")
LABOUR_HEAD = Actor(hall="small", role=Role.SUPERVISOR, subject="9003")
NOBODYS_HEAD = Actor(hall="small", role=Role.SUPERVISOR, subject="9004")
"""Signed in as a head, and leads nobody any more."""
MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


def two_departments(database: str) -> Hall:
    """A is the police's and served at window 1, B the labour office's and served at 2; window 3 serves everybody."""
    people = [
        {"job_number": "9002", "name": "所长", "roles": ["supervisor"], "department": "police"},
        {"job_number": "9003", "name": "局长", "roles": ["supervisor"], "department": "labour"},
        {"job_number": "9004", "name": "前所长", "roles": ["staff"]},
    ]
    return new_hall(
        database,
        definition(
            departments=[
                {"code": "police", "name": {"zh-CN": "公安局"}},
                {"code": "labour", "name": {"zh-CN": "人社局"}},
            ],
            services=[
                {"code": "A", "name": {"zh-CN": "户籍"}, "department": "police"},
                {"code": "B", "name": {"zh-CN": "社保"}, "department": "labour"},
            ],
            windows=[
                {"code": "1", "services": ["A"]},
                {"code": "2", "services": ["B"]},
                {"code": "3", "general": True},
            ],
            staff=[*definition().model_dump(mode="json")["staff"], *people],
        ),
    )
