"""The units: systemd finds nothing wrong with them, and what they start is a command of ours."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.commands import options_of, variables

UNITS = Path(__file__).parents[2] / "config" / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))


def started_by(unit: Path) -> list[str]:
    found = re.search(r"^ExecStart=(.*)$", unit.read_text("utf-8"), flags=re.MULTILINE)
    assert found is not None
    return shlex.split(found[1].replace("%i", "8001"))


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_exists(unit: Path) -> None:
    assert options_of(started_by(unit))
    named = set(re.findall(r"\bJIAOHAO_\w+", unit.read_text("utf-8")))
    assert named <= variables()


def test_several_hubs_listen_at_the_ports_that_nginx_knows() -> None:
    site = (UNITS.parent / "nginx" / "hubs.conf").read_text("utf-8")
    template = (UNITS / "jiaohao@.service").read_text("utf-8")
    ports = re.findall(r"server 127\.0\.0\.1:(\d+)", site)
    assert all(f"jiaohao@{port}" in template for port in ports)
    assert options_of(started_by(UNITS / "jiaohao@.service"))["proxies"] == 1


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    for unit in UNITS.iterdir():
        text = unit.read_text("utf-8").replace("/opt/jiaohao/bin", str(Path(sys.executable).parent))
        (tmp_path / unit.name).write_text(text, "utf-8")
    units = [str(tmp_path / unit.name) for unit in UNITS.iterdir()]
    done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, timeout=30)
    said = [line for line in done.stderr.splitlines() if "jiaohao" in line]
    assert (done.returncode, said) == (0, []), done.stderr
