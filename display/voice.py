"""The voice that calls: a sound file for a phrase, from recorded clips or the synthesiser, kept for the next time."""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from display.cache import SoundCache
from display.child import Child, ChildError
from display.clips import Clips, fingerprint
from display.phrases import Phrase
from display.sound import SoundError, duration

SYNTHETIC = {"zh": "cmn", "en": "en"}
"""The espeak-ng voice of each language that may be synthesised. Tibetan is not among them: it is recorded or silent."""
SOUND_VERSION = 1
"""Part of every name; raise it when the same phrase comes to sound different."""
REST_SECONDS = 30.0
"""How long a synthesiser that hung twice in a row is left alone, so that callers do not queue up behind it."""
LONGEST_CLIP_SECONDS = 10.0
"""No word of a call takes as long; a longer recording is something else."""
FAILURES_REMEMBERED = 1_000
"""More than can wait for the same moment; a hall whose voice never works must not fill the memory over the years."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Availability:
    """Whether the synthesiser works; ``unknown`` until it was first asked. ``reason`` says why it does not."""

    state: Literal["yes", "no", "unknown"] = "unknown"
    reason: str = ""


class Voice:
    """Makes and keeps the sound of phrases. Any number of threads may ask; one utterance is made at a time.

    ``clips`` names folders of recordings by language, of which an earlier one counts before a later. ``lock`` makes
    the lock between the calling threads: beside eventlet, pass the real ``threading.Lock`` when the callers are native
    threads. ``tell`` takes the lines that are logged once: when the voice fails, when it is back, when a recording
    cannot be used.
    """

    def __init__(
        self,
        *,
        cache: Path,
        rate_wpm: int = 160,
        clips: Mapping[str, Sequence[Path]] | None = None,
        time_limit_seconds: float = 10.0,
        rest_seconds: float = REST_SECONDS,
        lock: Callable[[], AbstractContextManager[Any]] = threading.Lock,
        tell: Callable[[str], None] = logger.warning,
        child: Child | None = None,
    ) -> None:
        self._cache = SoundCache(cache)
        self._rate_wpm = rate_wpm
        self._clips = {language: Clips(*folders) for language, folders in (clips or {}).items()}
        self._limit = time_limit_seconds
        self._rest = rest_seconds
        self._turn = lock()
        self._tell = tell
        self.child = child or Child(limit_seconds=time_limit_seconds)
        self.availability = Availability()
        self._resting_until = 0.0
        self._failed_at: dict[str, float] = {}
        self._bad_recordings: set[str] = set()

    def can_say(self, phrase: Phrase) -> bool:
        """Whether the phrase's language has a voice for it: recordings of all its clips, or the synthesiser."""
        return bool(self._recipes(phrase))

    def audio_name(self, phrase: Phrase) -> str:
        """A name for the phrase's sound that changes whenever the sound would: 32 hexadecimal digits."""
        described: dict[str, Any] = {"version": SOUND_VERSION, "language": phrase.language, "text": phrase.text}
        for recipe in self._recipes(phrase)[:1]:
            described |= recipe
            if recipe["do"] == "join":
                described["files"] = fingerprint(map(Path, recipe["files"]))
        return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()[:32]

    def cached(self, name: str) -> Path | None:
        """The finished sound of that name without making it, or None; any text may be given as a name."""
        return self._cache.find(name)

    def render(self, phrase: Phrase) -> Path | None:
        """A 16-bit mono WAV of the phrase at about −16 LUFS, or None when it has no voice or the voice fails.

        Takes up to twice the time limit: a process that hangs is replaced and asked once more. Who asks for a phrase
        while it is being made waits and shares the outcome.
        """
        recipes = self._recipes(phrase)
        if not recipes:
            return None
        name = self.audio_name(phrase)
        if path := self.cached(name):
            return path
        came = time.monotonic()
        with self._turn:
            tried_meanwhile = self._failed_at.get(name, 0.0) > came
            if not self.cached(name) and not tried_meanwhile:
                self._make(name, recipes)
            return self.cached(name)

    def recording(self, language: str, token: str) -> Path | None:
        """The clip of a token, None while there is none."""
        clips = self._clips.get(language)
        return clips.file(token) if clips else None

    def prepared(self, wav: bytes) -> tuple[bytes, float]:
        """A recording as it is kept: 16-bit mono, at the hall's level, without the silence around it; and its seconds.

        Raises SoundError for what is no PCM WAV, silent or too long.
        """
        with tempfile.TemporaryDirectory(prefix="clip-") as folder:
            given, out = Path(folder) / "given.wav", Path(folder) / "out.wav"
            given.write_bytes(wav)
            if duration(given) > LONGEST_CLIP_SECONDS:
                raise SoundError(f"the recording is longer than {LONGEST_CLIP_SECONDS:g} s")
            with self._turn:
                try:
                    answer = self.child.ask({"do": "clip", "file": str(given), "out": str(out)})
                except ChildError as error:
                    raise SoundError(str(error)) from error
            return out.read_bytes(), float(answer["seconds"])

    def check(self) -> Availability:
        """Asks the synthesiser whether it works, and says so. Takes up to twice the time limit."""
        with self._turn:
            self._try({"do": "check"})
            return self.availability

    def close(self) -> None:
        """Ends the synthesiser's process; the next render starts another."""
        with self._turn:
            self.child.stop()

    def _recipes(self, phrase: Phrase) -> list[dict[str, Any]]:
        """What to ask of the child, best first: join the recordings when all exist, synthesise where allowed."""
        recipes: list[dict[str, Any]] = []
        clips = self._clips.get(phrase.language)
        if clips and (files := clips.files(phrase.tokens)):
            recipes.append({"do": "join", "files": [str(file) for file in files]})
        if voice := SYNTHETIC.get(phrase.language.partition("-")[0]):
            recipes.append({"do": "say", "text": phrase.text, "voice": voice, "rate_wpm": self._rate_wpm})
        return recipes

    def _make(self, name: str, recipes: list[dict[str, Any]]) -> None:
        """Keeps the sound of the first recipe that succeeds, or notes when none did."""
        part = self._cache.part(name)
        for recipe in recipes:
            if self._try({**recipe, "out": str(part)}):
                try:
                    self._cache.keep(name)
                    self._failed_at.pop(name, None)
                    return
                except OSError as error:
                    self._failed(f"the sound cannot be kept: {error}")
            part.unlink(missing_ok=True)
        if len(self._failed_at) >= FAILURES_REMEMBERED:
            self._failed_at.clear()
        self._failed_at[name] = time.monotonic()

    def _try(self, request: dict[str, Any]) -> bool:
        """Asks the child, a fresh one too if the first hangs or dies, and keeps the account of how it goes."""
        joins = request["do"] == "join"
        if not joins and time.monotonic() < self._resting_until:
            return False
        request["limit_seconds"] = self._limit
        try:
            try:
                self.child.ask(request)
            except ChildError as error:
                if not error.retry:
                    raise
                self.child.ask(request)
        except ChildError as error:
            if joins and not error.retry:
                self._bad_recording(str(error))
                return False
            self._failed(str(error))
            if error.retry:
                self._resting_until = time.monotonic() + self._rest
            return False
        if not joins:
            self._works()
        return True

    def _bad_recording(self, reason: str) -> None:
        """One bad file is no failing voice: other calls are still spoken."""
        if reason not in self._bad_recordings:
            self._bad_recordings.add(reason)
            self._tell(f"A recording cannot be used: {reason}")

    def _failed(self, reason: str) -> None:
        if self.availability.state != "no":
            self._tell(f"The voice does not work, calls are chimed and shown: {reason}")
        self.availability = Availability("no", reason)

    def _works(self) -> None:
        if self.availability.state == "no":
            self._tell("The voice works again")
        self.availability = Availability("yes")
        self._failed_at.clear()
