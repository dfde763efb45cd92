"""Every page of the product, and the QR that leads a phone to its ticket."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import segno
from flask import Blueprint, Flask, Response, abort, current_app, request, session
from flask_compress import Compress

from config.catalogues import drafts
from config.definition import Definition
from config.equipment import Board
from config.fonts import Family
from server import libraries, phone_page
from server.domain.actor import Actor, Role
from server.domain.rating import BAD
from server.feed.snapshots import citizen
from server.first_credentials import ENTERED_BY_PEOPLE, Link, naming
from server.operations import signing_in
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
        names = [name for each in _store().halls() for name in _of(each).name.values()] if page == "halls" else []
        return [*said, *names, definition.model_dump_json()]

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
    """The hall named in the address (``?hall=``), else the one that this browser showed last, else the hub's first.

    A screen that hangs in a hall stays there when another hall joins the database.
    """
    known = _store().halls()
    shown = session.get("hall")
    return _shown(request.args.get("hall") or (shown if shown in known else next(iter(known), "")))


def _shown(code: str) -> Definition:
    """The hall of this code, which is from now on the one that this browser shows."""
    try:
        hall = _of(code)
    except LookupError:
        abort(404)
    session["hall"] = hall.code
    return hall


def _meant() -> Definition | None:
    """The hall that a person means who opens a page: the one named, the only one, or the one they are signed in to."""
    known = _store().halls()
    asked = request.args.get("hall") or (known[0] if len(known) == 1 else None)
    if asked is None and (actor := signing_in.enter_page(_store(), session.get("token"))) is not None:
        asked = actor.hall
    return None if asked is None else _shown(asked)


def _choice() -> Response:
    """Which hall? Each leads to the page that was asked for, in that hall."""
    with _store().read() as conn:
        halls = [_store().definition(conn, code) for code in _store().halls()]
    if not halls:
        abort(404)
    languages = tuple(dict.fromkeys(language for hall in halls for language in hall.languages))
    asked = {name: value for name, value in request.args.items() if name != "hall"}
    way = f"{request.path}?{urlencode(asked)}" if asked else request.path
    choices = [
        {"code": hall.code, "name": hall.name, "languages": hall.languages, "href": naming(hall.code, way)}
        for hall in halls
    ]
    return shell(PAGES["halls"], halls[0].model_copy(update={"languages": languages}), halls=choices)


def _with_window(code: str) -> Definition:
    hall = _hall()
    if hall.window(code) is None:
        abort(404)
    return hall


@pages.get("/")
def launcher() -> Response:
    known = _store().halls()
    if len(known) > 1 and not request.args.get("hall"):
        return _choice()
    hall = _hall()
    links_of: Callable[[Definition], list[Link]] = current_app.extensions.get("links", _plain_links)
    links = links_of(hall)
    if len(known) > 1:
        links = [{**link, "href": naming(hall.code, link["href"])} for link in links]
    return shell(PAGES["launcher"], hall, links=links)


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
    hall = _meant()
    return _choice() if hall is None else shell(PAGES["console"], hall)


@pages.get("/manager/")
def manager() -> Response:
    hall = _meant()
    if hall is None:
        return _choice()
    counted = {language: dict(zip(("drafts", "entries"), drafts(language), strict=True)) for language in hall.languages}
    return shell(PAGES["manager"], hall, drafts=counted, tags=_tags(hall))


@pages.get("/wall/")
def wall() -> Response:
    """The hall as it is, for a screen in the back office."""
    hall = _meant()
    return _choice() if hall is None else shell(PAGES["wall"], hall)


@pages.get("/inspector/")
def inspector() -> Response:
    hall = _meant()
    return _choice() if hall is None else shell(PAGES["inspector"], hall, tags=_tags(hall))


@pages.get("/open/")
def published() -> Response:
    if len(_store().halls()) > 1 and not request.args.get("hall"):
        return _choice()
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
