"""Every page in every state that people see it in: for looking at (``screenshots.py``) and for measuring.

One hub shows them all, in the order they stand in; each brings about what it needs at windows nobody else uses.
"""

from tests.browser.scenes import boards, console, entrance, evaluator, inspector, kiosk, live, manager, phone
from tests.browser.scenes.all import ALSO, SCENES
from tests.browser.scenes.stage import Stage

__all__ = [
    "ALSO",
    "SCENES",
    "TOUCHED",
    "Stage",
    "boards",
    "console",
    "entrance",
    "evaluator",
    "inspector",
    "kiosk",
    "live",
    "manager",
    "phone",
]

TOUCHED = ("kiosk", "evaluator", "phone")
