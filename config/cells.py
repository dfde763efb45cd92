"""How a value of a hall's definition stands in a cell of a worksheet, and what a cell means that somebody filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

import orjson

from config import catalogues

Kind = Literal["words", "lines", "list", "flag", "number", "time", "date", "choice", "text", "json"]
FULL_COMMA, FULL_COLON, FULL_SEMICOLON = "\uff0c", "\uff1a", "\uff1b"
"""As Chinese input methods write them; escaped, since they look like their ASCII twins."""
SEPARATORS = re.compile(f"[、,;{FULL_COMMA}{FULL_SEMICOLON}]|\n")


ALSO_CALLED = {
    "staff": (
        *("工作人员", "窗口工作人员", "办事员", "经办人", "窗口", "clerk", "staff member"),
        *("སྒེའུ་ཁུང་ལས་བྱེད་པ།", "ལས་བྱེད་པ།"),
    ),
    "supervisor": ("部门主管", "部门负责人", "科室主管", "科长", "主管", "department head", "སྡེ་ཁག་འགན་འཛིན།"),
    "manager": ("管理员", "大厅管理员", "大厅主管", "大厅主任", "负责人", "主任", "hall manager", "དོ་དམ་པ།"),
    "auditor": ("审计员", "审计人员", "监察", "audit", "ཞིབ་བཤེར་པ།"),
    "administrator": ("系统管理", "超级管理员", "admin", "system administrator"),
    "inspector": ("监督员", "社会监督员", "特邀监察员", "inspector"),
}
"""What people call codes in lists of their own, besides what ours are called."""


@dataclass(frozen=True)
class Field:
    """One field of a row. ``choices`` are the codes that it may have, where those are few."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()


def words_or(language: str, key: str, otherwise: str) -> str:
    """The catalogue's wording of a field or value, the bare name for one that has none yet."""
    try:
        return catalogues.words(language, key)
    except KeyError:
        return otherwise


def shown(code: str, language: str) -> str:
    """A code as people read it: 周一 for ``mon``."""
    return words_or(language, f"sheets.value.{code}", code)


def code_of(said: str, choices: tuple[str, ...]) -> str:
    """The code of what somebody wrote in any language, or what they wrote."""
    meant = said.strip()
    return next((c for c in choices if meant.casefold() in _called(c)), meant)


def _called(code: str) -> set[str]:
    """All that a code is called, in every language."""
    return {
        each.casefold() for each in (code, *(shown(code, tag) for tag in catalogues.KNOWN), *ALSO_CALLED.get(code, ()))
    }


def to_cell(field: Field, value: Any, language: str) -> Any:
    """A value as a cell holds it; texts by language have a cell each and are not for here."""
    if value is None:
        return None
    match field.kind:
        case "flag":
            return shown("yes" if value else "no", language)
        case "number" | "text":
            return value
        case "choice":
            return shown(value, language)
        case "list":
            texts = [shown(each, language) if each in field.choices else each for each in value]
            return "、".join(texts) if not any(SEPARATORS.search(text) for text in texts) else "\n".join([*texts, ""])
        case "json":
            return orjson.dumps(value).decode()
        case _:
            return value


def from_cell(field: Field, value: Any) -> Any:
    """What a cell says, as a document holds it. What makes no sense is left for the definition's rules to refuse."""
    text = str(value).strip()
    match field.kind:
        case "flag":
            said = code_of(text.lower(), ("yes", "no"))
            meant = {"yes": True, "true": True, "1": True, "√": True, "no": False, "false": False, "0": False}
            return meant.get(said, value)
        case "number":
            return _number(value)
        case "choice":
            return code_of(text, field.choices)
        case "list":
            # A list that holds the separators has a line each.
            parts = text.split("\n") if "\n" in str(value) else SEPARATORS.split(_plain(value))
            return [code_of(part, field.choices) if field.choices else part.strip() for part in parts if part.strip()]
        case "time":
            return value.strftime("%H:%M") if isinstance(value, time) else text.replace(FULL_COLON, ":")
        case "date":
            return value.isoformat()[:10] if isinstance(value, date) else text.replace("/", "-").replace(".", "-")
        case "json":
            try:
                return orjson.loads(text)
            except orjson.JSONDecodeError:
                return text
        case _:
            return _plain(value)


def _number(value: Any) -> Any:
    """A number, also one that was pasted as text."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: Any) -> str:
    """A cell as text: Excel makes a number of ``1001``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
