"""The shell of every page: one template, a strict Content-Security-Policy, the words and facts a page begins with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import orjson
from flask import Response, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from config.catalogues import catalogue
from config.definition import Definition
from server.libraries import IMPORT_MAP

VERSION = version("jiaohao")
HTML = """<!doctype html>
<html lang="{language}" data-ground="{ground}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/vendor/icons/ticket.svg">
{fonts}
<link rel="stylesheet" href="/assets/shared/look.css">
{head}<script type="importmap" nonce="{nonce}">{imports}</script>
<script type="module" src="/assets/{room}/{page}.js"></script>
</head>
<body>
<jh-{element}>{inside}</jh-{element}>
<script type="application/json" id="page">{facts}</script>
</body>
</html>
"""
FONTS = '<link rel="stylesheet" href="/fonts/{hall}/{page}.css">'
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: the room its modules stand in, its entry module, its element and its catalogue.

    ``rates`` says that it words the tags of ratings, ``books`` that it shows appointments, ``sets_up`` that it edits
    the hall's definition, ``reports`` that it words figures. ``fonts_later`` leaves it to the page to load its fonts
    once it has what matters.
    """

    room: str
    name: str
    element: str
    domain: str
    rates: bool = False
    books: bool = False
    fonts_later: bool = False
    sets_up: bool = False
    reports: bool = False


PAGES = {
    page.name: page
    for page in (
        Page(room="launcher", name="launcher", element="launcher", domain="launcher"),
        Page(room="launcher", name="halls", element="halls", domain="launcher"),
        Page(room="kiosk", name="kiosk", element="kiosk", domain="kiosk"),
        Page(room="display", name="board", element="board", domain="display"),
        Page(room="display", name="window", element="window-display", domain="display"),
        Page(room="evaluator", name="evaluator", element="evaluator", domain="evaluator", rates=True),
        Page(room="console", name="console", element="console", domain="console", books=True),
        Page(
            room="manager",
            name="manager",
            element="manager",
            domain="manager",
            rates=True,
            books=True,
            sets_up=True,
            reports=True,
        ),
        Page(room="manager", name="wall", element="wall", domain="manager"),
        Page(room="phone", name="phone", element="phone", domain="phone", rates=True, fonts_later=True),
        Page(room="inspector", name="inspector", element="inspector", domain="inspector", rates=True),
        Page(room="open", name="open", element="open", domain="open"),
    )
}


def words(page: Page, hall: Definition) -> dict[str, dict[str, str]]:
    """All that the page can say, by language of the hall."""
    parts = (
        ("tags", page.rates),
        ("appointments", page.books),
        ("setup", page.sets_up),
        ("sheets", page.sets_up),
        ("reports", page.reports),
    )
    domains = ("terminal", page.domain, *(domain for domain, wanted in parts if wanted))
    own = _own_tags(hall) if page.rates else {}
    return {language: catalogue(language, *domains) | own.get(language, {}) for language in hall.languages}


def _own_tags(hall: Definition) -> dict[str, dict[str, str]]:
    """How the hall words the tags of ratings itself, by language; in its first where one is missing."""
    return {
        language: {
            f"tags.{tag.code}": tag.name.get(language) or next(iter(tag.name.values()), tag.code)
            for tag in hall.rating.tags
        }
        for language in hall.languages
    }


def shell(
    page: Page,
    hall: Definition,
    *,
    languages: tuple[str, ...] = (),
    language: str | None = None,
    head: str = "",
    inside: str = "",
    **facts: Any,
) -> Response:
    """The page of a hall, in ``languages`` or else the hall's; ``facts`` are what its modules find beside the words.

    ``language`` is the one it begins with, the first of them without it. ``head`` and ``inside`` are HTML for its head
    and its element: what is seen before the modules run, or where they cannot.
    """
    nonce = secrets.token_urlsafe(16)
    spoken = languages or hall.languages
    first = language or spoken[0]
    fonts = FONTS.format(hall=hall.code, page=page.name)
    shown = {
        "hall": {
            "code": hall.code,
            "name": hall.name,
            "languages": spoken,
            "time_zone": hall.time_zone,
        },
        "words": words(page, hall),
        "version": VERSION,
        "csrf": generate_csrf(),
        "language": first,
        "window": None,
        "token": None,
        "signed_in": "token" in session,
        **facts,
    }
    html = HTML.format(
        language=first,
        ground=hall.look.ground,
        title=Markup.escape(hall.name.get(first, hall.code)),
        nonce=nonce,
        imports=_inline(IMPORT_MAP),
        hall=hall.code,
        room=page.room,
        page=page.name,
        element=page.element,
        fonts=f"<noscript>{fonts}</noscript>" if page.fonts_later else fonts,
        head=head,
        inside=inside,
        facts=_inline(shown),
    )
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _inline(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return orjson.dumps(value).decode().replace("<", "\\u003c")
