"""What a person types at the kiosk to find a service."""

from __future__ import annotations

import pytest

from config import pinyin


def test_a_name_is_found_by_itself_its_initials_and_its_reading() -> None:
    assert pinyin.search_text(["户籍", "Household"]) == "户籍|hj|huji|household"


def test_a_character_is_read_as_its_phrase_wants() -> None:
    found = pinyin.search_text(["银行 开户"])
    assert "|yhkh|yinhangkaihu" in found
    assert "xing" not in found


def test_what_was_read_once_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pinyin.learn(["社保", "医保"])
    monkeypatch.setattr(pinyin, "SECONDS", 0)  # no child could answer in that time
    assert pinyin.search_text(["医保", "社保"]) == "医保|yb|yibao|社保|sb|shebao"
