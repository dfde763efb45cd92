"""How soon a call can be heard: a number that was never said before, and one that was."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

from config.definition import Definition
from config.loading import HALLS, load_definition
from display.phrases import call_phrase
from display.voice import Voice
from tests.bench.measuring import RUNS, Aim, Row, Run, in_turns, row

LANGUAGE, WINDOW = "zh-CN", "1"


def rows(folder: Path, *, runs: int = RUNS, calls: int = 3) -> Iterator[Row]:
    """``calls`` in one run."""
    definition = load_definition(HALLS / "maqu.toml")
    voice = Voice(cache=folder / "cache", rate_wpm=definition.voice.rate_words_per_minute, clips={})
    bare = _Bare(definition)
    numbers = (f"A{n:03d}" for n in count(1))
    said: list[str] = []

    def text(number: str) -> str:
        return call_phrase(number, WINDOW, LANGUAGE, one=definition.voice.one).text

    def rendered(number: str) -> float:
        began = time.perf_counter()
        sound = voice.render(call_phrase(number, WINDOW, LANGUAGE, one=definition.voice.one))
        assert sound is not None
        return (time.perf_counter() - began) * 1000

    def new() -> Run:
        ours = [next(numbers) for _ in range(calls)]
        said.extend(ours)
        return Run(figure=median(rendered(number) for number in ours))

    def floor() -> Run:
        # Texts of the same length, and as new to the synthesiser.
        return Run(figure=median(bare.rendered(text(next(numbers)), folder / "bare.wav") for _ in range(calls)))

    ours, floors = in_turns(new, floor, runs=runs)
    yield row(
        "call to audio ready, a new number",
        ours,
        unit="ms",
        aim=Aim("ratio", most=1.2),
        floors=floors,
        floor_is="bare pyttsx3 that renders such a text into a file",
    )
    cached = [Run(figure=median(rendered(number) for number in said[:calls])) for _ in range(runs)]
    yield row("call to audio ready, a number said before", cached, unit="ms", aim=Aim("figure", most=10))
    voice.close()
    bare.close()


class _Bare:
    """pyttsx3 in a process of its own and nothing around it: it cannot be trusted in ours."""

    def __init__(self, definition: Definition) -> None:
        rate = definition.voice.rate_words_per_minute
        command = [sys.executable, "-m", "tests.bench.bare_voice", str(rate)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def rendered(self, text: str, file: Path) -> float:
        """Milliseconds until the file was there, by the child's own clock."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{file}\t{text}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
