"""What is said of a call, in every language, and of which recordings it could be made."""

from __future__ import annotations

import pytest

from config.catalogues import LANGUAGES
from config.equipment import Voice as VoiceRules
from display.phrases import call_phrase


@pytest.mark.parametrize(
    ("number", "window", "text"),
    [
        ("A001", "3", "请A零零一号到三号窗口办理"),
        ("A120", "1", "请A一二零号到一号窗口办理"),
        ("B999", "10", "请B九九九号到十号窗口办理"),
        ("C045", "12", "请C零四五号到十二号窗口办理"),
        ("C045", "20", "请C零四五号到二十号窗口办理"),
        ("AB007", "103", "请AB零零七号到一百零三号窗口办理"),
        ("AB007", "110", "请AB零零七号到一百一十号窗口办理"),
        ("A002", "1010", "请A零零二号到一千零一十号窗口办理"),
        ("A002", "03", "请A零零二号到三号窗口办理"),
    ],
)
def test_chinese_reads_the_ticket_digit_by_digit_and_the_window_as_a_number(
    number: str, window: str, text: str
) -> None:
    assert call_phrase(number, window, "zh-CN").text == text


@pytest.mark.parametrize(
    ("number", "window", "text"),
    [
        ("A001", "3", "Ticket A zero zero one, please proceed to window three."),
        ("B999", "12", "Ticket B nine nine nine, please proceed to window twelve."),
        ("AB045", "23", "Ticket A B zero four five, please proceed to window twenty-three."),
        ("C310", "40", "Ticket C three one zero, please proceed to window forty."),
        ("C310", "103", "Ticket C three one zero, please proceed to window one hundred and three."),
        ("C310", "121", "Ticket C three one zero, please proceed to window one hundred and twenty-one."),
        ("C310", "0", "Ticket C three one zero, please proceed to window zero."),
    ],
)
def test_english_reads_the_ticket_digit_by_digit_and_the_window_as_a_number(
    number: str, window: str, text: str
) -> None:
    assert call_phrase(number, window, "en").text == text


def test_the_hall_chooses_how_a_one_is_read() -> None:
    assert call_phrase("A101", "11", "zh-CN", one="yi").text == "请A一零一号到十一号窗口办理"
    assert call_phrase("A101", "11", "zh-CN", one="yao").text == "请A幺零幺号到十一号窗口办理"
    assert "幺" in call_phrase("A101", "11", "zh-CN", one="yao").tokens
    assert call_phrase("A101", "11", "en", one="yao") == call_phrase("A101", "11", "en", one="yi")


def test_the_setting_of_a_hall_is_one_that_phrases_know() -> None:
    assert call_phrase("A001", "3", "zh-CN", one=VoiceRules().one).text == "请A零零一号到三号窗口办理"


def test_numbers_beyond_999_are_read_on_digit_by_digit() -> None:
    assert call_phrase("A1000", "3", "zh-CN").text == "请A一零零零号到三号窗口办理"
    assert call_phrase("A1000", "3", "en").text == "Ticket A one zero zero zero, please proceed to window three."


@pytest.mark.parametrize(
    ("window", "chinese", "english"),
    [
        ("VIP", "请A零零一号到VIP窗口办理", "Ticket A zero zero one, please proceed to window V I P."),
        ("3a", "请A零零一号到三A窗口办理", "Ticket A zero zero one, please proceed to window three A."),
        ("B-2", "请A零零一号到B二窗口办理", "Ticket A zero zero one, please proceed to window B two."),
    ],
)
def test_a_window_with_a_name_is_spelled(window: str, chinese: str, english: str) -> None:
    assert call_phrase("A001", window, "zh-CN").text == chinese
    assert call_phrase("A001", window, "en").text == english


def test_a_window_number_too_large_to_say_is_read_digit_by_digit() -> None:
    assert "window one two three four." in call_phrase("A001", "1234", "en").text
    assert "到一二三四五号窗口" in call_phrase("A001", "12345", "zh-CN").text


def test_tibetan_keeps_its_figures() -> None:
    phrase = call_phrase("A001", "3", "bo")
    assert phrase.text == "ཨང་རྟགས་ A001 སྒེའུ་ཁུང་ཨང་3པར་ཕེབས་རོགས།"
    assert phrase.tokens == ("ཨང་རྟགས", "A", "0", "0", "1", "སྒེའུ་ཁུང་ཨང", "3", "པར་ཕེབས་རོགས")


def test_a_language_nobody_has_written_is_called_in_chinese() -> None:
    phrase = call_phrase("A001", "3", "mn")
    assert phrase == call_phrase("A001", "3", "zh-CN")
    assert phrase.language == "zh-CN"


def test_recordings_are_named_by_what_they_say() -> None:
    chinese = call_phrase("A012", "3", "zh-CN")
    assert chinese.tokens == ("请", "A", "0", "1", "2", "号", "到", "3", "号", "窗口", "办理")
    assert call_phrase("A012", "12", "zh-CN").tokens[7:] == ("十", "2", "号", "窗口", "办理")
    english = call_phrase("A012", "23", "en")
    assert english.tokens == ("ticket", "A", "0", "1", "2", "please proceed to window", "20", "3")


@pytest.mark.parametrize("language", sorted(path.parent.name for path in LANGUAGES.glob("*/speech.po")))
@pytest.mark.parametrize("window", ["3", "VIP"])
def test_the_recordings_say_the_same_as_the_text(language: str, window: str) -> None:
    """Where numbers are not words of their own, the recordings joined are the sentence without its punctuation."""
    phrase = call_phrase("B222", window, language)
    figures = str.maketrans("零一二三四五六七八九", "0123456789")
    words = {"two": "2", "three": "3"}
    text = phrase.text.lower()
    for word, figure in words.items():
        text = text.replace(word, figure)
    bare = "".join(character for character in text.translate(figures) if character.isalnum())
    said = "".join(character for character in "".join(phrase.tokens).lower() if character.isalnum())
    assert bare == said
