"""The month's report and the ledger, read back from each form they are handed in as."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import orjson
import pypdfium2
import pytest
from sqlalchemy import delete

from server.operations import reporting
from server.reports import orders, visits_written
from server.reports.period import tables
from server.reports.period.days import Days, of_month
from server.reports.period.document import document
from server.reports.period.words_of_citizens import with_words
from server.store.tables import comments
from tests.reports.two_months import COMMENTS, DAYS, handed_in, two_months
from tests.small_hall import CLOCK, Hall

__all__ = ["two_months"]
APRIL = of_month("2026-04")


def text_of(pdf: bytes) -> str:
    """What stands on all pages, without the marks where lines may break."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages).replace("\u200b", "")


@pytest.mark.parametrize(
    ("days", "before"),
    [
        (of_month("2026-03"), of_month("2026-02")),
        (of_month("2026-01"), of_month("2025-12")),
        (Days(date(2026, 3, 8), date(2026, 3, 14)), Days(date(2026, 3, 1), date(2026, 3, 7))),
    ],
)
def test_a_month_is_held_against_the_month_before(days: Days, before: Days) -> None:
    assert days.before == before


def test_every_figure_stands_with_what_it_is_made_of_and_what_it_was(two_months: Hall, tmp_path: Path) -> None:
    told = orjson.loads(handed_in(two_months, tmp_path, "report", "json"))
    figures = {figure["key"]: figure for figure in told["indicators"]}
    served, bad = 10 * DAYS, 2 * DAYS
    assert (figures["issued"]["value"], figures["issued"]["before"]["value"]) == (served, served)
    rated = figures["participation"]
    assert (rated["numerator"], rated["denominator"], rated["value"]) == (9 * DAYS, served, pytest.approx(0.9))
    assert rated["low"] < 0.9 < rated["high"]
    good = figures["satisfaction"]
    assert (good["numerator"], good["denominator"]) == (9 * DAYS - bad, 9 * DAYS)
    assert good["before"]["value"] == 1.0
    assert figures["opened"]["value"] == bad
    assert figures["rectified_in_time"]["value"] is not None
    assert figures["called_back"] == {
        "key": "called_back",
        "unit": "share",
        **dict.fromkeys(("value", "low", "high")),
        "numerator": 0,
        "denominator": 0,
        "before": figures["called_back"]["before"],
    }
    assert sum(row["rated"] for row in told["by"]["window"]) == sum(told["grades"].values()) == 9 * DAYS
    assert [row["key"] for row in told["by"]["day"]] == [f"2026-04-{13 + day}" for day in range(DAYS)]


def test_only_what_chance_does_not_explain_is_told_as_a_change(two_months: Hall, tmp_path: Path) -> None:
    told = orjson.loads(handed_in(two_months, tmp_path, "report", "json"))["changes"]
    found = {(change["key"], change.get("window")): (change["up"], change["worse"]) for change in told}
    assert found == {
        ("satisfaction", None): (False, True),
        ("satisfaction", "2"): (False, True),
        ("mean_wait_minutes", None): (True, True),
    }


