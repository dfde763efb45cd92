"""``jiaohao kiosk-mode``: the files a mini-PC or a tablet starts from, started as far as a test machine can."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from server.cli import cli
from tests.browser.conftest import chromium
from tests.hubs import free_port

HUB = "http://192.168.1.10:8000"


def written(folder: Path, page: str, *options: str) -> Path:
    done = CliRunner().invoke(cli, ["kiosk-mode", "--page", page, "--to", str(folder), *options])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def debian(tmp_path: Path) -> Path:
    return written(tmp_path / "screen", f"{HUB}/kiosk/?hall=maqu&x=1", "--rotate", "left")


def test_the_shell_scripts_are_sound_and_may_be_run(debian: Path) -> None:
    for name in ("install", "start-page"):
        subprocess.run(["sh", "-n", str(debian / name)], check=True)
        assert os.access(debian / name, os.X_OK)
    assert "--transform 90" in (debian / "start-page").read_text()


def test_everything_is_filled_in_and_chromium_opens_nothing_but_the_hub(debian: Path, tmp_path: Path) -> None:
    tablet = written(tmp_path / "tablet", f"{HUB}/evaluator/3", "--kind", "android")
    for file in (*debian.iterdir(), *tablet.iterdir()):
        text = file.read_text("utf-8")
        assert not {f"@{name}@" for name in ("page", "page_for_sh", "matrix", "transform")} & set(text.split()), file
        assert "_in_json@" not in text
        if file.suffix == ".json":
            json.loads(text)
    policy = json.loads((debian / "chromium-policy.json").read_text())
    assert (policy["URLBlocklist"], policy["URLAllowlist"][0]) == (["*"], HUB)
    assert json.loads((tablet / "fully-settings.json").read_text())["startURL"] == f"{HUB}/evaluator/3"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_the_unit(debian: Path) -> None:
    unit = debian / "jiaohao-screen.service"
    # The test machine has no compositor.
    unit.write_text(unit.read_text().replace("/usr/bin/cage", shutil.which("env") or "/usr/bin/env"))
    said = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True)
    complaints = [line for line in said.stderr.splitlines() if "jiaohao-screen" in line]
    assert complaints == []


@pytest.mark.parametrize(
    "page",
    [
        "kiosk",
        "ftp://x/",
        "http://",
        f"{HUB}/kiosk/#t=secret",
        f"{HUB}/'; reboot; '",
        f"{HUB}/a b",
        f"{HUB}/$(id)",
        f"{HUB}/\n",
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, page: str) -> None:
    done = CliRunner().invoke(cli, ["kiosk-mode", "--page", page, "--to", str(tmp_path / "screen")])
    assert done.exit_code == 2
    assert not (tmp_path / "screen").exists()


class Page(BaseHTTPRequestHandler):
    """A page that says back whether it may make a sound, and how it is shown."""

    said: dict[str, list[str]]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/said":
            type(self).said = parse_qs(address.query)
        body = b"""<script>
          const sound = new AudioContext().state;
          setTimeout(() => fetch(`/said?sound=${new AudioContext().state}&hall=${location.search.slice(1)}`), 300);
        </script>"""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Chromium by the written script, while nobody answers yet under the page's address."""
    port = free_port()
    screen = written(tmp_path / "screen", f"http://127.0.0.1:{port}/display/?maqu")
    environment = {**os.environ, "HOME": str(tmp_path), "CHROMIUM": chromium(), "XDG_DATA_HOME": str(tmp_path / "data")}
    with (tmp_path / "chromium.log").open("wb") as log:
        process = subprocess.Popen(
            [str(screen / "start-page"), "--headless", "--no-sandbox", "--remote-debugging-port=0"],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    yield process, port
    os.killpg(process.pid, 15)
    process.wait(timeout=15)


def test_chromium_starts_into_the_page_as_soon_as_the_hub_answers_and_may_make_a_sound(
    started: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, port = started
    time.sleep(1.5)
    Page.said = {}
    hub = ThreadingHTTPServer(("127.0.0.1", port), Page)
    serving = threading.Thread(target=hub.serve_forever, daemon=True)
    serving.start()
    give_up_at = time.monotonic() + 40
    while not Page.said:
        assert process.poll() is None
        assert time.monotonic() < give_up_at, "Chromium did not open the page"
        time.sleep(0.1)
    hub.shutdown()
    hub.server_close()
    assert Page.said == {"sound": ["running"], "hall": ["maqu"]}
