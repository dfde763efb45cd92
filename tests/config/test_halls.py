"""The halls that ship load, and a file that is wrong says where and what would be right."""

from pathlib import Path

import pytest

from config.definition import Definition
from config.fonts import PACKAGES
from config.loading import HALLS, DefinitionError, load_definition
from tests.small_hall import definition

MAQU = HALLS / "maqu.toml"
ICONS = PACKAGES / "@tabler" / "icons" / "icons" / "outline"


@pytest.fixture(params=sorted(HALLS.glob("*.toml")), ids=lambda path: path.stem)
def hall(request: pytest.FixtureRequest) -> Definition:
    return load_definition(request.param)


def test_maqu_has_its_twelve_items_at_six_windows() -> None:
    maqu = load_definition(MAQU)
    names = (
        "户籍管理 劳动就业 社会保险 社会救助 社会福利 计划生育 用地审批 农合医疗 城乡低保 涉农补贴 技术咨询 技术服务"
    )
    assert " ".join(service.name["zh-CN"] for service in maqu.leaves) == names
    assert len(maqu.windows) == 6
    assert [window.code for window in maqu.windows if window.general] == ["6"]
    assert maqu.hours.always
    assert [person.window for person in maqu.staff if "staff" in person.roles] == list("123456")
    assert not any(service.quota is not None for service in maqu.services)


def test_wangjiangjing_has_its_departments_windows_and_items() -> None:
    hall = load_definition(HALLS / "wangjiangjing.toml")
    assert (len(hall.departments), len(hall.windows)) == (15, 13)
    assert len(hall.leaves) >= 120
    assert len({service.name["zh-CN"] for service in hall.leaves}) == len(hall.leaves)


def test_every_item_can_be_done_somewhere_and_has_its_words(hall: Definition) -> None:
    served = {code for window in hall.windows for code in hall.may_serve(window)}
    assert served == {service.code for service in hall.leaves}
    for service in hall.services:
        able = tuple(window for window in hall.windows if service.code in hall.may_serve(window))
        assert hall.windows_for(service.code) == able
    named = [hall.name, *(s.name for s in hall.services), *(d.name for d in hall.departments)]
    named += [material for service in hall.services for material in service.materials]
    assert all(set(name) == set(hall.languages) for name in named)


def test_every_item_has_a_picture(hall: Definition) -> None:
    assert [s.icon for s in hall.services if not (ICONS / f"{s.icon}.svg").exists()] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('languages = ["zh-CN"', 'langages = ["zh-CN"', "langages: no such field; did you mean 'languages'?"),
        (
            'languages = ["zh-CN"',
            'languages = ["xx", "zh-CN"',
            "languages: 'xx' is not a language known here; known: zh-CN, bo, en",
        ),
        ('languages = ["zh-CN", "bo", "en"]', "languages = []", "languages: "),
        ('icon = "tool"', 'ikon = "tool"', "services \"M\": ikon: no such field; did you mean 'icon'?"),
        ('services = ["B", "C"]', 'services = ["B", "X"]', "windows: 2: services: 'X' is not defined; known: A, B, C"),
        ('code = "B"', 'code = "A"', "services: A: stands twice"),
        (
            'time_zone = "Asia/Shanghai"',
            'time_zone = "Lhasa"',
            "time_zone: must be an IANA time zone such as Asia/Shanghai",
        ),
        ("promised_minutes = 30", "promised_minutes = 0", 'services "G": promised_minutes'),
        (
            'kind = "file"',
            'kind = "inkjet"',
            "printer: kind: Input should be 'none', 'file', 'network', 'usb' or 'serial'",
        ),
        ('window = "3"', 'window = "30"', "staff: 1003: window: '30' is not defined"),
        ('job_number = "1003"\n', "", "staff no. 3: job_number: missing"),
    ],
)
def test_what_is_wrong_is_said_with_entry_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = MAQU.read_text("utf-8")
    assert old in text
    file = tmp_path / "hall.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_definition(file)
    assert str(error.value).startswith(f"{file}: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"code = ", "is not TOML"), ("code = '\u540d'".encode("gb18030"), "is not UTF-8"), (b"", "code: missing")],
)
def test_what_is_no_definition_at_all(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(content)
    with pytest.raises(DefinitionError, match=said):
        load_definition(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_definition(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("board", "said"),
    [
        ({"code": "east", "windows": ["99"]}, "boards: east: windows: '99' is not defined"),
        ({"code": "east", "services": ["Z"]}, "boards: east: services: 'Z' is not defined"),
        ({"code": "east", "languages": ["fr"]}, "boards: east: languages: 'fr' is not defined"),
        ({"code": "west"}, "boards: west: stands twice"),
    ],
)
def test_a_board_shows_only_what_the_hall_has(board: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        definition(boards=[{"code": "west"}, board])
