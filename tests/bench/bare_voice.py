"""pyttsx3 and nothing around it: ``file<TAB>text`` lines in, the milliseconds until each file was there out.

``python -m tests.bench.bare_voice WORDS_PER_MINUTE``
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time

import espeakng_loader


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # pyttsx3 prints
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    import pyttsx3

    engine = pyttsx3.init("espeak")
    finished = threading.Event()
    engine.connect("finished-utterance", lambda name, completed: finished.set())
    engine.setProperty("voice", "cmn")
    engine.setProperty("rate", int(sys.argv[1]))
    for line in sys.stdin:
        file, _, text = line.rstrip("\n").partition("\t")
        finished.clear()
        began = time.perf_counter()
        engine.save_to_file(text, file)
        engine.runAndWait()
        finished.wait(10)
        answers.write(f"{(time.perf_counter() - began) * 1000}\n")
        answers.flush()
    os._exit(0)  # espeak-ng aborts when Python unloads it


if __name__ == "__main__":
    main()
