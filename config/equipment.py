"""What stands in a hall: screens, voices, printers, evaluators; and how they look and sound."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from config.parts import Code, Languages, Opening, Part, Words


class Evaluators(Part):
    """The evaluators (评价器) in front of the citizen.

    ``greetings`` are shown while nobody is asked, another each day. ``spoken`` reads invitation and thanks aloud.
    ``buttons`` says what button 1 of a box is: the best grade or the worst; makers number them both ways.
    """

    greetings: tuple[Words, ...] = ()
    spoken: bool = True
    buttons: Literal["best_first", "worst_first"] = "best_first"


class Voice(Part):
    """How calls are spoken. ``one`` is how the digit 1 is read: 一 (yi) or 幺 (yao).

    ``volume`` is a percentage of the loudspeaker's own. Calls are spoken within ``hours`` only, always where none are
    given; ``quiet`` never speaks. What is not spoken is shown all the same.
    """

    languages: Languages = ("zh-CN",)
    one: Literal["yi", "yao"] = "yi"
    rate_words_per_minute: Annotated[int, Field(ge=80, le=300)] = 160
    volume: Annotated[int, Field(ge=5, le=100)] = 100
    hours: tuple[Opening, ...] = ()
    quiet: bool = False
    clips: dict[str, str] = Field(default_factory=dict)

    def speaks_at(self, local: time) -> bool:
        """Whether calls are spoken at a local time of day."""
        return not self.quiet and (not self.hours or any(o.start <= local < o.end for o in self.hours))


class Printer(Part):
    """Where tickets are printed. ``by`` says who drives it: the hub or the kiosk's own print agent."""

    kind: Literal["none", "file", "network", "usb", "serial"] = "none"
    by: Literal["hub", "agent"] = "agent"
    address: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 9100
    vendor_id: int | None = None
    product_id: int | None = None
    baud: int = 19_200
    width_dots: Annotated[int, Field(ge=200, le=1200)] = 576


class Look(Part):
    """The colour of headers and boards (底色): deep water, forest or earth; gold and red are the same in all."""

    ground: Literal["water", "forest", "earth"] = "water"


class Board(Part):
    """A hall board (大厅屏) with an area of its own: the calls to its windows, the services that wait for them.

    Without ``windows`` all of them, without ``services`` those of its windows, without ``languages`` the hall's.
    Boards of one ``room`` are heard together, so one of them speaks.
    """

    code: Code
    name: Words = Field(default_factory=dict)
    windows: tuple[Code, ...] = ()
    services: tuple[Code, ...] = ()
    languages: tuple[str, ...] = ()
    room: Code = "hall"
