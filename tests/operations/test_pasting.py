"""Rows from a worksheet: what each becomes, looked at all together however many there are."""

from __future__ import annotations

from typing import Any

import pytest

from config import telling_faults
from config.documents import as_document
from config.worksheets import BY_NAME
from server.domain.refusal import BadInput
from server.operations import pasting
from server.operations.pasting import Pasted
from tests.small_hall import definition

DEPARTMENTS = [{"code": "police", "name": {"zh-CN": "公安局"}}]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many services the hall had each time it was looked at."""
    seen: list[int] = []
    real = pasting.as_definition

    def counted(document: Any, **options: Any) -> Any:
        seen.append(len(document["services"]))
        return real(document, **options)

    monkeypatch.setattr(pasting, "as_definition", counted)
    return seen


def paste(table: str, text: str) -> tuple[list[Pasted], Any]:
    rows, document, _ = pasted(table, text)
    return rows, document


def pasted(table: str, text: str, language: str = "zh-CN") -> tuple[list[Pasted], Any, list[str]]:
    into = as_document(definition(departments=DEPARTMENTS))
    return pasting.paste(BY_NAME[table], text, into=into, tell=lambda f, d: telling_faults.told(f, d, language))


def services(count: int, department: str = "公安局") -> str:
    rows = [f"事项{n}\t{department}\t{1000 + n}\t{'甲' if n % 2 else 'Z'}" for n in range(count)]
    return "\n".join(["名称\t部门\t编号\t号码字母", *rows])


def test_the_hall_is_looked_at_once_for_all_rows(looks: list[int]) -> None:
    rows, document = paste("services", services(500).replace("甲", "Z"))
    assert {row.becomes for row in rows} == {"added"}
    assert len(document["services"]) == 503
    assert looks == [503]


def test_rows_that_are_wrong_cost_one_more_look_and_each_is_told_what(looks: list[int]) -> None:
    """Half of them have a letter that is none, all of another paste name a department that is not there."""
    rows, document = paste("services", services(300))
    assert [row.becomes for row in rows] == ["added", "refused"] * 150
    assert rows[1].problems == ["事项“事项1”号码字母:“甲”不合格式"]
    assert len(document["services"]) == 153
    assert len(looks) == 2
    rows, _ = paste("services", services(300, department="猎务局"))
    assert {row.becomes for row in rows} == {"refused"}
    assert len(looks) <= 5


def test_long_codes_of_a_provinces_list_get_letters_that_are_free() -> None:
    text = ["低保\t1162001\t", "低保金\t1162001\t", "救助\t1162002\t", "户口本\t1162003\tA", "民政\tF\t", "婚姻\t9\tF"]
    rows, _ = paste("services", "\n".join(["名称\t编号\t上级业务", *text]))
    assert [row.entry.get("prefix") for row in rows] == ["D", "D", "E", "G", None, "H"]
    _, document = paste("services", "名称\t编号\t号码字母\n低保\t1162001\tX\n低保金\t1162001\t")
    assert document["services"][-1]["prefix"] == "X"


def test_a_letter_is_given_only_where_there_would_be_none() -> None:
    """A group without a letter leaves its services theirs, and a free one is no other's letter."""
    rows, _ = paste("services", "名称\t编号\t上级业务\n民政\t1100\t\n婚姻\tP\t1100\n收养\t1101\t1100")
    assert [row.becomes for row in rows] == ["added"] * 3
    assert [row.entry.get("prefix") for row in rows] == [None, None, "D"]
    rows, _ = paste("services", "名称\t编号\t号码字母\n低保\t1162001\tD\n低保金\t\t")
    assert [row.entry["code"] for row in rows] == ["1162001", "E"]


def test_a_row_that_makes_something_else_wrong_is_found(looks: list[int]) -> None:
    """A has tickets at windows; a group of services has none."""
    rows, document = paste("services", "名称\t编号\t上级业务\n低保\tD\t\n户口本\tE\tA\n救助\tF\t")
    assert [row.becomes for row in rows] == ["added", "refused", "added"]
    assert "A" in rows[1].problems[0]
    assert [each["code"] for each in document["services"]] == ["A", "B", "C", "D", "F"]


def test_rows_may_name_one_another_in_any_order_and_the_last_of_two_wins() -> None:
    rows, document = paste("services", "名称\t编号\t上级业务\n婚姻登记\tE\tD\n民政\tD\t\n民政业务\tD\t")
    assert [row.becomes for row in rows] == ["added", "added", "changed"]
    assert document["services"][-1]["name"] == {"zh-CN": "民政业务"}


@pytest.mark.parametrize("others", [[], ["新\tN\t猎务局\t"]])
def test_a_row_is_not_blamed_for_what_another_of_the_same_entry_said(others: list[str]) -> None:
    """The last says nothing of the department; whoever named one that is not there is told so, each time."""
    text = "\n".join(["名称\t编号\t部门\t号码字母", "新\tN\t猎务局\tN", *others, "新业务\tN\t\tN"])
    rows, document = paste("services", text)
    wrong = 1 + len(others)
    assert [row.becomes for row in rows] == ["refused"] * wrong + ["added"]
    assert [row.problems for row in rows[:wrong]] == [["事项“新业务”科室:没有叫“猎务局”的"]] * wrong
    assert document["services"][-1]["name"] == {"zh-CN": "新业务"}


