"""A hall goes out as a file and comes back the same; what is wrong in one is said with its place, in any language."""

import io
import tomllib
from typing import Any

import openpyxl
import pytest

from config import files, files_apart, worksheets
from config.definition import Definition
from config.documents import as_definition, as_document
from config.faults import MOST, DefinitionFaults
from config.loading import HALLS, load_definition
from config.naming import give_codes
from config.settings_sheet import settings
from config.telling_faults import told
from config.worksheets import TABLES
from tests.small_hall import definition

LANGUAGES = ("zh-CN", "en", "bo")
EVERYTHING = {
    "hours": {"week": {"mon": [{"start": "09:00", "end": "12:00:30"}]}, "holidays": ["2026-10-01"]},
    "rating": {
        "channels": ["tablet", "qr"],
        "tags": [{"code": "207", "grade": "dissatisfied", "name": {"zh-CN": '没有"样本"\n或清单'}}],
    },
    "evaluator": {"greetings": [{"zh-CN": "慢慢说", "en": "Take your time"}], "buttons": "worst_first"},
    "voice": {"hours": [{"start": "08:30", "end": "17:30"}], "one": "yao", "clips": {"zh-CN": "clips"}},
    "printer": {"kind": "usb", "vendor_id": 1208, "product_id": 514},
    "look": {"ground": "forest"},
    "notices": [{"zh-CN": "=1+1", "fr": "Bonjour"}],
    "pictures": {"身份证": "id"},
    "proof": {"military": {"zh-CN": "军人证"}},
    "departments": [{"code": "d1", "name": {"zh-CN": "公安局"}}],
    "services": [
        {"code": "G", "name": {"zh-CN": "户籍"}, "department": "d1"},
        {
            "code": "G1",
            "parent": "G",
            "prefix": "A",
            "name": {"zh-CN": "落户", "en": "Moving in"},
            "words": ["上户口", "迁入、迁出"],
            "materials": [{"zh-CN": "身份证,复印件", "en": "Identity card"}, {"zh-CN": "户口本"}],
            "quota": 0,
        },
    ],
    "windows": [{"code": "1", "services": ["G1"]}, {"code": "2", "general": True}, {"code": "3", "quiet": True}],
    "boards": [{"code": "east", "windows": ["1", "2"], "languages": ["en"]}],
    "staff": [{"job_number": "0017", "name": "甲", "roles": ["staff", "manager"], "post": {"zh-CN": "主任"}}],
}


def halls() -> list[Definition]:
    return [*(load_definition(file) for file in sorted(HALLS.glob("*.toml"))), definition(**EVERYTHING)]


@pytest.mark.parametrize("hall", halls(), ids=lambda hall: hall.code)
def test_a_hall_goes_out_as_a_file_and_comes_back_the_same(hall: Definition) -> None:
    assert files.read(files.written(hall, "toml", language="zh-CN"), "toml") == hall
    for language in LANGUAGES[: 3 if hall.code == "small" else 1]:
        assert files.read(files.written(hall, "xlsx", language=language), "xlsx") == hall


def workbook(hall: Definition) -> Any:
    return openpyxl.load_workbook(io.BytesIO(files.written(hall, "xlsx", language="zh-CN")))


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_has_a_sheet_a_kind_with_chinese_headings() -> None:
    book = workbook(definition(**EVERYTHING))
    assert book.sheetnames[:6] == ["大厅", "科室", "事项", "窗口", "人员", "时间"]
    headings = [cell.value for cell in book["事项"][1]]
    assert headings[:3] == ["编号", "名称(中文)", "名称(英文)"]
    assert "等候承诺(分钟)" in headings
    assert book["事项"].freeze_panes == "A2"
    assert [cell.value for cell in book["时间"][2]] == ["周一", "09:00", "12:00:30"]
    assert book["公告"]["A2"].data_type == "s", "what looks like a formula is text"


