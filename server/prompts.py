"""What the kiosk's spoken mode says: steps worded by the catalogue, filled in with the hall's own names and figures.

Each piece is also the name of a recorded clip, so a language without a synthetic voice can be recorded: a plain
prompt is ``kiosk.spoken.home``, one with places is cut at them (``kiosk.spoken.taken-0``), a service is
``service-A``, a thing to bring goes by its name in the hall's first language.
"""

from __future__ import annotations

import re
from typing import Any

from config.catalogues import catalogue
from config.definition import Definition, Service
from display.phrases import Phrase, spoken_count, spoken_number

Piece = tuple[str, str]
PROMPTS = (
    "home",
    "group",
    "before",
    "before_nothing",
    "closed",
    "search",
    "check_in",
    "taken",
    "taken_next",
    "taken_first",
    "printed",
    "not_printed",
    "notice_printed",
    "away",
    "still_there",
)
COMMA = {"zh-CN": ",", "bo": " "}


def prompt_phrase(
    definition: Definition, language: str, prompt: str, *, service: str | None, ticket: dict[str, Any] | None
) -> Phrase | None:
    """The phrase of a step; None for a step that does not exist or lacks what it is about."""
    pattern = catalogue(language, "kiosk").get(f"kiosk.spoken.{prompt}")
    if prompt not in PROMPTS or pattern is None:
        return None
    values = _values(definition, language, definition.service(service or ""), ticket)
    parts = re.split(r"\{(\w+)\}", pattern)
    said: list[Piece] = []
    for place, part in enumerate(parts):
        if place % 2:
            if part not in values:
                return None
            said += values[part]
        elif part.strip():
            said.append((part, f"kiosk.spoken.{prompt}" + (f"-{place // 2}" if len(parts) > 1 else "")))
    text = "".join(text for text, _ in said)
    return Phrase(language=language, text=text, tokens=tuple(clip for _, clip in said if clip))


def _values(
    definition: Definition, language: str, service: Service | None, ticket: dict[str, Any] | None
) -> dict[str, list[Piece]]:
    values: dict[str, list[Piece]] = {}
    if service is not None:
        values["service"] = [(_in(language, service.name), f"service-{service.code}")]
        values["materials"] = []
        for thing in service.materials:
            first = thing.get(definition.languages[0], "")
            values["materials"] += [(_in(language, thing), first), (COMMA.get(language, ", "), "")]
    if ticket is not None:
        values["number"] = spoken_number(ticket["number"], language, one=definition.voice.one)
        values["count"] = spoken_count(ticket["ahead"] or 0, language)
    return values


def _in(language: str, texts: dict[str, str]) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
