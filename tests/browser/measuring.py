"""What on a page is too small to read or to hit, or does not fit."""

from __future__ import annotations

from playwright.sync_api import Page

LOOK = """({ text, target, fits }) => {
    const faults = [];
    const look = (root) => {
        for (const element of root.querySelectorAll("*")) {
            if (element.shadowRoot) look(element.shadowRoot);
            const box = element.getBoundingClientRect();
            if (box.width === 0 || box.height === 0) continue;
            const said = element.textContent.trim();
            const style = getComputedStyle(element);
            const size = parseFloat(style.fontSize);
            const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
            if (words && size < text) faults.push(`${said}: ${size} px`);
            const pressable = element.matches("button, textarea");
            if (pressable && box.height < target) faults.push(`${said}: ${box.height} px high`);
            if (box.right > innerWidth + 1) faults.push(`${said}: wider than the screen`);
            if (pressable && fits && box.bottom > innerHeight) faults.push(`${said}: below the screen`);
            const wide = element.scrollWidth > element.clientWidth + 1;
            if (words && style.display !== "inline" && wide) faults.push(`${said}: is clipped`);
        }
    };
    look(document);
    return faults;
}"""


def faults(page: Page, *, text: float, target: float, fits: bool) -> list[str]:
    """``text`` and ``target`` are the least heights in CSS pixels; ``fits`` if nothing may need scrolling."""
    found: list[str] = page.evaluate(LOOK, {"text": text, "target": target, "fits": fits})
    return found
