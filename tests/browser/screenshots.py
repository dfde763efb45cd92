"""``python -m tests.browser.screenshots OUT``: every page in every state at its real size."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.kiosk_hall import maqu_with_everything
from tests.browser.scenes import ALSO, SCENES, Stage


def main(out: Path, *wanted: str) -> None:
    """All of them, or those whose names begin so: of a page, or ``"board calm"``."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hub = maqu_with_everything(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            stage = Stage(hub, browser.new_context)
            for name, bring_about in (SCENES | ALSO).items():
                if wanted and not name.startswith(wanted):
                    continue
                page = bring_about(stage)
                page.evaluate("() => document.fonts.ready")
                page.wait_for_timeout(300)
                page.screenshot(path=out / f"{name.replace(' ', '-')}.png")
                page.context.close()
            browser.close()
        finally:
            hub.stop()
    if stage.errors:
        raise SystemExit("\n".join(stage.errors))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
