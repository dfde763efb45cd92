"""For machines that watch: am I up, can I do my job, and in figures how it goes."""

from __future__ import annotations

from ipaddress import ip_address

import orjson
from flask import Blueprint, Flask, Response, abort, request
from sqlalchemy.exc import DBAPIError

from server.domain.actor import KEEPERS, READERS
from server.feed.following import Follower
from server.metrics import CONTENT_TYPE, Metrics
from server.operations import signing_in
from server.store.database import CLOCK_BEHIND_SECONDS, Store

PASSED_ON = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")
"""What proxies add."""


def register(app: Flask, *, store: Store, follower: Follower, metrics: Metrics) -> None:
    """``/healthz``, ``/readyz`` and ``/metrics``."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> Response:
        """Whether the hub is up."""
        return Response("ok\n", content_type="text/plain")

    def _clock_problem() -> dict[str, str]:
        try:
            with store.read() as conn:
                behind = max(store.clock_behind(conn).values(), default=0.0)
        except DBAPIError:  # the database stands among the problems already
            return {}
        if behind <= CLOCK_BEHIND_SECONDS:
            return {}
        return {"clock": f"it is {behind:.0f} s behind the journal, whose time waits for it"}

    @health.get("/readyz")
    def readyz() -> Response:
        """Whether the hub can do its job: 503 with what is in the way when it cannot.

        A clock that was set back is told, and does not hinder: numbers go on, only the hall's time stands still.
        """
        in_the_way = {
            "database": store.trouble(),
            "feed": None if follower.is_following() else "the journal has not been looked at for seconds",
        }
        problems = {part: why for part, why in in_the_way.items() if why is not None}
        told = {"ready": not problems, "problems": problems | _clock_problem()}
        return Response(orjson.dumps(told), status=503 if problems else 200, content_type="application/json")

    @health.get("/metrics")
    def figures() -> Response:
        """Figures for Prometheus, for whoever asks from the hall's own network, or with the token of a manager, an
        auditor or an administrator.

        They name no citizen and no ticket, but say how a hall is doing. So they stay at home: an address from outside,
        and anything that a proxy passes on, whose sender nobody here can know, needs the token.
        """
        if not (_is_near() or _is_manager()):
            abort(403)
        return Response(metrics.text(), content_type=CONTENT_TYPE)

    def _is_manager() -> bool:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return False
        with store.read() as conn:
            actor = signing_in.bearer(conn, token.strip(), now=store.clock())
        return actor is not None and actor.role in {*READERS, *KEEPERS} and not actor.limited

    app.register_blueprint(health)


def _is_near() -> bool:
    """Whether the request comes straight from this machine or its private network."""
    if any(name in request.headers for name in PASSED_ON):
        return False
    try:
        return ip_address(request.remote_addr or "").is_private
    except ValueError:
        return False
