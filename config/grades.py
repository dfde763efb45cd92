"""The tags a citizen may choose with each grade (好差评), as the national data interface codes them.

Source: the code list of China's government-service evaluation interface; provinces publish their own.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from config.catalogues import words

NUMBERED = {
    "very_satisfied": 5,
    "satisfied": 4,
    "basically_satisfied": 3,
    "dissatisfied": 2,
    "very_dissatisfied": 1,
}
"""Grades as the national interface counts them: 5 is best. GB/T 39046-2020 A.8 counts the other way round."""

TAGS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("grades.toml").read_text("utf-8"))
"""Tag codes and wordings, by grade."""


def tag_words(language: str, code: str) -> str:
    """What a tag says: in a language where its catalogue has it, else as the code list words it, else the code.

    The catalogues word what citizens are asked; ratings that came otherwise may carry any tag of the list.
    """
    try:
        return words(language, f"tags.{code}")
    except KeyError:
        return next((texts[code] for texts in TAGS.values() if code in texts), code)
