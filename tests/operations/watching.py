"""Looking for alerts, and what comes of it: in the journal, and before whoever is shown them."""

from typing import Any

from server.domain.actor import Actor, Role
from server.operations import alert_views, supervising
from server.operations.views import Json, View
from tests.small_hall import CLOCK, Hall

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


def look(hall: Hall) -> list[tuple[str, str, str]]:
    """Looks, and gives what the journal got of it: the deed, what is watched, the step."""
    before = len(hall.journal())
    hall.do(CLOCK, supervising.look)
    told = hall.journal()[before:]
    return [(entry.kind, entry.facts["watch"], entry.facts["step"]) for entry in told]


def last_told(hall: Hall) -> dict[str, Any]:
    return hall.journal()[-1].facts


def shown_to(hall: Hall, actor: Actor) -> list[Json]:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=hall.store.definition(conn, "small"), now=hall.clock[0], role=actor.role)
        return alert_views.open_ones(view, actor)


def acknowledge(hall: Hall, actor: Actor, *, said: str = "马上处理") -> None:
    (known,) = shown_to(hall, MANAGER)
    hall.do(actor, lambda turn: supervising.acknowledge(turn, known["id"], said=said))
