"""Every command in the READMEs works as it stands there, and both READMEs give the same ones."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hubs import free_port, wait_until_healthy

ROOT = Path(__file__).parent.parent
PUBLIC = "http://192.168.1.10:8000"
RUN_BY_OTHERS = {"make test", "make lint"}
"""What .ci/run itself runs."""
MADE_BY_THE_TEST = ("hub.log", "agent.log", "sounds")
ELSEWHERE = ("make ", "docker ")
"""Commands that are looked at below, and in tests/deploy."""


def commands(name: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the checkout to the commands, and may be written into."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name in ("config", "server", "kiosk", "display", "evaluator", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_both_readmes_give_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")


@pytest.mark.parametrize("command", [c for c in commands("README.md") if c.startswith("make ")])
def test_make_knows_its_commands(command: str) -> None:
    if command in RUN_BY_OTHERS:
        assert command in (ROOT / ".ci" / "run").read_text("utf-8")
    done = subprocess.run(["make", "-n", *command.split()[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_real_hall_is_set_up_as_written(checkout: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    running: list[subprocess.Popen[bytes]] = []
    said = ""
    try:
        for command in (c.replace(PUBLIC, url) for c in commands("README.md") if not c.startswith(ELSEWHERE)):
            words = shlex.split(command)
            if "serve" in words:
                # Where another database is served, that is a hub beside the first.
                own = free_port() if "--database" in words else port
                running.append(_begin([*words, "--port", str(own), "--host", "127.0.0.1"], checkout, "hub.log"))
                wait_until_healthy(f"http://127.0.0.1:{own}", running[-1], checkout / "hub.log")
                for kind, token in _tokens(said):
                    (checkout / f"{kind}.token").write_text(token)
            elif "-m" in words:
                # The machine of the tests has no loudspeaker.
                silent = ["--into", "sounds"] if "display" in words else []
                agent = _begin([*words, *silent], checkout, "agent.log")
                running.append(agent)
                with pytest.raises(subprocess.TimeoutExpired):  # it goes on listening
                    agent.wait(timeout=4)
            else:
                words = [said.split()[-1] if word == "HASH" else word for word in words]
                done = subprocess.run(words, cwd=checkout, capture_output=True, text=True, timeout=60)
                assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
                said += done.stdout
    finally:
        for process in running:
            process.terminate()
            process.wait(timeout=15)
    assert (checkout / "ratings.xlsx").stat().st_size > 0
    assert "maqu: whole" in said
    assert "maqu: whole up to row" in said
    assert f"Ready: open {url}/\n" in (checkout / "hub.log").read_text("utf-8")
    assert len(list((checkout / "backups").iterdir())) == 1
    assert _would_be_committed(checkout) == []


def _begin(words: list[str], folder: Path, log: str) -> subprocess.Popen[bytes]:
    with (folder / log).open("ab") as out:
        return subprocess.Popen(words, cwd=folder, stdout=out, stderr=out, env={**os.environ, "PYTHONUNBUFFERED": "1"})


def _would_be_committed(folder: Path) -> list[str]:
    """What the commands left that one ``git add .`` in the clone would take: passwords, keys, citizens' data."""
    left = [path.name for path in folder.iterdir() if not path.is_symlink() and path.name not in MADE_BY_THE_TEST]
    for_git = "".join(f"{name}/\n" if (folder / name).is_dir() else f"{name}\n" for name in left)
    ask = ["git", "check-ignore", "--no-index", "--non-matching", "--verbose", "--stdin"]
    told = subprocess.run(ask, cwd=ROOT, input=for_git, capture_output=True, text=True)
    assert len(told.stdout.splitlines()) == len(left), told.stderr
    return [line for line in told.stdout.splitlines() if line.startswith("::")]


def _tokens(said: str) -> Iterator[tuple[str, str]]:
    for kind in ("kiosk", "display"):
        found = re.search(rf"/{kind}/#t=(\S+)", said)
        assert found is not None, said
        yield kind, found[1]
