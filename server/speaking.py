"""Calls put into words and sound: the display's phrases and voice, handed to the feed and the speech route."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from config.catalogues import words
from config.definition import Definition
from config.equipment import Voice as VoiceRules
from display.phrases import Phrase, call_phrase, clips_needed
from display.sound import SoundError
from display.voice import SYNTHETIC, Voice
from server.concurrency import Threads
from server.domain.refusal import BadInput
from server.operations.views import Json
from server.prompts import prompt_phrase
from server.store import clips
from server.store.columns import from_rfc3339
from server.store.database import Store
from server.store.journal import Entry


@dataclass(frozen=True)
class NeededClip:
    """A clip that the hall's calls are made of; ``file`` is its recording, None while it is missing."""

    token: str
    file: Path | None


class Speaking:
    """The hub's voices, one a hall. ``definition`` gives a hall by code, ``cache`` keeps the sounds.

    The hall's recorded clips stand in the database, where all hubs find them; ``clips`` is this hub's copy of them.
    """

    def __init__(
        self, *, cache: Path, clips: Path, store: Store, definition: Callable[[str], Definition], threads: Threads
    ) -> None:
        self._cache = cache
        self._clips = clips
        self._store = store
        self._definition = definition
        self._threads = threads
        self._voices: dict[str, tuple[VoiceRules, Voice]] = {}

    def speech(self, hall: str, entry: Entry) -> Json:
        """The words of a call, the ticket's own language first, each with the path of its sound if it has one.

        ``quiet`` says that by the hall's settings this call is only shown.
        """
        facts = entry.facts
        definition = self._definition(hall)
        own = facts.get("language")
        languages = sorted(definition.voice.languages, key=lambda language: language != own)
        told = [self._told(definition, language, facts["number"], facts["window"]) for language in languages]
        return {"speech": told, "quiet": _is_quiet(definition, entry)}

    def _told(self, definition: Definition, language: str, number: str, window: str) -> Json:
        phrase = _phrase(definition, language, number, window)
        can = self._voice(definition).can_say(phrase)
        audio = f"/api/v1/speech/{language}/{number}/{window}.wav" if can else None
        return {"language": language, "text": phrase.text, "audio": audio}

    def render(self, definition: Definition, *, language: str, number: str, window: str) -> Path | None:
        """The sound file of a call, None where the language has no voice or the voice does not work."""
        return self._rendered(definition, _phrase(definition, language, number, window))

    def say(self, definition: Definition, *, language: str, key: str) -> Path | None:
        """The sound file of a whole sentence of the catalogue, in that language or the first in which it can be said.

        Its recorded clip is named by the key; None where no language has a voice for it or the voice does not work.
        """
        languages = [language, *(other for other in definition.voice.languages if other != language)]
        phrases = [Phrase(language=each, text=words(each, key), tokens=(key,)) for each in languages]
        return self._rendered(definition, next(filter(self._voice(definition).can_say, phrases), None))

    def say_prompt(
        self, definition: Definition, *, language: str, prompt: str, service: str | None, ticket: Json | None
    ) -> Path | None:
        """The sound file of a step of the kiosk's spoken mode; None where there is none or the voice does not work."""
        return self._rendered(definition, prompt_phrase(definition, language, prompt, service=service, ticket=ticket))

    def _rendered(self, definition: Definition, phrase: Phrase | None) -> Path | None:
        if phrase is None:
            return None
        path: Path | None = self._threads.off_loop(partial(self._voice(definition).render, phrase))
        return path

    def languages(self, definition: Definition) -> list[str]:
        """The hall's languages in which the kiosk's first step can be said."""
        voice = self._voice(definition)
        steps = {tag: prompt_phrase(definition, tag, "home", service=None, ticket=None) for tag in definition.languages}
        return [tag for tag, phrase in steps.items() if phrase is not None and voice.can_say(phrase)]

    def make_ready(self, hall: str, entries: list[Entry]) -> None:
        """Renders new calls before a board asks for them."""
        called = [entry for entry in entries if entry.kind == "ticket.called"]
        if not called:
            return
        definition = self._definition(hall)
        calls = [entry.facts for entry in called if not _is_quiet(definition, entry)]

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
                clips=self._folders(definition),
                lock=self._threads.native_lock,
            )
            self._voices[definition.code] = (rules, voice)
            self._copy_clips(definition.code)
        return voice

    def needed(self, definition: Definition, language: str) -> list[NeededClip]:
        """All clips that the hall's calls are made of in a language, with their recordings."""
        prefixes = dict.fromkeys(definition.prefix_of(service.code) for service in definition.leaves)
        windows = [window.code for window in definition.windows]
        voice = self._voice(definition)
        tokens = clips_needed(prefixes, windows, language, one=definition.voice.one)
        return [NeededClip(token, voice.recording(language, token)) for token in tokens]

    def can_synthesise(self, language: str) -> bool:
        """Whether what is not recorded in this language is spoken all the same."""
        return language.partition("-")[0] in SYNTHETIC

    def prepared(self, definition: Definition, wav: bytes) -> tuple[bytes, int]:
        """A recording as it is kept, and its milliseconds. Raises BadInput for what is no clip."""
        try:
            kept, seconds = self._threads.off_loop(partial(self._voice(definition).prepared, wav))
        except SoundError as error:
            raise BadInput("clip_unusable", field="wav", reason=str(error)) from error
        return kept, round(seconds * 1000)

    def on_rows(self, hall: str, entries: list[Entry]) -> None:
        """Takes over clips that were recorded or removed, at whichever hub."""
        changed = [entry.facts for entry in entries if entry.kind == "voice.clip_changed"]
        for facts in changed:
            with self._store.read() as conn:
                wav = clips.wav(conn, hall, facts["language"], facts["token"])
            self._copy_clip(hall, facts["language"], facts["token"], wav)

    def _folders(self, definition: Definition) -> dict[str, list[Path]]:
        """Where each language's clips are: the hall's own recordings first, then those that were installed."""
        installed = definition.voice.clips
        return {
            language: [
                self._clips / definition.code / language,
                *([Path(installed[language])] if language in installed else []),
            ]
            for language in {*definition.languages, *installed}
        }

    def _copy_clips(self, hall: str) -> None:
        with self._store.read() as conn:
            known = {(clip.language, clip.token) for clip in clips.every(conn, hall)}
            for language, token in known:
                self._copy_clip(hall, language, token, clips.wav(conn, hall, language, token))
        for file in (self._clips / hall).glob("*/*.wav"):
            if (file.parent.name, file.stem) not in known:
                file.unlink(missing_ok=True)

    def _copy_clip(self, hall: str, language: str, token: str, wav: bytes | None) -> None:
        file = self._clips / hall / language / f"{token}.wav"
        if wav is None:
            file.unlink(missing_ok=True)
        elif not (file.exists() and file.read_bytes() == wav):
            # An unchanged file keeps its time, and with it the sounds that were made of it.
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part")
            part.write_bytes(wav)
            part.replace(file)


def _is_quiet(definition: Definition, entry: Entry) -> bool:
    local = from_rfc3339(entry.at).astimezone(definition.zone).time()
    return not definition.is_spoken(service=entry.facts["service"], window=entry.facts["window"], local=local)


def _phrase(definition: Definition, language: str, number: str, window: str) -> Phrase:
    return call_phrase(number, window, language, one=definition.voice.one)
