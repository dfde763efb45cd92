"""Personal data as those see it who do not need it whole (个人信息保护法 第6条): 张*, 138****1234."""

from __future__ import annotations

import re

from server.domain.actor import Role

CALL_BACK = frozenset({Role.MANAGER, Role.SUPERVISOR})
"""Who calls citizens back, and so reads names and phone numbers whole."""
_NUMBER = re.compile(r"(?<![0-9])(?:\+?[0-9](?:[ -]?[0-9]){8,17}|[0-9]{7,8})[Xx]?(?![0-9])")
"""Seven digits and more, nine in groups, so that a date stays one: a phone, an identity card, a bank card."""


def name(whole: str) -> str:
    """The family name, or whatever stands first."""
    return f"{whole[0]}*" if whole else ""


def phone(whole: str) -> str:
    """The first three and the last four digits, or nothing of a number that is too short to hide anything."""
    digits = re.sub(r"[^0-9]", "", whole)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 9 else "****"


def text(said: str) -> str:
    """What somebody wrote, with the long numbers in it masked as phone numbers are."""
    return _NUMBER.sub(lambda found: phone(found[0]), said)


def contact(role: Role, *, called: str, number: str) -> tuple[str, str]:
    """``(name, phone)`` as the role may read them."""
    return (called, number) if role in CALL_BACK else (name(called), phone(number))


def words(role: Role, said: str) -> str:
    """A citizen's words as the role may read them."""
    return said if role in CALL_BACK else text(said)
