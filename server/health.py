"""For machines that watch: am I up, can I do my job, and in figures how it goes."""

from __future__ import annotations

import orjson
from flask import Blueprint, Flask, Response

from server.feed.following import Follower
from server.metrics import CONTENT_TYPE, Metrics
from server.store.database import Store


def register(app: Flask, *, store: Store, follower: Follower, metrics: Metrics) -> None:
    """``/healthz``, ``/readyz`` and ``/metrics``."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> Response:
        """Whether the hub is up."""
        return Response("ok\n", content_type="text/plain")

    @health.get("/readyz")
    def readyz() -> Response:
        """Whether the hub can do its job: 503 with what is in the way when it cannot."""
        in_the_way = {
            "database": store.trouble(),
            "feed": None if follower.is_following() else "the journal has not been looked at for seconds",
        }
        problems = {part: why for part, why in in_the_way.items() if why is not None}
        told = {"ready": not problems, "problems": problems}
        return Response(orjson.dumps(told), status=503 if problems else 200, content_type="application/json")

    @health.get("/metrics")
    def figures() -> Response:
        """Figures for Prometheus."""
        return Response(metrics.text(), content_type=CONTENT_TYPE)

    app.register_blueprint(health)
