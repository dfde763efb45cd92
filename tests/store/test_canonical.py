"""The journal's hashes stay what RFC 8785 makes them, whichever library writes the bytes."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from server.store.canonical import SAFE_INTEGER, canonical

numbers = some.integers(-SAFE_INTEGER, SAFE_INTEGER) | some.floats(allow_nan=False, allow_infinity=False)
anything = some.recursive(
    some.none() | some.booleans() | numbers | some.text(),
    lambda parts: some.lists(parts) | some.dictionaries(some.text(), parts),
    max_leaves=20,
)


@given(anything)
def test_the_bytes_are_those_of_the_standard(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("names", [("\ue000", "\U0001f600"), ("b", "a", "B"), ("é", "z")])
def test_names_are_sorted_as_the_standard_sorts_them(names: tuple[str, ...]) -> None:
    value = dict.fromkeys(names, 1)
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("text", ["".join(map(chr, range(0x20))), '"\\/', "\x7f\x80\u2028\ufeff", "叫号 ཐེམ་ཐོ 😀"])
def test_every_character_is_escaped_as_the_standard_does(text: str) -> None:
    assert canonical({"text": [text]}) == rfc8785.dumps({"text": [text]})


@pytest.mark.parametrize(
    "value", ["\ud800", {"a": "\udfff"}, SAFE_INTEGER + 1, [-SAFE_INTEGER - 1], float("nan"), {1: 2}]
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeEncodeError)):
        canonical(value)
