"""One line for each change that was asked for, and an id for each request, by which its lines can be found again."""

from __future__ import annotations

import re
import secrets
import time

import structlog
from flask import Flask, Response, g, has_request_context, request

from server.domain.actor import Actor

UNLOGGED = ("GET", "HEAD", "OPTIONS", "PUT")
"""What changes nothing of the hall. PUT is a terminal that renews its right to speak, every few seconds for years."""
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = structlog.stdlib.get_logger("jiaohao.requests")


def register(app: Flask) -> None:
    """Takes the id that a proxy gave the request (``X-Request-Id``), or makes one, and answers with it."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        g.began = time.monotonic()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(answer: Response) -> Response:
        if "request_id" not in g:  # the request could not even be routed
            return answer
        answer.headers["X-Request-Id"] = g.request_id
        if request.method not in UNLOGGED or answer.status_code >= 500:
            actor: Actor | None = g.get("actor")
            log.info(
                "answered",
                method=request.method,
                path=_path(),
                status=answer.status_code,
                hall=actor.hall if actor else None,
                actor=actor.name if actor else None,
                seq=g.get("seq"),
                replayed="Idempotency-Replayed" in answer.headers,
                ms=round((time.monotonic() - g.began) * 1000, 1),
            )
        return answer


def _path() -> str:
    """The path asked for, but never the secret that a new screen polls with."""
    return str(request.url_rule) if "poll" in (request.view_args or {}) else request.path


def note_seq(seq: int) -> None:
    """Remembers what number the request's change got in the journal."""
    if has_request_context():
        g.seq = seq
