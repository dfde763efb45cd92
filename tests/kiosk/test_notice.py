"""What to bring, on paper by itself: read back from the bytes that the printer gets."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from config.pictures import picture_of
from kiosk import composing
from kiosk.icons import icon
from kiosk.notice import PICTURE
from kiosk.printing import job_of
from tests.kiosk.escpos_picture import Printout, printed
from tests.kiosk.sheets import LANGUAGES, MAQU, sheet
from tests.kiosk.test_ticket import shows


def notice(language: str = "zh-CN", *, width: int = 576, **changed: Any) -> Printout:
    of = sheet(language, kind="notice", code="D", windows=["3", "6"], **changed)
    of["pictures"] = [picture_of(thing, {}) for thing in of["materials"]]
    job = job_of(of, width=width)
    assert job.name.startswith("notice-D-")
    return printed(job.data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_to_bring_stands_there_in_chinese_and_in_ones_own_language(language: str) -> None:
    of = notice(language)
    for thing in MAQU.services[3].materials[:3]:  # the last may take two lines
        assert shows(of, thing["zh-CN"], composing.ITEM)
        assert language == "zh-CN" or shows(of, thing[language], composing.ITEM_TOO)
    assert of.cuts == 1
    assert len(of.dots) / 8 < 140, "millimetres"


def test_each_thing_has_its_picture_for_who_does_not_read() -> None:
    of = notice()
    for name in ("id", "book-2", "writing", "rubber-stamp"):
        looked_for = np.asarray(icon(name, side=PICTURE)).astype(np.uint8)
        assert looked_for.sum() > 100, name
        assert cv2.matchTemplate(of.dots.astype(np.uint8), looked_for, cv2.TM_SQDIFF).min() < 0.5, name


def test_it_says_that_it_is_no_ticket_and_where_it_is_done() -> None:
    of = notice()
    assert shows(of, "这不是号票,办事请先取号", composing.NOTE)
    assert shows(of, "在 3、6 号窗口办", composing.NOTE)


@pytest.mark.parametrize("width", [384, 576, 832])
def test_nothing_is_cut_off_on_any_paper(width: int) -> None:
    long = {"zh-CN": "残疾人两项补贴资格认定和证件换领以及其他有关业务" * 2, "bo": "སྒྲུབ་" * 30}
    of = notice("bo", width=width, materials=[long, *sheet()["materials"]])
    margin = 24 * width // 576
    assert not of.dots[:, :margin].any()
    assert not of.dots[:, -margin:].any()


def test_a_service_that_needs_nothing_says_so() -> None:
    assert shows(notice(materials=[]), "不用带材料", composing.HEADING)


def test_a_picture_that_does_not_exist_is_a_sheet_of_paper() -> None:
    assert icon("no-such-icon", side=64) == icon("file-text", side=64)


def test_a_ticket_taken_for_somebody_else_says_so() -> None:
    assert shows(printed(job_of(sheet(on_behalf=True), width=576).data), "代办", composing.HEADING)
