"""Who is connected to this hub's feed right now."""

from __future__ import annotations

from collections import Counter

from server.domain.actor import DEVICES, PEOPLE, Actor, Role

NAMESPACE = "/feed"


class Terminals:
    """The terminals of all halls, by their connection. A device may be connected more than once."""

    def __init__(self) -> None:
        self._present: dict[str, Actor] = {}
        self._connections: Counter[Actor] = Counter()

    def come(self, sid: str, actor: Actor) -> None:
        self._present[sid] = actor
        self._connections[actor] += 1

    def go(self, sid: str) -> Actor | None:
        actor = self._present.pop(sid, None)
        if actor is not None:
            self._connections[actor] -= 1
            if not self._connections[actor]:
                del self._connections[actor]
        return actor

    def get(self, sid: str) -> Actor | None:
        return self._present.get(sid)

    def every_device(self) -> set[tuple[str, str]]:
        """All connected devices, each with its hall first."""
        return {(a.hall, a.subject) for a in self._present.values() if a.role in DEVICES}

    def of_device(self, hall: str, device: str) -> list[str]:
        """The connections of a device."""
        return [
            sid for sid, a in list(self._present.items()) if a.role in DEVICES and (a.hall, a.subject) == (hall, device)
        ]

    def of_people(self) -> dict[str, Actor]:
        """The connections of people who signed in."""
        return {sid: actor for sid, actor in list(self._present.items()) if actor.role in PEOPLE}

    def devices(self, hall: str) -> list[str]:
        """The names of the devices of a hall that are connected."""
        return sorted({a.subject for a in self._connections if a.hall == hall and a.role in DEVICES})

    def counts(self) -> Counter[tuple[str, Role]]:
        """How many connections there are, by hall and role."""
        return Counter((actor.hall, actor.role) for actor in self._present.values())
