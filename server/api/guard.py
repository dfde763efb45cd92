"""What every route asks first: who are you, may you, and under which key. Only then is the body looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from flask import g, request

from server.api.callers import caller
from server.api.problems import MissingKey
from server.api.validating import validated
from server.domain.actor import Actor, Role

View = TypeVar("View", bound=Callable[..., Any])

BEARER: list[dict[str, list[str]]] = [{"bearer": []}, {"page": []}]


def allowed(*roles: Role, keyed: bool = True, at_first: bool = False) -> Callable[[View], View]:
    """Lets only callers of ``roles`` in, with a first password only ``at_first``.

    A POST also needs its Idempotency-Key unless ``keyed`` is off.
    """

    def decorate(view: View) -> View:
        checked = validated(view)

        @wraps(checked)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.caller = caller(*roles, at_first=at_first)
            if request.method == "POST" and keyed:
                _must_have_key()
            if request.method in ("POST", "PUT"):
                must_be_json()
            return checked(*args, **kwargs)

        return guarded  # type: ignore[return-value]

    return decorate


def asking() -> Actor:
    """The caller that the guard let in."""
    actor: Actor = g.caller
    return actor


def _must_have_key() -> None:
    try:
        UUID(request.headers.get("Idempotency-Key", ""))
    except ValueError as error:
        raise MissingKey from error


def must_be_json() -> None:
    """Aborts with 400 unless the body is JSON or nothing at all."""
    if request.get_data():
        request.get_json(force=True)
