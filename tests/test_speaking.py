"""Which calls are spoken and which only shown, and the hall's recordings at every hub of a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.definition import Definition
from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput
from server.operations import recording
from server.speaking import Speaking
from tests.display.hearing import record
from tests.small_hall import Hall, definition, new_hall

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


class Room:
    """A hall, and the voice of one of its hubs."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.definition: Definition = definition(**changes)
        self.hall: Hall = new_hall(f"sqlite:///{folder / 'hall.db'}", self.definition)
        self.folder = folder
        self.speaking = self.hub("one")
        self.hall.open("1", "2")

    def hub(self, name: str) -> Speaking:
        return Speaking(
            cache=self.folder / name / "voice",
            clips=self.folder / name / "clips",
            store=self.hall.store,
            definition=lambda code: self.definition,
            threads=threads("threading"),
        )

    def is_quiet(self, service: str = "A", window: str = "1") -> bool:
        self.hall.issue(service)
        self.hall.call(window)
        quiet: bool = self.speaking.speech("small", self.hall.journal()[-1])["quiet"]
        return quiet

    def close(self) -> None:
        self.hall.store.close()


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Any]:
    made: list[Room] = []

    def room(**changes: Any) -> Room:
        made.append(Room(tmp_path, **changes))
        return made[-1]

    yield room
    for each in made:
        each.close()


def test_calls_are_spoken_unless_the_hall_says_otherwise(rooms: Any) -> None:
    assert not rooms().is_quiet()


@pytest.mark.parametrize(("minutes", "quiet"), [(0, False), (29, False), (30, True), (90, True)])
def test_calls_are_spoken_within_the_voices_hours(rooms: Any, minutes: int, quiet: bool) -> None:
    """It is half past nine in the hall, and spoken from nine to ten."""
    room = rooms(voice={"hours": [{"start": "09:00", "end": "10:00"}]}, hours={"always": True})
    room.hall.pass_time(minutes=minutes)
    assert room.is_quiet() is quiet


def test_a_quiet_hall_service_or_window_is_only_shown(rooms: Any) -> None:
    services = [{"code": "A", "name": {"zh-CN": "户籍"}, "quiet": True}, {"code": "B", "name": {"zh-CN": "社保"}}]
    windows = [{"code": "1", "services": ["A"]}, {"code": "2", "services": ["B"]}, {"code": "3", "general": True}]
    room = rooms(services=services, windows=windows)
    assert room.is_quiet("A", "1")
    assert not room.is_quiet("B", "2")


def test_a_clip_recorded_at_one_hub_is_spoken_by_another(rooms: Any, tmp_path: Path) -> None:
    room = rooms(voice={"languages": ["bo"]}, languages=["zh-CN", "bo"])
    one, other = room.speaking, room.hub("other")
    token = one.needed(room.definition, "bo")[0].token
    other.needed(room.definition, "bo")
    wav, milliseconds = one.prepared(room.definition, record(tmp_path / "a.wav", hertz=440, silence=0.3).read_bytes())
    assert milliseconds == pytest.approx(330, abs=30)
    room.hall.do(MANAGER, lambda turn: recording.keep_clip(turn, "bo", token, wav=wav, milliseconds=milliseconds))
    kept = room.hall.journal()[-1]
    assert (kept.kind, kept.facts["token"]) == ("voice.clip_changed", token)
    other.on_rows("small", [kept])
    file = other.needed(room.definition, "bo")[0].file
    assert file is not None
    assert file.read_bytes() == wav
    later = room.hub("later")
    assert later.needed(room.definition, "bo")[0].file is not None
    room.hall.do(MANAGER, lambda turn: recording.remove_clip(turn, "bo", token))
    other.on_rows("small", [room.hall.journal()[-1]])
    assert other.needed(room.definition, "bo")[0].file is None
    one._voice(room.definition).close()


def test_what_is_no_recording_is_refused(rooms: Any) -> None:
    room = rooms()
    with pytest.raises(BadInput):
        room.speaking.prepared(room.definition, b"RIFF")
