"""Calls put into words and sound: the display's phrases and voice, handed to the feed and the speech route."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from config.catalogues import words
from config.definition import Definition
from config.definition import Voice as VoiceRules
from display.phrases import Phrase, call_phrase
from display.voice import Voice
from server.concurrency import Threads
from server.operations.views import Json
from server.store.journal import Entry


class Speaking:
    """The hub's voices, one a hall. ``definition`` gives a hall by code, ``cache`` keeps the sounds."""

    def __init__(self, *, cache: Path, definition: Callable[[str], Definition], threads: Threads) -> None:
        self._cache = cache
        self._definition = definition
        self._threads = threads
        self._voices: dict[str, tuple[VoiceRules, Voice]] = {}

    def speech(self, hall: str, entry: Entry) -> list[Json]:
        """The words of a call, the ticket's own language first, each with the path of its sound if it has one."""
        facts = entry.facts
        definition = self._definition(hall)
        own = facts.get("language")
        languages = sorted(definition.voice.languages, key=lambda language: language != own)
        return [self._told(definition, language, facts["number"], facts["window"]) for language in languages]

    def _told(self, definition: Definition, language: str, number: str, window: str) -> Json:
        phrase = _phrase(definition, language, number, window)
        can = self._voice(definition).can_say(phrase)
        audio = f"/api/v1/speech/{language}/{number}/{window}.wav" if can else None
        return {"language": language, "text": phrase.text, "audio": audio}

    def render(self, definition: Definition, *, language: str, number: str, window: str) -> Path | None:
        """The sound file of a call, None where the language has no voice or the voice does not work."""
        phrase = _phrase(definition, language, number, window)
        path: Path | None = self._threads.off_loop(partial(self._voice(definition).render, phrase))
        return path

    def say(self, definition: Definition, *, language: str, key: str) -> Path | None:
        """The sound file of a whole sentence of the catalogue, in that language or the first in which it can be said.

        Its recorded clip is named by the key; None where no language has a voice for it or the voice does not work.
        """
        languages = [language, *(other for other in definition.voice.languages if other != language)]
        phrases = [Phrase(language=each, text=words(each, key), tokens=(key,)) for each in languages]
        phrase = next(filter(self._voice(definition).can_say, phrases), None)
        if phrase is None:
            return None
        path: Path | None = self._threads.off_loop(partial(self._voice(definition).render, phrase))
        return path

    def make_ready(self, hall: str, entries: list[Entry]) -> None:
        """Renders new calls before a board asks for them."""
        calls = [entry.facts for entry in entries if entry.kind == "ticket.called"]
        if not calls:
            return
        definition = self._definition(hall)

        def render_all() -> None:
            for facts in calls:
                for language in definition.voice.languages:
                    self.render(definition, language=language, number=facts["number"], window=facts["window"])

        self._threads.task(render_all)

    def availability(self) -> dict[str, str]:
        """Whether each hall's voice works: yes, no or unknown."""
        return {hall: voice.availability.state for hall, (_, voice) in self._voices.items()}

    def _voice(self, definition: Definition) -> Voice:
        """The hall's voice; a new one when the hall's rules for it have changed."""
        rules = definition.voice
        known, voice = self._voices.get(definition.code, (None, None))
        if voice is None or known != rules:
            if voice is not None:
                voice.close()
            voice = Voice(
                cache=self._cache / definition.code,
                rate_wpm=rules.rate_words_per_minute,
                clips={language: Path(folder) for language, folder in rules.clips.items()},
                lock=self._threads.native_lock,
            )
            self._voices[definition.code] = (rules, voice)
        return voice


def _phrase(definition: Definition, language: str, number: str, window: str) -> Phrase:
    return call_phrase(number, window, language, one=definition.voice.one)
