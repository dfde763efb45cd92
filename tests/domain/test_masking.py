"""Who calls a citizen back reads name and number whole; everybody else what HALL says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import masking
from server.domain.actor import Role


@pytest.mark.parametrize(("whole", "shown"), [("张卓玛", "张*"), ("Tashi", "T*"), ("", ""), ("欧", "欧*")])
def test_of_a_name_the_first_sign_stays(whole: str, shown: str) -> None:
    assert masking.name(whole) == shown


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "861****1234"),
        ("0941 6121234", "094****1234"),
        ("6121234", "****"),
        ("", "****"),
    ],
)
def test_of_a_number_three_and_four_digits_stay(whole: str, shown: str) -> None:
    assert masking.phone(whole) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("请打 13812341234 找我", "请打 138****1234 找我"),
        ("身份证62302519900101123X被拒", "身份证623****1123被拒"),
        ("等了 45 分钟,A012,2026-03-02", "等了 45 分钟,A012,2026-03-02"),
        ("138 1234 1234。", "138****1234。"),
        ("没有号码", "没有号码"),
    ],
)
def test_numbers_that_stand_in_a_text_are_masked(said: str, shown: str) -> None:
    assert masking.text(said) == shown


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(list(Role)))
def test_a_role_that_calls_nobody_back_never_reads_a_whole_number(number: str, role: Role) -> None:
    called, shown = masking.contact(role, called="张卓玛", number=number)
    said = masking.words(role, f"打{number}")
    is_whole = role in (Role.MANAGER, Role.SUPERVISOR)
    assert (called == "张卓玛", shown == number, number in said) == (is_whole,) * 3
