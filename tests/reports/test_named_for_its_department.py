"""A table of figures made for a department says so, whatever the department is called."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from server.reports import files
from server.reports.rows import Report


def made(name: str) -> Report:
    counted = {"label": "", "key": "total", "rated": 3}
    return Report(
        kind="ratings",
        hall="maqu",
        hall_name={"zh-CN": "玛曲"},
        department="police",
        department_name={"zh-CN": name},
        first=date(2026, 3, 1),
        last=date(2026, 3, 31),
        by="window",
        rows=[{**counted, "label": "1", "key": "1"}],
        total=counted,
    )


def test_a_name_that_no_sheet_may_have() -> None:
    """Of what Excel allows as much as fits, the whole name stands in the total's row."""
    name = "公安局/户政:[出入境]*?\\" + "很长" * 20 + "'"
    book = openpyxl.load_workbook(io.BytesIO(files.written(made(name), "xlsx", language="zh-CN")))
    (title,) = book.sheetnames
    assert len(title) <= 31
    assert "公安局 户政  出入境" in title
    assert book[title].cell(3, 1).value == f"合计 · {name}"


def test_a_file_is_named_for_its_department() -> None:
    assert files.name(made("公安局"), "csv") == "ratings-maqu-police-2026-03-01-2026-03-31-by-window.csv"