def test_every_sheet_column_and_setting_has_its_words() -> None:
    for language in LANGUAGES:
        for table in TABLES:
            assert worksheets.title(table.name, language) != table.name or language != "zh-CN", table.name
            for field in table.fields:
                assert worksheets.words_or(language, f"sheets.{table.name}.{field.name}", "") or worksheets.words_or(
                    language, f"sheets.field.{field.name}", ""
                ), (table.name, field.name)
        for path, _, _ in settings(as_document(load_definition(HALLS / "maqu.toml"))):
            assert worksheets.setting(path, language) != ".".join(path), path


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("事项", "F3", "很久", "工作表“事项”第 3 行“等候承诺(分钟)”:要填整数,不是“很久”"),
        ("事项", "D2", "没有的局", "工作表“事项”第 2 行“科室”:没有叫“没有的局”的"),
        ("窗口", "A3", "1", "工作表“窗口”第 3 行“编号”:“1”重复了,每个编号只能用一次"),
        ("窗口", "B1", "颜色", "工作表“窗口”第 1 行“B”:没有叫“颜色”的列"),
        ("时间", "C2", "08:00", "工作表“时间”第 2 行:结束要晚于开始"),
        ("大厅", "B5", "Lhasa", "时区:不是时区名,例如 Asia/Shanghai"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_said_by_sheet_row_and_column(
    sheet: str, cell: str, value: object, said: str
) -> None:
    book = workbook(definition(**EVERYTHING | {"name": {"zh-CN": "小厅", "bo": "ཁང་།", "en": "Hall"}}))
    headings = {each.value: each.column_letter for each in book["事项"][1]}
    if sheet == "事项":
        cell = headings["等候承诺(分钟)" if cell[0] == "F" else "科室"] + cell[1]
    if sheet == "大厅":
        cell = next(f"B{row[0].row}" for row in book[sheet].iter_rows() if row[2].value == "time_zone")
    book[sheet][cell] = value
    with pytest.raises(DefinitionFaults) as error:
        files.read(saved(book), "xlsx")
    assert said in [told(fault, {}, "zh-CN") for fault in error.value.faults]


def test_a_workbook_that_went_out_under_other_words_comes_back_the_same() -> None:
    hall = definition(**EVERYTHING)
    book = workbook(hall)
    earlier = {"科室": "部门", "上级事项": "上级业务", "可办事项": "可办业务"}
    renamed = [cell for sheet in book for cell in sheet[1] if cell.value in earlier]
    assert {cell.value for cell in renamed} == set(earlier)
    for cell in renamed:
        cell.value = earlier[cell.value]
    book["科室"].title, book["事项"].title = "部门", "业务"
    assert files.read(saved(book), "xlsx") == hall


def test_departments_may_be_named_and_codes_left_out() -> None:
    book = workbook(definition(**EVERYTHING))
    sheet = book["事项"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(4, columns["名称(中文)"], "社保")
    sheet.cell(4, columns["科室"], "公安局")
    hall = files.read(saved(book), "xlsx")
    assert [(s.code, s.department) for s in hall.services if s.name["zh-CN"] == "社保"] == [("B", "d1")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", "名".encode("gb18030")])
def test_what_is_no_file_of_a_hall_says_so(content: bytes) -> None:
    with pytest.raises(DefinitionFaults) as error:
        files.read(content, "xlsx")
    assert told(error.value.faults[0], {}, "zh-CN").startswith("不是 Excel 工作簿")
    if content[:1] not in (b"", b"P"):
        with pytest.raises(DefinitionFaults, match="UTF-8"):
            files.read(content, "toml")


def test_what_is_wrong_in_a_document_is_said_by_entry_and_field() -> None:
    document = as_document(definition())
    document["services"][1]["quota"] = -1
    document["services"][2]["name"] = {}
    document["windows"][0]["colour"] = "red"
    document["languages"] = ["zh-CN", "xx"]
    document["voice"]["languages"] = ["fr"]
    with pytest.raises(DefinitionFaults) as error:
        as_definition(document)
    assert [(fault.field, told(fault, document, "zh-CN")) for fault in error.value.faults] == [
        ("languages", "语言(按先后):没有“xx”这种语言的词条。现有:zh-CN, bo, en"),
        ("voice.languages", "播报语言(按先后):没有“fr”这种语言的词条。现有:zh-CN, bo, en"),
        ("services.1.quota", "事项“社保”每天限号:要不小于 0"),
        ("services.2.name", "事项“C”名称:没有填"),
        ("windows.0.colour", "窗口“1”colour:没有这一项:red"),
    ]


def test_what_stands_as_usual_is_left_out_of_toml() -> None:
    text = files.written(definition(), "toml", language="zh-CN").decode()
    assert "routing" not in text
    assert tomllib.loads(text)["services"][2] == {"code": "C", "name": {"zh-CN": "土地"}, "quota": 2}


def test_a_cell_far_away_costs_no_rectangle() -> None:
    hall = definition(**EVERYTHING)
    book = workbook(hall)
    book["事项"]["XFD1048576"] = " "
    assert files.read(saved(book), "xlsx") == hall


@pytest.mark.parametrize("value", [b"[" * 5_000, b"9" * 5_000, b"{a = " * 5_000])
def test_toml_that_no_parser_reads_is_refused(value: bytes) -> None:
    with pytest.raises(DefinitionFaults) as error:
        files.read(b"a = " + value, "toml")
    assert error.value.faults[0].kind == "no_toml"


def test_a_file_that_fills_the_memory_is_refused_and_others_are_read() -> None:
    hall = definition(**EVERYTHING)
    assert files_apart.read(files.written(hall, "toml", language="en"), "toml") == hall
    with pytest.raises(DefinitionFaults, match="too large"):
        files_apart.read(b".".join([b"a"] * 30_000) + b" = 1", "toml")
    with pytest.raises(DefinitionFaults, match="UTF-8"):
        files_apart.read(b"\xff", "toml")


def test_of_very_many_mistakes_the_first_are_told() -> None:
    with pytest.raises(DefinitionFaults) as error:
        as_definition(as_document(definition()) | {f"k{n}": 1 for n in range(5_000)})
    assert len(error.value.faults) == MOST


def test_more_services_than_there_are_pairs_of_letters_get_codes() -> None:
    rows: list[dict[str, Any]] = [{} for _ in range(700)]
    give_codes("services", rows, set())
    assert len({row["code"] for row in rows}) == 700


def test_services_of_a_group_without_a_letter_keep_theirs_in_a_workbook() -> None:
    services = [
        {"code": "1100", "name": {"zh-CN": "民政"}},
        {"code": "A", "name": {"zh-CN": "婚姻"}, "parent": "1100"},
        {"code": "B", "name": {"zh-CN": "收养"}, "parent": "1100"},
    ]
    hall = definition(services=services)
    read = files_apart.read(files.written(hall, "xlsx", language="zh-CN"), "xlsx")
    assert read == hall
    assert [read.prefix_of(code) for code in "AB"] == ["A", "B"]
