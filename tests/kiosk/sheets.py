"""Sheets as the hub gives them, of the demonstration hall."""

from __future__ import annotations

from typing import Any

from config.loading import HALLS, load_definition

MAQU = load_definition(HALLS / "maqu.toml")
LANGUAGES = ("zh-CN", "bo", "en")
URL = "http://192.168.1.10:8000/t/Ny6hi_WsV4U-IngQ"


def sheet(language: str = "zh-CN", *, service: str = "D", **changed: Any) -> dict[str, Any]:
    asked = MAQU.service(service)
    assert asked is not None
    return {
        "id": "b4839342396f9719",
        "hall": MAQU.name,
        "number": "A023",
        "service": asked.name,
        "ahead": 3,
        "wait": {"low_minutes": 10, "high_minutes": 18},
        "issued_at": "2026-11-23T02:27:00.000Z",
        "time_zone": "Asia/Shanghai",
        "materials": list(asked.materials),
        "url": URL,
        "language": language,
        **changed,
    }
