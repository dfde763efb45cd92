"""One way for every change: the caller, the key, the operation in its hall's turn, the kept answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
from flask import Response, current_app, request

from server.api.callers import store
from server.api.problems import MissingKey
from server.domain.actor import Actor
from server.operations.views import View
from server.store.canonical import canonical
from server.store.patience import patiently
from server.store.receipts import Answer, Key, once
from server.store.turn import Turn

PATIENCE_SECONDS = 3.0
PAUSE_SECONDS = 0.25
"""So long and so often a change is tried again whose connection to PostgreSQL broke: as long as its restart takes."""


def change(actor: Actor, act: Callable[[Turn, View], Any], *, status: int = 200) -> Response:
    """Does ``act`` once for the request's key and answers with what it gives; None becomes 204.

    ``act`` runs in the writer's thread, where there is no request: it gets the turn and how the hall looks in it.

    Raises MissingKey, KeyReused and whatever the operation raises.
    """
    key = _key(actor)
    public_url = current_app.config["PUBLIC_URL"]

    def deed(turn: Turn) -> Answer:
        def answer() -> Answer:
            told = act(turn, _view(turn, public_url))
            if told is None:
                return Answer(status=204, body="")
            return Answer(status=status, body=orjson.dumps(told).decode())

        return once(turn, key, answer)

    given = _durably(actor, deed)
    response = Response(given.body, status=given.status, content_type="application/json")
    if given.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _durably(actor: Actor, deed: Callable[[Turn], Answer]) -> Answer:
    """The deed's answer. Where PostgreSQL goes away under it, it is asked again: under its key it is done once."""
    if not store().stands_alone:
        return store().change(actor, deed)
    ways = current_app.extensions["threads"]
    return patiently(lambda: store().change(actor, deed), threads=ways, pause=PAUSE_SECONDS, seconds=PATIENCE_SECONDS)


def _view(turn: Turn, public_url: str) -> View:
    return View(
        conn=turn.conn,
        definition=turn.definition,
        now=turn.now,
        role=turn.actor.role,
        public_url=public_url,
    )


def read_view(actor: Actor, show: Callable[[View], Any]) -> Response:
    """Answers a question about the hall as it stands."""
    with store().read() as conn:
        seen = View(
            conn=conn,
            definition=store().definition(conn, actor.hall),
            now=store().clock(),
            role=actor.role,
            public_url=current_app.config["PUBLIC_URL"],
        )
        return Response(orjson.dumps(show(seen)), content_type="application/json")


def _key(actor: Actor) -> Key:
    try:
        key = str(UUID(request.headers["Idempotency-Key"]))
    except (KeyError, ValueError) as error:
        raise MissingKey from error
    body = request.get_json(silent=True) if request.get_data() else {}
    return Key(
        caller=actor.name,
        method=request.method,
        path=request.path,
        key=key,
        body_digest=hashlib.sha256(canonical(body)).hexdigest(),
    )
