"""A headless Chromium for looking at pages: Debian's package, driven by ``playwright`` from PyPI."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WAIT = """new Promise((done, failed) => {
  const late = () => performance.now() > 15000 ? failed("không hiện ra") : setTimeout(look, 20);
  const look = () => window.shownAt ? done() : late();
  look();
})"""
NAMES = ("chromium", "chromium-browser", "google-chrome")
SHOWN = """new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.shownAt ??= performance.now();
}))).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-ready"]});"""
"""When the page has said that it is ready, and two frames have been drawn since."""


def missing() -> str:
    """What has to be installed before a page can be opened; empty when nothing."""
    if find_spec("playwright") is None:
        return "không có playwright (pip install playwright)"
    return "" if _browser() else "không có Chromium (apt-get install chromium)"


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser; pages of it are made with ``show``."""
    with import_module("playwright.sync_api").sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


def show(browser: Any, file: Path, address: str = "", size: tuple[int, int] = (1366, 768)) -> Any:
    """A new page with a file, once it is ready.

    ``page.said`` holds errors, messages of the console, dialogs and requests: a sound page leaves it empty.
    """
    page = browser.new_page()
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("dialog", lambda dialog: (page.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: _is_own(request.url) or page.said.append(request.url))
    page.add_init_script(SHOWN)
    return reopen(page, file, address, size)


def reopen(page: Any, file: Path, address: str = "", size: tuple[int, int] = (1366, 768)) -> Any:
    """The same for a page that is there already; nothing of what it showed remains."""
    page.said.clear()
    page.goto("about:blank")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(media="screen")
    page.goto(f"{file.as_uri()}{address}")
    page.evaluate(WAIT)
    return page


def _is_own(url: str) -> bool:
    return url.startswith(("file:", "about:"))


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
