"""Every key has its words in every language, asks for the same values, and is used; Tibetan ones are drafts."""

import re
import string
from pathlib import Path

import polib
import pytest

from config import grades
from config.catalogues import LANGUAGES, catalogue, drafts, words

ROOT = Path(__file__).parent.parent.parent
DOMAINS = sorted(file.stem for file in (LANGUAGES / "zh-CN").glob("*.po"))


def entries(language: str, domain: str) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(LANGUAGES / language / f"{domain}.po"))}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["en", "bo"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_language_says_the_same_things(domain: str, language: str) -> None:
    chinese, other = entries("zh-CN", domain), entries(language, domain)
    assert set(other) == set(chinese)
    for key, entry in other.items():
        assert entry.msgstr, key
        assert places(entry.msgstr) <= places(chinese[key].msgstr), key
        assert key.startswith(f"{domain}."), key


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_wording_shouts(domain: str) -> None:
    for language in ("zh-CN", "en", "bo"):
        assert not any(re.search("[!\uff01]", entry.msgstr) for entry in entries(language, domain).values())


def test_tibetan_waits_for_the_translation_office() -> None:
    count, total = drafts("bo")
    assert count == total > 0
    assert drafts("zh-CN")[0] == 0


def test_a_language_that_lacks_a_wording_falls_back_to_chinese() -> None:
    assert words("fr", "kiosk.take") == words("zh-CN", "kiosk.take")
    assert catalogue("fr", "kiosk") == catalogue("zh-CN", "kiosk")
    with pytest.raises(KeyError):
        words("en", "kiosk.nothing")


@pytest.mark.parametrize(
    "domain", ["kiosk", "display", "evaluator", "phone", "console", "manager", "launcher", "open", "inspector"]
)
def test_pages_say_nothing_that_no_catalogue_has(domain: str) -> None:
    """Keys that stand in the pages' modules whole; those put together are met by the pages' own tests."""
    known = set(entries("en", domain)) | set(entries("en", "terminal"))
    rooms = [ROOT / "server" / domain / "page", ROOT / domain / "page"]
    said = {
        key
        for room in rooms
        for file in room.glob("*.js")
        for key in re.findall(rf'"((?:{domain}|terminal)\.[a-z_.]+)"', file.read_text("utf-8"))
    }
    assert said
    assert said <= known


def test_five_grades_in_the_standards_order_and_tags_of_their_own() -> None:
    assert list(grades.NUMBERED.values()) == [5, 4, 3, 2, 1]
    assert list(grades.TAGS) == list(grades.NUMBERED)
    for grade, tags in grades.TAGS.items():
        assert tags
        assert all(code.startswith(str(grades.NUMBERED[grade])) for code in tags)


def test_the_tags_of_bad_grades_are_worded_as_the_interface_words_them() -> None:
    """In Chinese; other languages have words of their own for the same codes."""
    tags = grades.TAGS["dissatisfied"] | grades.TAGS["very_dissatisfied"]
    assert {key: entry.msgstr for key, entry in entries("zh-CN", "tags").items()} == {
        f"tags.{code}": text for code, text in tags.items()
    }


def test_a_tag_that_nobody_is_asked_for_is_worded_by_the_code_list() -> None:
    assert grades.tag_words("en", "213") == words("en", "tags.213")
    praised = next(iter(grades.TAGS["very_satisfied"]))
    assert grades.tag_words("zh-CN", praised) == grades.TAGS["very_satisfied"][praised]
    assert grades.tag_words("zh-CN", "no such tag") == "no such tag"
