"""What a page does to people who see little, press with effort or use a keyboard: axe-core, and sizes measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map((each) => ({
  rule: each.id, help: each.help, where: each.nodes.map((node) => [node.target.flat().join(" "), node.failureSummary])
})))"""
TARGETS = """() => {
  const small = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (!element.matches("button, a[href], input, select, textarea, [role=button]")) continue;
      if (!element.checkVisibility({visibilityProperty: true})) continue;
      const {width, height} = element.getBoundingClientRect();
      small.push([element.dataset.testid ?? element.textContent.trim(), Math.round(width), Math.round(height)]);
    }
  };
  walk(document);
  return small;
}"""
TEXTS = """() => {
  const texts = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.matches("style, script") || !element.checkVisibility({visibilityProperty: true})) continue;
      const own = [...element.childNodes].filter((node) => node.nodeType === 3);
      const text = own.map((node) => node.data.trim()).join("");
      if (text) texts.push([text, parseFloat(getComputedStyle(element).fontSize)]);
    }
  };
  walk(document);
  return texts;
}"""
CUT = """() => {
  const cut = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("button, h1, h2, p, span, strong, dd")) {
      if (!element.checkVisibility({visibilityProperty: true})) continue;
      if (getComputedStyle(element).display === "inline") continue;
      const beyond = element.scrollWidth - element.clientWidth;
      if (beyond > 1) cut.push([element.textContent.trim().slice(0, 60), beyond]);
    }
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) walk(element.shadowRoot);
  };
  walk(document.body);
  return cut;
}"""


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds wrong with the page as it stands, contrast included; nothing is left out.

    Its source is evaluated by the browser's debugger, which the pages' Content-Security-Policy does not forbid.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {AXE.read_text('utf-8')} }}")
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return found


def targets_below(page: Page, pixels: float) -> list[tuple[str, int, int]]:
    """Everything to press whose width or height is less, with both."""
    return [(n, w, h) for n, w, h in page.evaluate(TARGETS) if min(w, h) < pixels]


def texts_below(page: Page, pixels: float) -> list[tuple[str, float]]:
    """Every visible text that is set smaller, with its size."""
    return [(text, size) for text, size in page.evaluate(TEXTS) if size < pixels]


def texts_cut_off(page: Page) -> list[tuple[str, int]]:
    """Texts that are wider than the place they have, with by how much."""
    return [(text, beyond) for text, beyond in page.evaluate(CUT)]
