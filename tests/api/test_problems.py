"""Every refusal in the code has its words in every language, and the words ask only for what the code gives."""

import ast
import string
from functools import cache
from pathlib import Path

import pytest

import server
from config.catalogues import words

REFUSALS = {"NotAllowedNow", "NotFound", "NotYours", "BadInput"}


@cache
def refusals() -> dict[str, set[str]]:
    """The code of each refusal raised anywhere, with the values that every place gives it."""
    found: dict[str, set[str]] = {}
    for file in Path(server.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REFUSALS):
                continue
            if call.args and isinstance(call.args[0], ast.Constant):
                given = {keyword.arg or "" for keyword in call.keywords}
                code = str(call.args[0].value)
                found[code] = found.get(code, given) & given
    return found


@pytest.mark.parametrize("language", ["zh-CN", "en", "bo"])
@pytest.mark.parametrize("code", sorted(refusals()))
def test_every_refusal_has_its_words(code: str, language: str) -> None:
    text = words(language, f"problems.{code}")
    asked = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    assert asked <= refusals()[code]
