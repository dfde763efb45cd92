"""What an invited inspector (特邀监督员) may rate, and what they have rated: their own and nobody else's."""

from __future__ import annotations

from server.domain.actor import Actor
from server.operations.rating import for_inspectors_from
from server.operations.views import Json, View
from server.store import ratings, servings, tickets
from server.store.columns import rfc3339

SHOWN = 40
LOOKED_AT = 200


def desk(view: View, actor: Actor) -> Json:
    """Today's servings that citizens had their time to rate and did not, the newest first; and the own ratings."""
    known = servings.unrated(view.conn, view.hall, view.day, limit=LOOKED_AT)
    ready = [serving for serving in known if for_inspectors_from(serving, view.definition) <= view.now]
    return {
        "servings": [
            {
                "id": serving.id,
                "number": tickets.get(view.conn, view.hall, serving.ticket).number,
                "window": serving.window,
                "service_name": _service(view, serving.service),
                "finished_at": rfc3339(serving.finished_at) if serving.finished_at else None,
            }
            for serving in ready[:SHOWN]
        ],
        "given": [
            {"id": rating.id, "window": rating.window, "grade": rating.grade, "at": rating.received_at}
            for rating in ratings.of_device(view.conn, view.hall, actor.name, limit=SHOWN)
        ],
    }


def _service(view: View, code: str) -> dict[str, str]:
    service = view.definition.service(code)
    return service.name if service else {}
