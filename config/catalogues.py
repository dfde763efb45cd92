"""The words of the product, by language: gettext catalogues under ``config/languages``.

A msgid is a key such as ``kiosk.what_for``; its msgstr is the wording with ``{name}`` placeholders.
An entry whose wording no translation office has approved yet carries the flag ``draft``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polib

LANGUAGES = Path(__file__).with_name("languages")
FIRST = "zh-CN"
KNOWN = (FIRST, *sorted(folder.name for folder in LANGUAGES.iterdir() if folder.is_dir() and folder.name != FIRST))
"""The languages that the product speaks: those with a catalogue."""


@cache
def _domain(language: str, domain: str) -> dict[str, str]:
    path = LANGUAGES / language / f"{domain}.po"
    if not path.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}


def catalogue(language: str, *domains: str) -> dict[str, str]:
    """All wordings of the named domains in a language; Chinese where the language lacks one."""
    merged: dict[str, str] = {}
    for domain in domains:
        merged |= _domain(FIRST, domain) | _domain(language, domain)
    return merged


def words(language: str, key: str, /, **values: object) -> str:
    """The wording of one key, its domain being what stands before the first dot.

    Raises KeyError when neither the language nor Chinese has it.
    """
    domain = key.partition(".")[0]
    text = _domain(language, domain).get(key) or _domain(FIRST, domain)[key]
    return text.format(**values) if values else text


def drafts(language: str) -> tuple[int, int]:
    """How many entries of a language are drafts, and how many there are in all."""
    entries = [e for path in sorted((LANGUAGES / language).glob("*.po")) for e in polib.pofile(str(path))]
    return sum("draft" in e.flags for e in entries), len(entries)
