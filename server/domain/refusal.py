"""Why the hall says no to something that was asked for."""

from __future__ import annotations


class Refusal(Exception):
    """A deed that the rules forbid now. ``code`` is worded by the catalogues, ``values`` fill its wording."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class NotAllowedNow(Refusal):
    """The state of the thing does not allow it; later it may."""


class NotFound(Refusal):
    """There is no such thing in this hall."""


class NotYours(Refusal):
    """The caller may not do this to this thing."""


class BadInput(Refusal):
    """The request names something that makes no sense. ``field`` says where."""

    def __init__(self, code: str, *, field: str, **values: object) -> None:
        super().__init__(code, field=field, **values)
        self.field = field
