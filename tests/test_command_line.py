"""The command line, as README and the administrators use it."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import requests

from config.loading import HALLS
from server import serving_commands
from tests.feed.test_feed import serve
from tests.hubs import FONTS, DemoHub, free_port, wait_until_healthy


def jiaohao(*arguments: str | Path, ok: bool = True, folder: Path | None = None) -> str:
    """What the command printed; it must end well unless ``ok`` is off."""
    command = [str(Path(sys.executable).with_name("jiaohao")), *map(str, arguments)]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=folder, env={**os.environ, "COLUMNS": "200"}
    )
    assert (ended.returncode == 0) is ok, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout + ended.stderr


def test_init_shows_passwords_and_addresses_once(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hall.db'}"
    files = ["--config", HALLS / "maqu.toml", "--config", HALLS / "wangjiangjing.toml"]
    said = jiaohao("init", *files, "--database", database)
    assert "1001 / " in said
    for hall in ("maqu", "wangjiangjing"):
        assert f"/?hall={hall}\n" in said
        assert f"/kiosk/?hall={hall}#t=" in said
        assert f"/window/?window=1&hall={hall}\n" in said
    again = jiaohao("init", *files, "--database", database)
    assert "stays as it is there" in again
    assert "1001 / " not in again


def test_a_second_hall_changes_the_addresses_of_the_first_and_init_says_so(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hall.db'}"
    alone = jiaohao("init", "--config", HALLS / "empty.toml", "--database", database)
    assert "/kiosk/#t=" in alone
    assert "?hall=" not in alone
    said = jiaohao("init", "--config", HALLS / "maqu.toml", "--database", database)
    assert "/manager/?hall=maqu\n" in said
    assert "its addresses now end in ?hall=hall" in said


def test_init_gives_a_hall_another_code(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hall.db'}"
    of_empty = ("init", "--config", HALLS / "empty.toml", "--database", database)
    assert "--code" in jiaohao(*of_empty, "--code", "南坪", ok=False)
    assert "nanping: set up" in jiaohao(*of_empty, "--code", "nanping")
    assert "nanping: is in the database already" in jiaohao(*of_empty, "--code", "nanping")


def test_init_names_what_is_wrong_in_a_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(
        (HALLS / "maqu.toml").read_text("utf-8").replace('languages = ["zh-CN", "bo", "en"]', "langages = []")
    )
    said = jiaohao("init", "--config", broken, "--database", f"sqlite:///{tmp_path / 'x.db'}", ok=False)
    assert "did you mean 'languages'?" in said


def test_serve_runs_a_real_hall_and_says_where_the_file_differs(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hall.db'}"
    file = tmp_path / "hall.toml"
    file.write_text((HALLS / "maqu.toml").read_text("utf-8"))
    jiaohao("init", "--config", file, "--database", database)
    file.write_text(file.read_text("utf-8").replace("玛曲县政务服务中心", "玛曲县新大厅").replace("公安局", "新局"))
    port = free_port()
    command = [str(Path(sys.executable).with_name("jiaohao")), "serve", "--config", str(file), "--database", database]
    command += ["--host", "127.0.0.1", "--port", str(port), "--data", "data"]
    FONTS.mkdir(parents=True, exist_ok=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fonts").symlink_to(FONTS)
    log = tmp_path / "log"
    with log.open("wb") as out:
        hub = subprocess.Popen(command, stdout=out, stderr=out, cwd=tmp_path)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", hub, log)
        assert "玛曲县政务服务中心" in requests.get(f"http://127.0.0.1:{port}/kiosk/", timeout=10).text
        # What it makes in its folder is found again, though the folder was given by a relative path.
        font = requests.get(f"http://127.0.0.1:{port}/fonts/maqu/kiosk/tibetan-400.woff2", timeout=60)
        assert font.content[:4] == b"wOF2"
    finally:
        hub.terminate()
        hub.wait(timeout=10)
    said = log.read_text()
    assert "maqu: the file differs from the database" in said
    assert "\n  name\n" in said
    assert "\n  departments police: name\n" in said


def test_the_demonstration_hall_sets_itself_up_and_is_found_again(tmp_path: Path) -> None:
    hub = DemoHub(tmp_path, is_new=True).start()
    known = hub.credentials
    assert hub.kiosk().post("/tickets", {"service": "A"}).json()["number"] == "A001"
    assert hub.staff("1").post("/windows/1/open").status_code == 200
    hub.kill()
    hub.start()
    assert hub.credentials == known
    assert hub.kiosk().post("/tickets", {"service": "A"}).json()["number"] == "A002"
    hub.stop()


def test_serve_has_every_option_of_the_interface() -> None:
    known = {name for option in serving_commands.serve.params for name in option.opts}
    promised = {
        "--config",
        "--database",
        "--message-queue",
        "--public-url",
        "--tls-cert",
        "--tls-key",
        "--host",
        "--port",
    }
    assert promised <= known


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> DemoHub:
    """A stopped hub with one rated serving in its database."""
    hub = DemoHub(tmp_path_factory.mktemp("used")).start()
    serve(hub, "1", "A", grade="satisfied")
    hub.stop()
    return hub


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("what", ["ratings", "tickets"])
def test_export_writes_a_report_and_shows_progress(used: DemoHub, tmp_path: Path, what: str, format: str) -> None:
    out = tmp_path / f"report.{format}"
    days = ["--from", "2026-01-01", "--to", "2036-12-31", "--by", "window"]
    said = jiaohao("export", what, "--database", used.database, *days, "--format", format, "--out", out)
    assert "100%" in said
    if format == "xlsx":
        assert openpyxl.load_workbook(out).worksheets[0].max_row == 3
    elif format == "json":
        assert json.loads(out.read_text())["rows"][0]["finished"] == 1
    else:
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(("what", "format"), [("report", "pdf"), ("ledger", "xlsx"), ("servings", "csv")])
def test_what_is_handed_in_each_month_needs_no_browser(used: DemoHub, tmp_path: Path, what: str, format: str) -> None:
    out = tmp_path / f"{what}.{format}"
    days = ["--month", "2026-03"] if what == "report" else ["--from", "2026-01-01", "--to", "2036-12-31"]
    assert "100%" in jiaohao("export", what, "--database", used.database, *days, "--format", format, "--out", out)
    begin = {"pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}[format]
    assert out.read_bytes().startswith(begin)
    assert list(tmp_path.iterdir()) == [out]


def test_what_has_no_rows_ends_at_its_end(used: DemoHub, tmp_path: Path) -> None:
    days = ["--month", "2026-01", "--format", "csv", "--out", tmp_path / "servings.csv"]
    none_left = ["--after", jiaohao("journal", "head", "--database", used.database).split()[2]]
    for said in (
        jiaohao("export", "servings", "--database", used.database, *days),
        jiaohao("export", "national", "--database", used.database, *none_left, "--out", tmp_path / "ratings.jsonl"),
    ):
        assert "100%" in said


def test_a_month_is_all_its_days(used: DemoHub, tmp_path: Path) -> None:
    out = tmp_path / "february.json"
    jiaohao("export", "ratings", "--database", used.database, "--month", "2028-02", "--format", "json", "--out", out)
    report = json.loads(out.read_text())
    assert (report["from"], report["to"]) == ("2028-02-01", "2028-02-29")


def test_export_says_what_is_wrong(used: DemoHub, tmp_path: Path) -> None:
    rest = ["--format", "csv", "--out", tmp_path / "x.csv"]
    wrong = ["--database", used.database, "--from", "2026-02-01", "--to", "2026-01-01"]
    assert "--to must not be before --from" in jiaohao("export", "ratings", *wrong, *rest, ok=False)
    missing = ["--database", f"sqlite:///{tmp_path / 'none.db'}", "--from", "2026-01-01", "--to", "2026-01-01"]
    assert "cannot read" in jiaohao("export", "ratings", *missing, *rest, ok=False)
    for days, problem in (
        (("--month", "2026-13"), "'2026-13' is no month; write year and month as in 2026-03."),
        (("--month", "March"), "'March' is no month; write year and month as in 2026-03."),
        (("--month", "2026-03", "--to", "2026-03-05"), "Give --month or --from and --to, not both."),
        (("--from", "2026-03-05"), "Give --from and --to, or --month for a whole month."),
    ):
        assert problem in jiaohao("export", "ratings", "--database", used.database, *days, *rest, ok=False)
    assert not (tmp_path / "none.db").exists()
    unprintable = ["--database", used.database, "--from", "2026-01-01", "--to", "2026-01-01", "--format", "pdf"]
    said = jiaohao("export", "servings", *unprintable, "--out", tmp_path / "x.pdf", ok=False)
    assert "servings are written as xlsx, csv, json, not as pdf" in said
    assert list(tmp_path.iterdir()) == []


def test_two_hubs_do_not_share_a_port(tmp_path: Path) -> None:
    """Not even where whoever has it would share: half of all requests would go to each."""
    hall = ["--database", f"sqlite:///{tmp_path / 'hall.db'}", "--config", HALLS / "maqu.toml"]
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        at = ["--host", "127.0.0.1", "--port", str(port), "--data", tmp_path / "data"]
        assert f"cannot listen on 127.0.0.1:{port}" in jiaohao("serve", *hall, *at, ok=False)


def test_verify_says_that_the_journal_is_whole(used: DemoHub) -> None:
    assert "maqu: whole" in jiaohao("journal", "verify", "--database", used.database)


@pytest.mark.parametrize("table", ["journal", "ratings"])
def test_verify_names_the_row_of_a_changed_rating(used: DemoHub, tmp_path: Path, table: str) -> None:
    copy = tmp_path / "jiaohao.db"
    with sqlite3.connect(used.folder / "data" / "jiaohao.db") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        seq = target.execute("SELECT seq FROM journal WHERE kind = 'rating.given'").fetchone()[0]
        column = "data" if table == "journal" else "grade"
        change = f"UPDATE {table} SET {column} = replace({column}, 'satisfied', 'satisfiee') WHERE seq = ?"
        assert target.execute(change, (seq,)).rowcount == 1
    said = jiaohao("journal", "verify", "--database", f"sqlite:///{copy}", ok=False)
    assert f"broken at seq {seq}" in said


def test_a_backup_is_taken_from_a_running_hub_and_put_back(own_hub: DemoHub, tmp_path: Path) -> None:
    own_hub.kiosk().post("/tickets", {"service": "A"})
    said = jiaohao("backup", "--database", own_hub.database, "--to", tmp_path / "backups", "--keep", "7")
    assert "maqu whole, 1 rows" in said
    own_hub.kiosk().post("/tickets", {"service": "A"})
    (file,) = (tmp_path / "backups").iterdir()
    database = f"sqlite:///{tmp_path / 'restored.db'}"
    assert "maqu whole, 1 rows" in jiaohao("restore", file, "--database", database)
    assert "maqu: whole, 1 rows" in jiaohao("journal", "verify", "--database", database)
    assert "holds halls already" in jiaohao("restore", file, "--database", database, ok=False)


def test_a_backup_of_nothing_says_so(tmp_path: Path) -> None:
    said = jiaohao("backup", "--database", f"sqlite:///{tmp_path / 'none.db'}", "--to", tmp_path, ok=False)
    assert "there is no database" in said
