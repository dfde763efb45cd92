"""The small fonts that pages load."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from config.fonts import subset


def characters_of(font: bytes) -> set[str]:
    return {chr(code) for code in TTFont(io.BytesIO(font)).getBestCmap()}


def test_a_page_gets_just_its_characters() -> None:
    made = subset("玛曲0", "hans", 700)
    assert made[:4] == b"wOF2"
    assert characters_of(made) == set("玛曲0")
    assert len(made) < 10_000


def test_the_same_page_gets_the_same_bytes() -> None:
    assert subset("ཨང་རྟགས", "tibetan", 400) == subset("ཨང་རྟགས", "tibetan", 400)


def test_a_part_of_the_tibetan_font_still_stacks_its_letters() -> None:
    whole = TTFont(io.BytesIO(subset("རྟས", "tibetan", 400)))
    assert {"GSUB", "GPOS"} <= set(whole.keys())


def test_a_character_that_the_font_lacks_is_left_out() -> None:
    assert characters_of(subset("玛ཀ", "hans", 400)) == {"玛"}


def test_the_hub_makes_it_in_a_child_process(tmp_path: Path) -> None:
    out = tmp_path / "part.woff2"
    command = [sys.executable, "-m", "config.fonts", str(out), "hans", "400"]
    subprocess.run(command, input="叫号".encode(), check=True, timeout=60)
    assert characters_of(out.read_bytes()) == set("叫号")
    assert list(tmp_path.iterdir()) == [out]


def test_a_wrong_command_is_told_what_is_right() -> None:
    done = subprocess.run([sys.executable, "-m", "config.fonts", "x", "latin", "400"], capture_output=True, timeout=60)
    assert done.returncode == 2
    assert b"hans|tibetan" in done.stderr
