"""The ticket in the citizen's hand: read back from the bytes that the printer gets."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest
from fontTools.ttLib import TTFont

from config.catalogues import catalogue, words
from config.fonts import font_file, is_tibetan
from kiosk import composing, drawing
from kiosk.lettering import Type, blank, fitting, line
from kiosk.printing import job_of
from tests.kiosk.code_reader import read_code
from tests.kiosk.escpos_picture import Printout, printed
from tests.kiosk.sheets import LANGUAGES, MAQU, URL, sheet

MARGIN = 24


def ticket(language: str = "zh-CN", *, width: int = 576, **changed: object) -> Printout:
    return printed(job_of(sheet(language, **changed), width=width).data)


def shows(of: Printout, text: str, type: Type) -> bool:
    """Whether exactly these letters stand somewhere on the ticket."""
    letters = line(text, type)
    paper, pen = blank(letters.width, letters.height)
    letters.draw(pen, 0, 0)
    looked_for = ~np.asarray(paper)
    rows, columns = np.any(looked_for, axis=1).nonzero()[0], np.any(looked_for, axis=0).nonzero()[0]
    looked_for = looked_for[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    found = cv2.matchTemplate(of.dots.astype(np.uint8), looked_for.astype(np.uint8), cv2.TM_SQDIFF)
    return bool(found.min() < 0.5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_is_the_largest_thing_on_the_ticket(language: str) -> None:
    number = fitting("A023", drawing.NUMBER, width=576 - 2 * composing.MARGIN).type
    assert number.size > 4 * composing.SERVICE.size
    assert shows(ticket(language), "A023", number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_reads_the_address_from_the_ticket(language: str) -> None:
    assert read_code(ticket(language).picture) == URL


def test_a_hub_that_no_phone_can_reach_prints_no_code() -> None:
    without = ticket(url=None)
    assert read_code(without.picture) == ""
    assert len(without.dots) < len(ticket().dots)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [384, 512, 576, 832])
@pytest.mark.parametrize("number", ["A001", "WW999999"])
def test_nothing_is_cut_off_at_the_edges(language: str, width: int, number: str) -> None:
    long = {
        "zh-CN": "残疾人两项补贴资格认定和证件换领以及其他有关业务" * 2,
        "en": "Certificates " * 9,
        "bo": "སྒྲུབ་" * 30,
    }
    crowded = ticket(language, width=width, number=number, materials=[long, *sheet()["materials"]])
    margin = MARGIN * width // 576
    assert crowded.dots.shape[1] == width
    assert not crowded.dots[:, :margin].any()
    assert not crowded.dots[:, -margin:].any()
    assert not crowded.dots[:4].any()
    assert not crowded.dots[-8:].any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_comes_first_and_largest(language: str) -> None:
    of = ticket(language)
    assert shows(of, MAQU.name["zh-CN"], composing.HALL)
    assert shows(of, "社会救助", composing.SERVICE)
    if language != "zh-CN":
        assert shows(of, MAQU.name[language], composing.HALL_TOO)
        assert composing.HALL_TOO.size < composing.HALL.size


@pytest.mark.parametrize("language", ["bo", "en"])
def test_what_to_bring_stands_there_in_the_language_of_the_ticket(language: str) -> None:
    of = ticket(language)
    assert shows(of, "户口本", composing.ITEM)
    assert shows(of, MAQU.services[3].materials[0][language], composing.ITEM_TOO)


def test_the_time_is_the_halls_own() -> None:
    assert shows(ticket(), "2026-11-23 10:27", composing.TIME)


def test_it_says_how_many_are_ahead_and_about_how_long() -> None:
    few = ticket(ahead=3, wait={"low_minutes": 5, "high_minutes": 9})
    assert shows(few, words("zh-CN", "ticket.ahead"), drawing.LABEL)
    assert shows(few, "5–9", drawing.FIGURE)


def test_an_unknown_wait_is_not_invented() -> None:
    unknown = ticket(wait=None)
    assert shows(unknown, words("zh-CN", "ticket.ahead"), drawing.LABEL)
    assert not shows(unknown, words("zh-CN", "ticket.wait"), drawing.LABEL)


def test_a_ticket_that_was_called_before_it_came_out_sends_the_citizen_to_the_board() -> None:
    called = ticket(ahead=None, wait=None)
    assert shows(called, "请看大屏幕", drawing.CALLED)
    assert not shows(called, words("zh-CN", "ticket.ahead"), drawing.LABEL)


def test_it_is_short_and_cut_once() -> None:
    for language in LANGUAGES:
        of = ticket(language)
        assert of.cuts == 1
        assert len(of.dots) / 8 < 170, "millimetres"
    assert len(ticket().dots) / 8 < 115, "millimetres"


def test_it_is_drawn_before_the_citizen_wonders() -> None:
    job_of(sheet("bo"), width=576)  # the fonts are opened once
    began = time.perf_counter()
    for number in range(5):
        job_of(sheet("bo", number=f"A{number:03}"), width=576)
    assert (time.perf_counter() - began) / 5 < 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_of_the_ticket_has_a_letter_in_its_font(language: str) -> None:
    texts = {*catalogue(language, "ticket").values(), MAQU.name[language]}
    for service in MAQU.services:
        texts |= {service.name[language], *(material[language] for material in service.materials)}
    known = {tibetan: TTFont(font_file(family), lazy=True).getBestCmap() for family, tibetan in FAMILIES}
    missing = {c for text in texts for c in text if not c.isspace() and ord(c) not in known[is_tibetan(c)]}
    assert not missing


FAMILIES = (("hans", False), ("tibetan", True))
