"""Where lines end, in three scripts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.wrapping import pieces, wrapped


def at(columns: int, text: str) -> list[str]:
    return wrapped(text, lambda line: len(line) <= columns)


def test_tibetan_breaks_after_a_tsheg_and_keeps_its_shad() -> None:
    assert at(9, "ཏོག་ཙམ་སྒུག་རོགས།") == ["ཏོག་ཙམ་", "སྒུག་", "རོགས།"]
    assert pieces("ཁང་།") == ["ཁང་།"]


def test_chinese_breaks_anywhere_but_never_before_a_full_stop() -> None:
    assert at(4, "前面还有三人。") == ["前面还有", "三人。"]
    assert at(4, "请看大屏。") == ["请看大", "屏。"]


def test_chinese_never_leaves_an_opening_bracket_behind() -> None:
    assert at(3, "身份《户口》") == ["身份", "《户", "口》"]


def test_english_breaks_at_spaces_and_drops_them() -> None:
    assert at(12, "Letter from the village committee") == ["Letter from", "the village", "committee"]


def test_what_fits_nowhere_is_broken_rather_than_cut_off() -> None:
    assert at(4, "Wangjiangjing") == ["Wang", "jian", "gjin", "g"]


@given(st.text(st.sampled_from("人口户a b་ཀ།。,《》3-"), max_size=40), st.integers(1, 12))
def test_no_character_is_lost_and_no_line_is_too_long(text: str, columns: int) -> None:
    found = at(columns, text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(line) <= columns for line in found)
    assert "".join(pieces(text)) == text
