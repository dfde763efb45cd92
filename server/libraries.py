"""What the pages load: their own modules, the libraries and icons from npm, and the fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Blueprint, Response, abort, send_file, send_from_directory

from config.fonts import Family, font_file
from server.typefaces import FAMILIES, Typefaces, stylesheet

ROOT = Path(__file__).parent.parent
NPM = ROOT / "node_modules"
ROOMS = {
    "kiosk": ROOT / "kiosk" / "page",
    "display": ROOT / "display" / "page",
    "evaluator": ROOT / "evaluator" / "page",
    "console": ROOT / "server" / "console" / "page",
    "manager": ROOT / "server" / "manager" / "page",
    "phone": ROOT / "server" / "phone" / "page",
    "launcher": ROOT / "server" / "launcher" / "page",
    "open": ROOT / "server" / "open" / "page",
    "inspector": ROOT / "server" / "inspector" / "page",
    "shared": ROOT / "server" / "static",
}
LIBRARIES = {
    "lit": "lit/index.js",
    "lit/": "lit/",
    "lit-html": "lit-html/lit-html.js",
    "lit-html/": "lit-html/",
    "lit-element/lit-element.js": "lit-element/lit-element.js",
    "@lit/reactive-element": "@lit/reactive-element/reactive-element.js",
    "@lit/reactive-element/": "@lit/reactive-element/",
    # Lines and bars are all that is drawn, so half of it is enough; it comes as a script, not as a module.
    "echarts": "echarts/dist/echarts.simple.min.js",
    "socket.io-client": "socket.io-client/dist/socket.io.esm.min.js",
}
SERVED = frozenset(path.partition("/")[0] for path in LIBRARIES.values())
IMPORT_MAP = {
    "imports": {**{name: f"/vendor/npm/{path}" for name, path in LIBRARIES.items()}, "shared/": "/assets/shared/"}
}
ICONS = NPM / "@tabler" / "icons" / "icons" / "outline"
FACE = "<any(hans, tibetan):family>-<any('400', '700'):weight>"
DAY = 86_400

TextsOf = Callable[[str, str, Family], list[str]]


def blueprint(typefaces: Typefaces, texts_of: TextsOf) -> Blueprint:
    """Routes of everything pages load. ``texts_of(hall, page, family)`` gives what the page can show.

    It raises LookupError for a hall or a page that does not exist.
    """
    files = Blueprint("libraries", __name__)

    @files.get("/assets/<room>/<path:name>")
    def asset(room: str, name: str) -> Response:
        if room not in ROOMS or not name.endswith((".js", ".css")):
            abort(404)
        return send_from_directory(ROOMS[room], name, max_age=0)

    @files.get("/vendor/npm/<path:name>")
    def library(name: str) -> Response:
        if name.partition("/")[0] not in SERVED or not name.endswith(".js"):
            abort(404)
        return send_from_directory(NPM, name, max_age=DAY)

    @files.get("/vendor/icons/<name>.svg")
    def icon(name: str) -> Response:
        return send_from_directory(ICONS, f"{name}.svg", max_age=DAY)

    @files.get(f"/vendor/fonts/{FACE}")
    def whole_font(family: Family, weight: str) -> Response:
        return send_file(font_file(family, 700 if weight == "700" else 400), max_age=30 * DAY)

    @files.get("/fonts/<hall>/<page>.css")
    def font_rules(hall: str, page: str) -> Response:
        return _rules(hall, page, FAMILIES)

    @files.get("/fonts/<hall>/<page>/<any(hans, tibetan):family>.css")
    def rules_of_family(hall: str, page: str, family: Family) -> Response:
        """For a page that fetches only what its device cannot draw."""
        return _rules(hall, page, [family])

    @files.get(f"/fonts/<hall>/<page>/{FACE}.woff2")
    def small_font(hall: str, page: str, family: Family, weight: str) -> Response:
        made = typefaces.subset(_said(hall, page, family), family, int(weight))
        return send_file(made, mimetype="font/woff2", max_age=0)

    def _rules(hall: str, page: str, families: Iterable[Family]) -> Response:
        rules = stylesheet(f"{hall}/{page}", lambda family: _said(hall, page, family), families=families)
        answer = Response(rules, content_type="text/css; charset=utf-8")
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    def _said(hall: str, page: str, family: Family) -> list[str]:
        try:
            return texts_of(hall, page, family)
        except LookupError:
            abort(404)

    return files
