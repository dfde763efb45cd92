"""The room's one queue of speech, with a clock that moves only while something sounds."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from display.announcer import PAUSE_SECONDS, Announcer, Call, utterances

CHIME = Path("chime")
CHIME_SECONDS = 0.6
SAYING_SECONDS = 4.0


class Ours:
    """The right to speak in the room: ours, unless a test has it otherwise. ``spoken`` is the last call said there."""

    def __init__(self) -> None:
        self.is_ours = True
        self.spoken = 0

    def holds(self) -> bool:
        return self.is_ours


class Room:
    """An announcer, and everything that is heard in the room: what, and at which second."""

    def __init__(self) -> None:
        self.now = 0.0
        self.heard: list[tuple[float, str]] = []
        self.spoken: list[int] = []
        self.silent = False
        self.missing: set[str] = set()
        self.arriving: list[tuple[float, Call]] = []
        self.chime = CHIME
        self.right = Ours()
        self.announcer = Announcer(
            sounds=self,
            play=self.play,
            spoken=lambda call: self.spoken.append(call.seq),
            right=self.right,
            clock=lambda: self.now,
            pause=self.pass_time,
        )

    def fetch(self, audio: str) -> Path | None:
        return None if audio in self.missing else Path(audio)

    def play(self, path: Path) -> bool:
        self.heard.append((round(self.now, 2), path.name))
        self.pass_time(CHIME_SECONDS if path == CHIME else SAYING_SECONDS)
        return not self.silent

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        while self.arriving and self.arriving[0][0] <= self.now:
            self.announcer.add(self.arriving.pop(0)[1])

    def call(self, seq: int, *, at: float = 0.0, sounds: tuple[str, ...] | None = None) -> Call:
        """A call made at a second; it arrives then, or is there from the beginning."""
        said = (f"{seq}-zh", f"{seq}-en") if sounds is None else sounds
        call = Call(seq=seq, number=f"A{seq:03}", window="3", sounds=said, since=at)
        if at > self.now:
            self.arriving.append((at, call))
        else:
            self.announcer.add(call)
        return call

    def speak_all(self, count: int) -> list[str]:
        for _ in range(count):
            assert self.announcer.speak_next() is not None
        return [name for _, name in self.heard]


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_call_is_chimed_and_said_twice_in_every_language(room: Room) -> None:
    room.call(1)
    assert room.speak_all(1) == ["chime", "1-zh", "1-en", "1-zh", "1-en"]
    assert room.spoken == [1]


def test_the_parts_of_a_call_follow_each_other_with_a_short_pause(room: Room) -> None:
    room.call(1)
    room.speak_all(1)
    first = CHIME_SECONDS + PAUSE_SECONDS
    assert [at for at, _ in room.heard[:3]] == pytest.approx([0, first, first + SAYING_SECONDS + PAUSE_SECONDS])


def test_calls_are_heard_in_order_and_none_is_swallowed(room: Room) -> None:
    for seq in range(1, 31):
        room.call(seq)
    heard = room.speak_all(30)
    assert heard.count("chime") == 30
    assert room.spoken == list(range(1, 31))
    starts = [at for at, _ in room.heard]
    assert starts == sorted(starts)


def test_when_the_oldest_has_waited_eight_seconds_it_is_said_once_in_the_tickets_language(room: Room) -> None:
    room.call(1)
    room.now = 8.5
    assert room.speak_all(1) == ["chime", "1-zh"]


def test_when_the_oldest_has_waited_twenty_seconds_there_is_only_the_chime(room: Room) -> None:
    room.call(1)
    room.now = 20.5
    assert room.speak_all(1) == ["chime"]
    assert room.spoken == [1]


@pytest.mark.parametrize(
    ("waited", "said"), [(0, "abab"), (8.0, "abab"), (8.1, "a"), (20.0, "a"), (20.1, ""), (999, "")]
)
def test_the_shortening_as_the_hall_has_it(waited: float, said: str) -> None:
    call = Call(seq=1, number="A001", window="3", sounds=("a", "b"), since=0)
    assert "".join(utterances(call, waited)) == said


def test_a_call_is_cut_short_between_two_sounds_when_the_next_has_waited_too_long(room: Room) -> None:
    """Nobody waited when it began; while it is said another comes, who shall not wait for the second round."""
    room.call(1)
    room.call(2, at=1.0)
    heard = room.speak_all(2)
    # Three sounds at 1.0, 5.3 and 9.7 s; by the third the other has waited more than 8 s.
    assert heard == ["chime", "1-zh", "1-en", "chime", "2-zh"]
    assert room.spoken == [1, 2]


def test_a_calm_hall_after_a_rush_hears_whole_calls_again(room: Room) -> None:
    for seq in (1, 2, 3):
        room.call(seq)
    room.call(9, at=200.0)
    room.speak_all(3)
    room.pass_time(200.0 - room.now)
    room.heard.clear()
    assert room.speak_all(1) == ["chime", "9-zh", "9-en", "9-zh", "9-en"]


def test_a_rush_is_worked_off_instead_of_growing(room: Room) -> None:
    """A city hall's worst minute: a call each second. The last is heard within seconds of being made."""
    calls = [room.call(seq, at=float(seq)) for seq in range(1, 61)]
    room.pass_time(1.0)
    for call in calls:
        room.announcer.speak_next()
        assert room.now - call.since < 40
    assert room.spoken == list(range(1, 61))


