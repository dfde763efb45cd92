"""Who may let whom in: nobody makes themselves more than they are, and nobody locks themselves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from server.domain.actor import Role
from server.domain.refusal import NotAllowedNow, NotYours


def check_change(
    *,
    by: Role,
    is_oneself: bool,
    before: Collection[str],
    after: Collection[str],
    is_disabled: bool,
    has_administrator: bool,
) -> None:
    """Whether somebody may be given other roles, be disabled or get a new first password.

    ``before`` and ``after`` are the roles of the person concerned, none before they are known. Managers and
    administrators do this for everybody but themselves. An administrator is made and changed by administrators only;
    a hall that has none gets its first one from a manager. Raises NotYours.
    """
    if is_oneself and (set(before) != set(after) or is_disabled):
        raise NotYours("not_your_own_roles")
    concerns_administrator = Role.ADMINISTRATOR.value in {*before, *after}
    if concerns_administrator and by is not Role.ADMINISTRATOR and has_administrator:
        raise NotYours("not_your_administrator")


def check_somebody_manages(people: Iterable[tuple[Collection[str], bool]]) -> None:
    """``people`` are the roles of each and whether they are disabled. Raises NotAllowedNow when no manager is left."""
    if not any(Role.MANAGER.value in roles and not disabled for roles, disabled in people):
        raise NotAllowedNow("no_manager_left")
