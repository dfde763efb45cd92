"""Which part of the hall somebody sees: all of it, or a department (科室) that they lead."""

from __future__ import annotations

from config.definition import Definition
from server.domain.actor import Actor, Role
from server.domain.refusal import NotYours


def seen_by(definition: Definition, actor: Actor) -> str | None:
    """The department that is all a supervisor sees, "" when they lead none any more; None for who sees every one."""
    return definition.department_led_by(actor.subject) if actor.role is Role.SUPERVISOR else None


def asked_by(definition: Definition, actor: Actor, *, department: str | None) -> str | None:
    """The department that an answer is limited to, when ``department`` or all is asked for. Raises NotYours."""
    theirs = seen_by(definition, actor)
    if theirs is not None and department not in (None, theirs):
        raise NotYours("not_your_department")
    return department if theirs is None else theirs
