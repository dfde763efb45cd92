"""What gets installed, as the Dockerfile and an administrator install it, has all that pages and tickets need.

It takes a minute, so it only runs where asked for: ``make test-wheel``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.hubs import Caller, free_port, wait_until_healthy

ROOT = Path(__file__).parents[2]
NEEDED = (
    "/kiosk/",
    "/assets/kiosk/kiosk.js",
    "/vendor/npm/lit/index.js",
    "/vendor/npm/socket.io-client/dist/socket.io.esm.min.js",
    "/vendor/icons/home.svg",
    "/vendor/fonts/tibetan-400",
    "/fonts/maqu/kiosk.css",
    "/fonts/maqu/kiosk/hans-400.woff2",
)

pytestmark = [
    pytest.mark.skipif("JIAOHAO_TEST_WHEEL" not in os.environ, reason="runs with make test-wheel"),
    pytest.mark.timeout(600),
]


def test_an_installed_hub_shows_every_page_and_prints(tmp_path: Path) -> None:
    built, venv, elsewhere = tmp_path / "built", tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", built, ROOT])
    run([sys.executable, "-m", "venv", venv])
    wheel = next(built.glob("jiaohao-*.whl"))
    product = f"jiaohao[cluster] @ {wheel.as_uri()}"
    run([venv / "bin" / "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", product])
    port = free_port()
    command = [venv / "bin" / "jiaohao", "demo", "--port", str(port), "--credentials", "credentials.json"]
    without = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (elsewhere / "log").open("wb") as log:
        hub = subprocess.Popen(command, cwd=elsewhere, env=without, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(url, hub, elsewhere / "log")
        for path in NEEDED:
            answer = requests.get(url + path, timeout=60)
            assert (answer.status_code, bool(answer.content)) == (200, True), path
        told = json.loads((elsewhere / "credentials.json").read_text())
        ticket = Caller(url, told["devices"]["kiosk"]).post("/tickets", {"service": "A"}).json()
        heard = Caller(url, told["devices"]["display"]).get(f"/speech/en/{ticket['number']}/1.wav")
        assert heard.content[:4] == b"RIFF"
    finally:
        hub.terminate()
        hub.wait(timeout=20)


def run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