def test_two_rows_of_one_entry_that_leave_out_the_same_are_both_told(looks: list[int]) -> None:
    rows, _ = paste("staff", "工号\t角色\n5001\t工作人员\n5001\t审计\n5002\t工作人员")
    assert [row.becomes for row in rows] == ["refused"] * 3
    assert len(looks) == 2


def test_right_rows_among_many_wrong_ones_are_taken_as_far_as_anybody_looked(looks: list[int]) -> None:
    """What is wrong with opening hours is found by trying. No row is told what is wrong with another."""
    wrong = [f"周日\t{hour}:{minute}0\t0{hour % 10}:00" for hour in (11, 12, 13, 14, 15) for minute in range(6)]
    rows, document = paste("hours", "\n".join(["星期\t开始\t结束", "周六\t09:00\t12:00", *wrong, "周六\t13:00\t14:00"]))
    assert [row.becomes for row in rows] == ["added", *["refused"] * len(wrong), "refused"]
    assert document["hours"]["week"]["sat"] == [{"start": "09:00", "end": "12:00"}]
    assert "sun" not in document["hours"]["week"]
    assert {len(row.problems) for row in rows[1:]} == {1}
    assert "还没有检查到这一行" in rows[-1].problems[0]
    assert all("还没有检查到" not in row.problems[0] for row in rows[1 : pasting.MOST_LOOKS + 1])
    assert len(looks) < 200
    again, document = paste("hours", "星期\t开始\t结束\n周六\t13:00\t14:00")
    assert [row.becomes for row in again] == ["added"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("低保\n" * 2_001, "paste_too_long"), ("事" * 1_000_001, "paste_too_large")],
)
def test_more_than_anybody_looks_through_is_refused(text: str, code: str, looks: list[int]) -> None:
    with pytest.raises(BadInput, match=code) as refused:
        paste("services", text)
    assert refused.value.field == "text"
    assert looks == []


def test_hours_are_pasted_too() -> None:
    rows, document = paste("hours", "星期\t开始\t结束\n周六\t09:00\t12:00\n周日\t12:00\t09:00")
    assert [row.becomes for row in rows] == ["added", "refused"]
    assert document["hours"]["week"]["sat"] == [{"start": "09:00", "end": "12:00"}]
    assert "sun" not in document["hours"]["week"]


def test_lists_and_times_are_read_as_chinese_input_methods_write_them() -> None:
    rows, document = paste("windows", "编号\t可办业务\n7\tA\uff0cB\uff1bC")
    assert [row.problems for row in rows] == [[]]
    assert document["windows"][-1]["services"] == ["A", "B", "C"]
    _, document = paste("hours", "星期\t开始\t结束\n周六\t09\uff1a00\t12\uff1a00")
    assert document["hours"]["week"]["sat"] == [{"start": "09:00", "end": "12:00"}]


@pytest.mark.parametrize("heading", ["要带的材料", "材料", "所需材料", "申请材料", "带什么"])
def test_columns_go_by_their_usual_names_and_those_that_do_not_are_named(heading: str) -> None:
    text = f"业务\t部门\t办理时间\t{heading}\t窗口\t天气\n户籍\t公安局\t10\t身份证、户口本\t3\t晴"
    rows, _, passed_over = pasted("services", text.replace("户籍", "户籍登记"))
    assert passed_over == ["窗口", "天气"]
    entry = rows[0].entry
    assert (entry["name"], entry["department"], entry["handling_minutes"]) == ({"zh-CN": "户籍登记"}, "police", 10)
    assert entry["materials"] == [{"zh-CN": "身份证"}, {"zh-CN": "户口本"}]
    assert entry["code"] != "3"


def test_columns_beyond_the_usual_ones_are_named_by_what_stands_in_them_first() -> None:
    assert pasted("services", "1\t低保\t公安局\t\t晴\n2\t低保金\t公安局\t\t雨")[2] == ["晴"]
    assert pasted("windows", "窗口\t名称\n7\t综合")[0][0].entry["code"] == "7"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("大厅负责人", "manager"),
        ("工作人员", "staff"),
        ("科室负责人", "supervisor"),
        ("Window clerk", "staff"),
        ("MANAGER", "manager"),
        ("ལྟེ་གནས་འགན་འཁུར་བ།", "manager"),
        ("管理员", "manager"),
    ],
)
def test_a_role_goes_by_its_label_in_every_language_and_by_what_people_call_it(said: str, role: str) -> None:
    rows, _ = paste("staff", f"工号\t姓名\t部门\t角色\n5001\t央金\t公安局\t{said}")
    assert (rows[0].becomes, rows[0].entry["roles"]) == ("added", [role])


def test_an_unknown_role_is_told_once_and_with_the_readers_own_words_for_roles() -> None:
    text = "工号\t姓名\t角色\n5001\t央金\t厨师"
    rows, _ = paste("staff", text)
    roles = "窗口人员、科室负责人、大厅负责人、审计、系统管理员、特邀监督员"
    assert rows[0].problems == [f"人员“央金”角色:“厨师”不认识,可以填 {roles}"]
    english, *_ = pasted("staff", text, "en")
    assert len(english[0].problems) == 1
    assert "Window clerk, Head of department, Manager" in english[0].problems[0]