def test_a_call_in_a_language_without_a_voice_is_said_in_the_halls_first(room: Room) -> None:
    event = {
        "seq": 7,
        "data": {
            "number": "A007",
            "window": "3",
            "language": "bo",
            "speech": [
                {"language": "bo", "text": "...", "audio": None},
                {"language": "zh-CN", "text": "...", "audio": "/zh.wav"},
                {"language": "en", "text": "...", "audio": "/en.wav"},
            ],
        },
    }
    call = Call.from_event(event, since=0.0)
    assert call.sounds == ("/zh.wav", "/en.wav")
    assert utterances(call, 9.0) == ("/zh.wav",)


def test_the_tickets_own_language_comes_first() -> None:
    speech = [{"language": language, "text": "", "audio": f"/{language}"} for language in ("zh-CN", "en")]
    data = {"number": "A007", "window": "3", "language": "en", "speech": speech}
    assert Call.from_event({"seq": 7, "data": data}, since=0.0).sounds == ("/en", "/zh-CN")
    del data["language"]
    assert Call.from_event({"seq": 7, "data": data}, since=0.0).sounds == ("/zh-CN", "/en")


def test_what_cannot_be_had_is_left_out_and_the_rest_is_said(room: Room) -> None:
    room.missing = {"1-zh"}
    room.call(1)
    assert room.speak_all(1) == ["chime", "1-en", "1-en"]
    room.call(2, sounds=())
    assert room.speak_all(1)[-1] == "chime"
    assert room.spoken == [1, 2]


def test_a_loudspeaker_that_is_off_reports_nothing_as_spoken(room: Room) -> None:
    room.silent = True
    room.call(1)
    room.speak_all(1)
    assert room.spoken == []


def test_a_loudspeaker_that_takes_over_goes_on_behind_the_last_call_that_was_spoken(room: Room) -> None:
    room.right.is_ours = False
    for seq in (1, 2, 3):
        room.call(seq, at=0.0)

    def another_says_the_first_and_dies(seconds: float) -> None:
        room.pass_time(seconds)
        if room.now >= 5:
            room.right.spoken, room.right.is_ours = 1, True

    room.announcer._pause = another_says_the_first_and_dies
    room.speak_all(1)
    assert [name for _, name in room.heard][:2] == ["chime", "2-zh"]
    assert room.speak_all(1)[-2:] == ["chime", "3-zh"]


def test_while_another_speaks_old_calls_are_forgotten(room: Room) -> None:
    room.right.is_ours = False
    room.call(1)
    room.call(2, at=30.0)

    def ours_after_a_minute(seconds: float) -> None:
        room.pass_time(max(seconds, 0.25))
        room.right.is_ours = room.now >= 31

    room.announcer._pause = ours_after_a_minute
    threading.Timer(0.2, lambda: room.arriving and room.pass_time(30.5 - room.now)).start()
    room.speak_all(1)
    assert room.spoken == [2]


def test_closing_ends_after_the_sound_that_is_playing(room: Room) -> None:
    room.call(1)
    room.call(2)
    play = room.play

    def close_at_the_first_word(path: Path) -> bool:
        if path.name == "1-zh":
            room.announcer.close()
        return play(path)

    room.announcer._play = close_at_the_first_word
    assert room.announcer.speak_next() is not None
    assert [name for _, name in room.heard] == ["chime", "1-zh"]
    assert room.announcer.speak_next() is None


def test_a_call_wakes_an_announcer_that_waits(room: Room) -> None:
    spoken: list[Call | None] = []
    waiting = threading.Thread(target=lambda: spoken.append(room.announcer.speak_next()))
    waiting.start()
    call = room.call(1)
    waiting.join(timeout=5)
    assert spoken == [call]


def test_closing_wakes_an_announcer_that_waits(room: Room) -> None:
    waiting = threading.Thread(target=room.announcer.speak_next)
    waiting.start()
    room.announcer.close()
    waiting.join(timeout=5)
    assert not waiting.is_alive()
