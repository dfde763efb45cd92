"""Every page of the product, and the QR that leads a phone to its ticket."""

from __future__ import annotations

from collections.abc import Callable

import segno
from flask import Blueprint, Flask, Response, abort, current_app, request
from flask_compress import Compress

from config.catalogues import drafts
from config.definition import Definition
from config.equipment import Board
from config.fonts import Family
from server import libraries, phone_page
from server.domain.actor import Actor, Role
from server.domain.rating import BAD
from server.feed.snapshots import citizen
from server.first_credentials import ENTERED_BY_PEOPLE, Link
from server.operations.views import View
from server.shell import PAGES, shell, words
from server.store import photos, tickets
from server.store.columns import rfc3339
from server.store.database import Store
from server.store.turn import NoSuchHall
from server.typefaces import Typefaces

COMPRESSED = ("text/html", "text/css", "text/javascript", "image/svg+xml")
STATIC = ("libraries.asset", "libraries.library", "libraries.icon")

pages = Blueprint("pages", __name__)


def register(app: Flask, *, typefaces: Typefaces) -> None:
    """All pages and what they load."""

    def texts_of(hall: str, page: str, family: Family) -> list[str]:
        definition = _of(hall)
        # A Tibetan font is mostly its stacks: one for all pages of the hall costs no more than one for each.
        pages = [PAGES[page]] if family == "hans" else list(PAGES.values())
        said = [text for each in pages for texts in words(each, definition).values() for text in texts.values()]
        return [*said, definition.model_dump_json()]

    # The API's answers are small, and must not be squeezed together with what a caller sent.
    app.config.update(COMPRESS_MIMETYPES=COMPRESSED, COMPRESS_STREAMING_ENDPOINT_CONDITIONAL=STATIC)
    Compress(app)
    app.register_blueprint(pages)
    app.register_blueprint(libraries.blueprint(typefaces, texts_of))

    @app.after_request
    def guard(answer: Response) -> Response:
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "no-referrer")
        if request.endpoint in STATIC:
            # What says nothing that the browser does not know; thirty files of a page on a weak network carry it.
            for name in ("Content-Disposition", "Expires"):
                answer.headers.pop(name, None)
        return answer


def _store() -> Store:
    found: Store = current_app.extensions["store"]
    return found


def _of(hall: str) -> Definition:
    """The hall's definition. Raises LookupError."""
    if "\0" in hall:  # PostgreSQL takes none
        raise LookupError(hall)
    try:
        with _store().read() as conn:
            return _store().definition(conn, hall)
    except NoSuchHall as error:
        raise LookupError(hall) from error


def _hall() -> Definition:
    """The hall named in the address (``?hall=``), else the hub's first."""
    asked = request.args.get("hall") or next(iter(_store().halls()), "")
    try:
        return _of(asked)
    except LookupError:
        abort(404)


def _with_window(code: str) -> Definition:
    hall = _hall()
    if hall.window(code) is None:
        abort(404)
    return hall


@pages.get("/")
def launcher() -> Response:
    hall = _hall()
    links_of: Callable[[Definition], list[Link]] = current_app.extensions.get("links", _plain_links)
    return shell(PAGES["launcher"], hall, links=links_of(hall))


@pages.get("/kiosk/")
def kiosk() -> Response:
    hall = _hall()
    voices: Callable[[Definition], list[str]] = current_app.extensions["spoken_languages"]
    return shell(PAGES["kiosk"], hall, voices=voices(hall))


@pages.get("/display/")
def board() -> Response:
    """The hall board, with ``?board=`` the one of that code: its windows, services, languages and room."""
    hall = _hall()
    code = request.args.get("board")
    found = hall.board(code) if code else Board(code="all")
    if found is None:
        abort(404)
    return shell(PAGES["board"], hall, languages=found.languages or hall.languages, board=found.model_dump())


@pages.get("/display/window/<window>")
def window_display(window: str) -> Response:
    return shell(PAGES["window"], _with_window(window), window=window)


@pages.get("/evaluator/<window>")
def evaluator(window: str) -> Response:
    hall = _with_window(window)
    return shell(PAGES["evaluator"], hall, window=window, tags=_tags(hall))


@pages.get("/window/")
def console() -> Response:
    return shell(PAGES["console"], _hall())


@pages.get("/manager/")
def manager() -> Response:
    hall = _hall()
    counted = {language: dict(zip(("drafts", "entries"), drafts(language), strict=True)) for language in hall.languages}
    return shell(PAGES["manager"], hall, drafts=counted, tags=_tags(hall))


@pages.get("/wall/")
def wall() -> Response:
    """The hall as it is, for a screen in the back office."""
    return shell(PAGES["wall"], _hall())


@pages.get("/inspector/")
def inspector() -> Response:
    hall = _hall()
    return shell(PAGES["inspector"], hall, tags=_tags(hall))


@pages.get("/open/")
def published() -> Response:
    return shell(PAGES["open"], _hall())


@pages.get("/t/<token>")
def phone(token: str) -> Response:
    with _store().read() as conn:
        found = tickets.of_token(conn, token)
        if found is None:
            abort(404)
        hall, ticket = found
        view = View(conn=conn, definition=_of(hall), now=_store().clock(), role=Role.CITIZEN)
        state = citizen(view, Actor(hall=hall, role=Role.CITIZEN, subject=ticket))
    return shell(
        PAGES["phone"],
        view.definition,
        language=state["ticket"]["language"],
        head=phone_page.HEAD,
        inside=phone_page.inside(view, state["ticket"]),
        token=token,
        tags=_tags(view.definition),
        state=state,
        at=rfc3339(view.now),
    )


@pages.get("/photos/<hall>/<digest>.jpg")
def photo(hall: str, digest: str) -> Response:
    """A picture of a member of staff, as it hangs in the hall anyway; named by what is in it, so it never changes."""
    if "\0" in hall + digest:
        abort(404)
    with _store().read() as conn:
        jpeg = photos.get(conn, hall, digest)
    if jpeg is None:
        abort(404)
    answer = Response(jpeg, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@pages.get("/qr/<token>.svg")
def qr(token: str) -> Response:
    """The QR that is printed on the ticket, for the kiosk's screen."""
    with _store().read() as conn:
        if tickets.of_token(conn, token) is None:
            abort(404)
    public_url = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    picture = segno.make(f"{public_url}/t/{token}", error="m").svg_inline(scale=8, border=2)
    return Response(picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1), content_type="image/svg+xml")


def _tags(hall: Definition) -> dict[str, list[str]]:
    """The codes of the tags by grade. Only who is not satisfied is asked why."""
    return {grade.value: list(hall.rating.known_tags[grade]) for grade in sorted(BAD)}


def _plain_links(definition: Definition) -> list[Link]:
    """Every page, for devices that are set up already."""
    links = [{"page": "kiosk", "href": "/kiosk/"}, {"page": "display", "href": "/display/"}]
    for window in definition.windows:
        links.append({"page": "console", "href": f"/window/?window={window.code}", "window": window.code})
        links.append({"page": "window_display", "href": f"/display/window/{window.code}", "window": window.code})
        links.append({"page": "evaluator", "href": f"/evaluator/{window.code}", "window": window.code})
    return [*links, *ENTERED_BY_PEOPLE]