def test_the_ledger_tells_each_case_to_its_end(two_months: Hall, tmp_path: Path) -> None:
    content = handed_in(two_months, tmp_path, "ledger", "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 2 * DAYS
    closed = [row for row in rows if row["状态"] == "已办结"]
    assert [(row["核实情况"], row["答复群众"], row["按期"]) for row in closed] == [
        ("排队时无人引导", "对不起,已经改了", "否")
    ]
    assert closed[0]["整改情况"] == "立行立改\n增设导办一名"
    assert {row["责任人"] for row in rows} == {"乙"}
    assert {row["科室"] for row in rows} == {"人社局"}
    said = [
        case for case in orjson.loads(handed_in(two_months, tmp_path, "ledger", "json"))["cases"] if case["comment"]
    ]
    assert [case["comment"] for case in said] == [COMMENTS[0], COMMENTS[0]]


def test_what_citizens_proposed_stands_in_every_form_and_who_proposed_it_in_none(
    two_months: Hall, tmp_path: Path
) -> None:
    told = orjson.loads(handed_in(two_months, tmp_path, "report", "json"))
    figures = {figure["key"]: figure for figure in told["indicators"]}
    share = figures["suggestions_answered"]
    assert (share["numerator"], share["denominator"], share["before"]["denominator"]) == (1, 2, 0)
    answered = next(each for each in told["suggestions"] if each["answer"])
    open_one = next(each for each in told["suggestions"] if not each["answer"])
    assert {each["text"] for each in told["suggestions"]} == {"门口加几把椅子", "周末开门,打 138****1234 找我"}
    assert (answered["department"], answered["channel"], answered["answered_on"]) == ("公安局", "paper", "2026-04-30")
    assert (answered["answer"], open_one["answered_on"]) == ("五月起周六上午开门,问 094****1234", None)
    sheet = openpyxl.load_workbook(io.BytesIO(handed_in(two_months, tmp_path, "report", "xlsx")))["意见建议登记"]
    assert [cell.value for cell in sheet[1]] == ["日期", "渠道", "科室", "建议内容", "答复日期", "答复群众"]
    assert datetime(2026, 4, 30) in {row[4].value for row in sheet.iter_rows(min_row=2)}
    lines = handed_in(two_months, tmp_path, "report", "csv").decode("utf-8-sig")
    printed = text_of(handed_in(two_months, tmp_path, "report", "pdf")).replace("\r\n", "")
    for text in (lines, printed, orjson.dumps(told).decode()):
        assert "门口加几把椅子" in text
        assert "13812341234" not in text
        assert "卓玛" not in text
    assert "本期没有收到建议" in text_of(handed_in(two_months, tmp_path, "report", "pdf", month="2026-02"))


def test_a_month_reported_before_there_was_a_register_is_written_without_one(two_months: Hall) -> None:
    with two_months.store.read() as conn:
        made = document(
            conn,
            two_months.store.definition(conn, "small"),
            APRIL,
            today=date(2026, 5, 1),
            now=two_months.store.clock(),
        )
        del made["suggestions"]
        told = with_words(conn, "small", made)
    assert "suggestions" not in {table.key for table in tables.of_period(told, "zh-CN")}


def test_the_workbook_holds_real_numbers_under_headings_that_stay(two_months: Hall, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(handed_in(two_months, tmp_path, "report", "xlsx")))
    figures = book.worksheets[0]
    assert [cell.value for cell in figures[1]] == ["指标", "本期", "分子", "分母", "95%下限", "95%上限", "上期"]
    good = next(row for row in figures.iter_rows(min_row=2) if row[0].value == "满意率")
    assert good[1].value == pytest.approx(28 / 36)
    assert (good[1].number_format, good[2].value, good[2].number_format) == ("0.0%", 28, "#,##0")
    nobody = next(row for row in figures.iter_rows(min_row=2) if row[0].value == "实名差评回访率")
    assert nobody[1].value == "—"
    for sheet in book.worksheets[:-2]:
        assert sheet.freeze_panes == "B2", sheet.title
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert "填报人" in sheet.oddFooter.left.text
    assert book["每日"]["A2"].value == datetime(2026, 4, 13)
    assert book["意见登记"]["F2"].value == COMMENTS[0], "what a citizen wrote is no formula"
    assert [len(sheet._charts) for sheet in book.worksheets if sheet.title == "图表"] == [4]
    assert book["差评整改台账"].max_row == 1 + 2 * DAYS


def test_the_printed_report_is_there_to_be_signed(two_months: Hall, tmp_path: Path) -> None:
    pdf = handed_in(two_months, tmp_path, "report", "pdf")
    with pypdfium2.PdfDocument(pdf) as made:
        first = made[0].get_textpage().get_text_range()
        count = len(made)
        is_drawn = {object.type for page in made for object in page.get_objects()}
    for said in ("小厅", "政务服务月报", "2026-04-01 至 2026-04-30", "满意率", "77.8%", "填报人", "审核人", "负责人"):
        assert said in first
    assert f"1 / {count}" in first
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in is_drawn
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in is_drawn, "charts are lines, not pictures"
    whole = text_of(pdf)
    for said in ("满意率由 100.0% 降到 77.8%", "增设导办一名", "对不起,已经改了", "意见登记", "བཀའ་"):
        assert said in whole.replace("\r\n", "")
    assert "填报人" in text_of(handed_in(two_months, tmp_path, "ledger", "pdf"))


def test_a_month_without_anybody_can_be_handed_in_as_well(two_months: Hall, tmp_path: Path) -> None:
    assert "本期没有差评整改件" in text_of(handed_in(two_months, tmp_path, "report", "pdf", month="2026-02"))
    book = openpyxl.load_workbook(io.BytesIO(handed_in(two_months, tmp_path, "report", "xlsx", month="2026-02")))
    assert book.worksheets[0]["B2"].value == 0
    assert handed_in(two_months, tmp_path, "servings", "csv", month="2026-02").count(b"\n") == 1


def test_what_was_deleted_since_stands_in_no_file_made_later(two_months: Hall, tmp_path: Path) -> None:
    store = two_months.store
    with store.read() as conn:
        hall = store.definition(conn, "small")
        made = document(conn, hall, APRIL, today=date(2026, 5, 1), now=store.clock())
    assert COMMENTS[1] not in orjson.dumps(made).decode(), "the kept document has no words of anybody"
    assert two_months.do(CLOCK, lambda turn: reporting.keep_month(turn, "2026-04", made))
    order = orders.of_month("report", "small", "2026-04", "json")
    file = tmp_path / "later.json"
    orders.write(store, order, file, lambda done, total: None)
    assert COMMENTS[1] in file.read_text("utf-8")
    rating = next(entry["rating"] for entry in made["comments"])
    store.write(lambda conn: conn.execute(delete(comments).where(comments.c.rating == rating)))
    orders.write(store, order, file, lambda done, total: None)
    later = {entry["rating"]: entry["comment"] for entry in orjson.loads(file.read_bytes())["comments"]}
    assert later[rating] is None
    assert sum(comment is not None for comment in later.values()) == len(later) - 1


def test_a_sheet_that_is_full_is_followed_by_another(
    two_months: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits_written, "ROWS_A_SHEET", 16)
    book = openpyxl.load_workbook(io.BytesIO(handed_in(two_months, tmp_path, "servings", "xlsx")))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("办件明细", 17), ("办件明细 2", 17), ("办件明细 3", 9)]
    rows = [row for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows[0][:5] == (datetime(2026, 4, 13), "A001", "户籍", "公安局", "1")
    assert rows[0][8] == datetime(2026, 4, 13, 9, 42), "the hall's own time"
    assert rows[0][11:15] == (12, 3, "办结", "非常满意")
    text = handed_in(two_months, tmp_path, "servings", "csv").decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert len(table) == 1 + len(rows)
    assert table[1][8:15] == ["2026-04-13 09:42:00", *table[1][9:11], "12.0", "3.0", "办结", "非常满意"]
    told = orjson.loads(handed_in(two_months, tmp_path, "servings", "json"))
    assert [row["number"] for row in told] == [row[1] for row in rows]
