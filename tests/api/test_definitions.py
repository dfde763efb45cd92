"""Setting the hall up over HTTP: changed live, refused with a reason, brought in and out as files."""

import base64
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from PIL import Image

from server.cli import cli
from tests.feed.terminals import Terminal
from tests.hubs import Caller, DemoHub

CHINESE = {"Accept-Language": "zh-CN"}


@pytest.fixture
def manager(own_hub: DemoHub) -> Caller:
    return own_hub.manager()


def defined(manager: Caller) -> dict[str, Any]:
    found: dict[str, Any] = manager.get("/definition").json()
    return found


def test_a_change_is_live_at_once_and_every_page_hears_of_it(own_hub: DemoHub, manager: Caller) -> None:
    kiosk, staff = own_hub.kiosk(), own_hub.staff("1")
    screens = [Terminal(own_hub.base_url, caller.token).connect() for caller in (kiosk, own_hub.display(), staff)]
    for screen in screens:
        screen.wait_for(lambda it: bool(it.snapshots))
    held = defined(manager)
    hall = held["definition"]
    assert hall["hours"] == {"always": True, "week": {}, "holidays": []}
    hall["services"].append({"code": "N", "name": {"zh-CN": "婚姻登记"}, "department": "civil"})
    hall["windows"][0]["services"].append("N")
    answer = manager.post("/definition", {"definition": hall, "revision": held["revision"]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["revision"] == 1
    ticket = kiosk.post("/tickets", {"service": "N"}).json()
    assert ticket["number"] == "N001"
    for screen in screens:
        screen.wait_for(lambda it: "definition.changed" in it.kinds() and "ticket.issued" in it.kinds())
        told = next(event for event in screen.events if event["kind"] == "definition.changed")
        assert told["data"] == {"revision": 1}, "what changed is not for every screen"
        assert screen.gaps == []
        screen.leave()

    hall["notices"] = [{"zh-CN": "下午停电"}]
    again = manager.post("/definition", {"definition": hall, "revision": 0}, headers=CHINESE)
    assert (again.status_code, again.json()["detail"][:8]) == (409, "刚才有别人改了大")
    gone = [each for each in hall["services"] if each["code"] != "N"]
    windows = [{**each, "services": [s for s in each["services"] if s != "N"]} for each in hall["windows"]]
    body = {"definition": {**hall, "services": gone, "windows": windows}, "revision": 1}
    refused = manager.post("/definition", body, headers=CHINESE)
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("“婚姻登记”还有 1 人没办完")

    history = manager.get("/definition/revisions").json()["revisions"]
    assert [(each["revision"], each["by"]) for each in history] == [(1, "旦正加")]
    assert history[0]["changes"][1]["field"] == "services"
    kiosk_ticket = own_hub.staff("1").post(f"/tickets/{ticket['id']}/cancel")
    assert kiosk_ticket.status_code == 200
    back = manager.post("/definition/revisions/0/restore", {"revision": 1})
    assert back.status_code == 200, back.text
    assert "N" not in [each["code"] for each in defined(manager)["definition"]["services"]]


def test_what_is_wrong_is_said_by_field_in_the_callers_language(hub: DemoHub) -> None:
    manager = hub.manager()
    hall = defined(manager)["definition"]
    hall["services"][0]["promised_minutes"] = "soon"
    hall["windows"][0]["services"] = ["X"]
    for path in ("/definition", "/definition/check"):
        body = {"definition": hall} | ({"revision": 0} if path == "/definition" else {})
        answer = manager.post(path, body, headers=CHINESE)
        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {"field": "services.0.promised_minutes", "problem": "事项“户籍管理”等候承诺(分钟):要填整数,不是“soon”"}
        ]
    hall["services"][0]["promised_minutes"] = 20
    english = manager.post("/definition/check", {"definition": hall}, headers={"Accept-Language": "en"}).json()
    assert english["errors"][0]["field"] == "windows.0.services"
    assert english["errors"][0]["problem"].startswith("Windows “户籍”, Services: “X” is not defined")


def test_pasting_says_what_each_row_becomes_and_changes_nothing_yet(hub: DemoHub) -> None:
    manager = hub.manager()
    hall = defined(manager)["definition"]
    text = (
        "序号\t业务名称\t部门\t等候承诺(分钟)\t带什么\r\n"
        '1\t户籍管理\t公安局\t20\t\r\n2\t社会保险\t\t15\t\r\n3\t驾驶证\t公安局\t10\t"身份证\n照片"\r\n4\t猎枪证\t猎务局\t10\t\r\n'
    )
    body = {"table": "services", "text": text, "definition": hall}
    answer = manager.post("/definition/pastes", body, headers=CHINESE).json()
    rows = [(row["line"], row["becomes"], row["entry"]["code"]) for row in answer["rows"]]
    assert rows == [(2, "same", "A"), (3, "changed", "C"), (4, "added", "N"), (5, "refused", "P")]
    assert answer["rows"][3]["problems"] == ["事项“猎枪证”科室:没有叫“猎务局”的"]
    new = next(each for each in answer["definition"]["services"] if each["code"] == "N")
    assert (new["department"], new["materials"]) == ("police", [{"zh-CN": "身份证"}, {"zh-CN": "照片"}])
    assert [(change["entry"], change["field"]) for change in answer["changes"]] == [
        ("C", "promised_minutes"),
        ("N", None),
    ]
    assert defined(manager)["definition"] == hall
    plain = manager.post("/definition/pastes", {**body, "table": "departments", "text": "税务局\n民政局"}).json()
    assert [row["becomes"] for row in plain["rows"]] == ["added", "same"]
    assert manager.post("/definition/pastes", {**body, "table": "chairs"}).status_code == 422


def test_the_hall_goes_out_as_a_file_and_comes_in_again(own_hub: DemoHub, manager: Caller, tmp_path: Path) -> None:
    hall = defined(manager)["definition"]
    for format in ("toml", "xlsx"):
        file = manager.get(f"/definition/files/{format}", headers=CHINESE)
        assert file.status_code == 200
        read = manager.post("/definition/files", {"format": format, "content": _as_text(file.content)})
        assert read.json() == {"definition": hall, "changes": []}
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    book["窗口"].cell(2, 1, "一号 窗口")
    changed = io.BytesIO()
    book.save(changed)
    refused = manager.post(
        "/definition/files", {"format": "xlsx", "content": _as_text(changed.getvalue())}, headers=CHINESE
    )
    assert refused.status_code == 422
    assert "工作表“窗口”第 2 行“编号”:“一号 窗口”不合格式" in [e["problem"] for e in refused.json()["errors"]]

    own_hub.stop()
    out = tmp_path / "hall.xlsx"
    jiaohao("definition", "export", "--database", own_hub.database, "--out", out)
    assert "0 changes" in jiaohao("definition", "import", out, "--database", own_hub.database)
    book["窗口"].cell(2, 1, "1")
    book["公告"].cell(2, 1, "下午停电")
    book.save(out)
    assert "1 changes" in jiaohao("definition", "import", out, "--database", own_hub.database)
    toml = tmp_path / "hall.toml"
    jiaohao("definition", "export", "--database", own_hub.database, "--out", toml)
    assert "下午停电" in toml.read_text("utf-8")
    toml.write_text(toml.read_text("utf-8").replace('icon = "tool"', "icon = 3"), "utf-8")
    said = jiaohao("definition", "import", toml, "--database", own_hub.database, ok=False)
    assert "事项“12”图标" in said or "图标" in said


def jiaohao(*arguments: str | Path, ok: bool = True) -> str:
    ended = CliRunner().invoke(cli, [str(each) for each in arguments])
    assert (ended.exit_code == 0) is ok, ended.output
    return ended.output


def _as_text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_new_colleague_gets_a_picture_and_a_first_password(own_hub: DemoHub, manager: Caller) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (1200, 900), "#7a5c3e").save(picture, "PNG")
    kept = manager.post("/photos", {"image": _as_text(picture.getvalue())}).json()["photo"]
    shown = own_hub.caller(None).get(own_hub.base_url + kept)
    assert Image.open(io.BytesIO(shown.content)).size == (360, 480)
    bad = manager.post("/photos", {"image": _as_text(b"<svg/>")}, headers=CHINESE)
    assert (bad.status_code, bad.json()["detail"]) == (422, "这个文件不是照片。请用 JPEG 或 PNG。")

    held = defined(manager)
    person = {"job_number": "1007", "name": "卓玛", "window": "1", "photo": kept}
    hall = {**held["definition"], "staff": [*held["definition"]["staff"], person]}
    assert manager.post("/definition", {"definition": hall, "revision": 0}).status_code == 200
    assert "1007" not in defined(manager)["enter"]
    given = manager.post("/people/1007/password")
    assert given.status_code == 200
    assert "1007" in defined(manager)["enter"]
    body = {"job_number": "1007", "password": given.json()["password"], "window": "1"}
    assert own_hub.caller(None).post("/sessions", body).status_code == 201
