"""What the phone page says before its modules run, or where they cannot: plain HTML in the ticket's language."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from config.catalogues import words
from server.operations.views import Json, View
from server.store.columns import from_rfc3339

HEAD = Markup(
    '<link rel="stylesheet" href="/assets/phone/served.css">\n'
    '<noscript><meta http-equiv="refresh" content="30"></noscript>\n'
)
"""Without scripts the page looks again by itself, every so many seconds."""

BODY = Markup("""
<main class="served">
<div class="head"><p>{hall} · {service}</p><p class="number">{number}</p><p>{taken}</p></div>
<p class="state">{state}</p>
<p>{more}</p>
<p class="mute">{as_of}</p>
</main>
""")


def inside(view: View, ticket: Json) -> Markup:
    """The ticket as it stands, for ``<jh-phone>``."""
    language = ticket["language"]
    return BODY.format(
        hall=_in(language, view.definition.name),
        service=_in(language, ticket["service_name"]),
        number=ticket["number"],
        taken=words(language, "phone.taken_at", time=_clock(view, from_rfc3339(ticket["issued_at"]))),
        state=_state(language, ticket),
        more=_wait(language, ticket),
        as_of=words(language, "phone.as_of", time=_clock(view, view.now)),
    )


def _state(language: str, ticket: Json) -> str:
    match ticket["state"]:
        case "waiting" if ticket["ahead"] == 0:
            return words(language, "phone.next" if ticket["windows_open"] else "terminal.first_when_open")
        case "waiting":
            return words(language, "phone.people_ahead", count=ticket["ahead"])
        case "called":
            return words(language, "phone.go_to", window=ticket["window"])
        case state:
            return words(language, f"phone.{state}")


def _wait(language: str, ticket: Json) -> str:
    if ticket["windows_open"] == 0 and ticket["ahead"]:
        return words(language, "terminal.no_window_yet")
    if ticket["wait"] is None:
        return ""
    low, high = ticket["wait"]["low_minutes"], ticket["wait"]["high_minutes"]
    return words(language, "terminal.minutes_range", low=low, high=high)


def _clock(view: View, at: datetime) -> str:
    return f"{at.astimezone(view.definition.zone):%H:%M}"


def _in(language: str, texts: dict[str, str]) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
