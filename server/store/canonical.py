"""Canonical JSON (RFC 8785): the same bytes for the same facts, so that they can be hashed."""

from __future__ import annotations

from typing import Any

import orjson
import rfc8785

SAFE_INTEGER = 2**53 - 1
ATOMS = frozenset({str, bool, type(None)})


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of ``value``. Raises rfc8785.CanonicalizationError for what has none.

    Nearly everything that we write is made of texts, whole numbers and ASCII names, for which orjson with sorted keys
    writes the same bytes, twenty times faster than rfc8785 can in Python: both escape only what JSON makes them, in
    the same way. Fractions and other names, which they would write or sort differently, go to rfc8785 itself.
    """
    if _is_plain(value):
        try:
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:  # half a surrogate pair, or nested too deep: rfc8785 has the last word
            pass
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is dict:
        for name in value:
            if type(name) is not str or not name.isascii():
                return False
        parts = value.values()
    elif kind is list:
        parts = value
    else:
        parts = (value,)
    for part in parts:
        kind = type(part)
        if kind in ATOMS or (kind is int and -SAFE_INTEGER <= part <= SAFE_INTEGER):
            continue
        if kind not in (dict, list) or not _is_plain(part):
            return False
    return True
