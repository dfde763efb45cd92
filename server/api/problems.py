"""Errors as RFC 9457 problem documents, each kind with its status once, worded in the caller's language."""

from __future__ import annotations

from math import ceil
from typing import Any

import orjson
from flask import Flask, Response, request
from pydantic import ValidationError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from werkzeug.exceptions import HTTPException

from config import catalogues, telling_faults
from config.faults import DefinitionFaults
from server.domain import refusal
from server.operations.locking_out import TooManyFailures
from server.operations.signing_in import WrongPassword
from server.store.database import AWAY, what_ails
from server.store.receipts import KeyReused

HTTP_WORDED = frozenset({400, 404, 405, 413, 415, 429})
TITLED = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503})
DISK_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
"""How SQLite says that the disk, or what of it the hub may use, takes no more."""
NO_SPACE = "53100"
"""How PostgreSQL says it."""
TRY_AGAIN_SECONDS = 2
IN_SECONDS = 100
"""A wait shorter than that is said in seconds, a longer one in minutes."""
LANGUAGES = ("zh-CN", "en", "bo")
STATUS: dict[type[Exception], int] = {
    refusal.NotAllowedNow: 409,
    refusal.NotFound: 404,
    refusal.NotYours: 403,
    refusal.BadInput: 422,
}


class Unauthorised(Exception):
    """No token, or none that is valid."""


class Forbidden(Exception):
    """A valid token of somebody who may not."""


class FirstPassword(Exception):
    """Somebody who may, but has first to choose a password of their own."""


class MissingKey(Exception):
    """A change without an Idempotency-Key, or with one that is no UUID."""


def problem(status: int, code: str, /, *, errors: list[dict[str, str]] | None = None, **values: object) -> Response:
    """A problem document; ``code`` names its words in the catalogue ``problems``."""
    spoken = language()
    document: dict[str, object] = {
        "type": f"urn:jiaohao:problem:{code}",
        "title": catalogues.words(spoken, f"problems.title_{status if status in TITLED else 'other'}"),
        "status": status,
        "detail": _worded(code, **values),
    }
    if errors is not None:
        document["errors"] = errors
    answer = Response(orjson.dumps(document), status=status, content_type="application/problem+json")
    answer.headers["Content-Language"] = spoken
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def language() -> str:
    """The language that the caller reads."""
    return request.accept_languages.best_match(LANGUAGES) or "en"


def _worded(code: str, /, **values: object) -> str:
    return catalogues.words(language(), f"problems.{code}", **values)


def bad_input(error: ValidationError) -> Response:
    """What pydantic found at the door, by field."""
    errors = [{"field": ".".join(str(p) for p in e["loc"]), "problem": e["msg"]} for e in error.errors()]
    return problem(422, "bad_input", errors=errors)


def bad_definition(error: DefinitionFaults) -> Response:
    """What is wrong in a hall's definition, each by its place, in the caller's language."""
    document = (request.get_json(silent=True) or {}).get("definition")
    errors = [{"field": f.field, "problem": telling_faults.told(f, document, language())} for f in error.faults]
    return problem(422, "bad_definition", errors=errors)


def _is_disk_full(error: Exception) -> bool:
    said = getattr(error, "orig", None)
    return getattr(said, "sqlite_errorname", None) in DISK_FULL or getattr(said, "sqlstate", None) == NO_SPACE


def register(app: Flask) -> None:
    """Makes every error of the app a problem document; nothing is swallowed, what we did not expect is logged."""
    for kind, status in STATUS.items():

        def refuse(error: refusal.Refusal, status: int = status) -> Response:
            errors = None
            if isinstance(error, refusal.BadInput):
                errors = [{"field": error.field, "problem": _worded(error.code, **error.values)}]
            return problem(status, error.code, errors=errors, **error.values)

        app.register_error_handler(kind, refuse)
    app.register_error_handler(ValidationError, bad_input)
    app.register_error_handler(DefinitionFaults, bad_definition)
    app.register_error_handler(Unauthorised, lambda _: problem(401, "unauthorised"))
    app.register_error_handler(Forbidden, lambda _: problem(403, "forbidden"))
    app.register_error_handler(FirstPassword, lambda _: problem(403, "first_password"))
    app.register_error_handler(MissingKey, lambda _: problem(400, "missing_key"))
    app.register_error_handler(KeyReused, lambda _: problem(422, "key_reused"))
    app.register_error_handler(WrongPassword, lambda _: problem(401, "wrong_password"))

    def must_wait(error: TooManyFailures) -> Response:
        if error.seconds < IN_SECONDS:
            answer = problem(429, "login_wait_seconds", count=error.seconds)
        else:
            answer = problem(429, "login_wait_minutes", count=ceil(error.seconds / 60))
        answer.headers["Retry-After"] = str(error.seconds)
        return answer

    app.register_error_handler(TooManyFailures, must_wait)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        answer = problem(error.code, f"http_{error.code}" if error.code in HTTP_WORDED else "http_other")
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                answer.headers[name] = value
        return answer

    def unavailable(error: Exception) -> Response:
        # That it is away is logged once, by whoever writes and by whoever follows; anything else is our own mistake.
        if not isinstance(error, AWAY):
            app.logger.error("the database refused: %s", what_ails(error))
        answer = problem(503, "disk_full" if _is_disk_full(error) else "database_away")
        answer.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
        return answer

    for away in (DBAPIError, *AWAY):
        app.register_error_handler(away, unavailable)

    def unexpected(error: Exception) -> Response:
        app.logger.error("unexpected error", exc_info=error)
        return problem(500, "unexpected")

    # The last three are of the database, too, but say that it was asked for something wrong.
    for ours in (Exception, DataError, IntegrityError, ProgrammingError):
        app.register_error_handler(ours, unexpected)
