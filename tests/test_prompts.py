"""What the spoken mode says at each step, and of which recordings a language without a synthetic voice makes it."""

from pathlib import Path
from typing import Any

import pytest

from display.sound import RATE, write_wav
from display.voice import Voice
from server.prompts import PROMPTS, prompt_phrase
from tests.kiosk.sheets import LANGUAGES, MAQU

TICKET: dict[str, Any] = {"number": "A023", "ahead": 3}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_step_has_its_words_in_every_language(prompt: str, language: str) -> None:
    phrase = prompt_phrase(MAQU, language, prompt, service="D", ticket=TICKET)
    assert phrase is not None
    assert phrase.text
    assert "{" not in phrase.text
    assert phrase.tokens


def test_numbers_are_read_as_at_a_call() -> None:
    phrase = prompt_phrase(MAQU, "zh-CN", "taken", service=None, ticket=TICKET)
    assert phrase is not None
    assert phrase.text == "您的号是A零二三号。前面还有三人。请看大屏幕,听叫号。"


def test_what_to_bring_is_read_out() -> None:
    phrase = prompt_phrase(MAQU, "en", "before", service="A", ticket=None)
    assert phrase is not None
    assert phrase.text.startswith("Household register. Please bring: Identity card, Household register, Two small")


@pytest.mark.parametrize("prompt", ["before", "taken", "password"])
def test_a_step_without_what_it_is_about_says_nothing(prompt: str) -> None:
    assert prompt_phrase(MAQU, "zh-CN", prompt, service=None, ticket=None) is None


def test_tibetan_is_spoken_once_it_is_recorded(tmp_path: Path) -> None:
    phrase = prompt_phrase(MAQU, "bo", "group", service="A", ticket=None)
    assert phrase is not None
    folder = tmp_path / "bo"
    folder.mkdir()
    voice = Voice(cache=tmp_path / "cache", clips={"bo": [folder]})
    assert not voice.can_say(phrase)
    for token in phrase.tokens:
        write_wav(folder / f"{token}.wav", [8_000, -8_000] * (RATE // 10))
    assert "service-A" in phrase.tokens
    assert voice.can_say(phrase)
    voice.close()
