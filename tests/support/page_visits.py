"""Visits to the page in a real browser, by touch on a phone or by keyboard at a desk: what it complains of is noted."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from quiz.web.engine import Reply
from quiz.web.server import PageServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "no browser here: chromium, chromium-browser, google-chrome"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 800}
LOCALES = {"ja": "ja-JP", "en": "en-US"}


@contextmanager
def served(engine: Callable[[], Callable[[object], Reply]]) -> Iterator[str]:
    """Serve the page for a while; the address lets a browser in."""
    server = PageServer(engine)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.address
    finally:
        server.stop()
        thread.join()
        server.close()


@contextmanager
def opened_browser() -> Iterator[Any]:
    """A browser of this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


class Visit:
    """A page in a browser that notes what it complains of and where it asks.

    On a phone everything is pressed by touch; at a desk by the keyboard alone.
    """

    def __init__(self, browser: Any, address: str, size: dict[str, int], language: str) -> None:
        touch = size is PHONE
        self.context = browser.new_context(viewport=size, locale=LOCALES[language], has_touch=touch, is_mobile=touch)
        self.page = self.context.new_page()
        self.touch = touch
        self.language = language
        self.address = address
        self.faults: list[str] = []
        self.asked: set[str] = set()
        self.page.on("console", self.note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda sent: self.asked.add(sent.url.split("/")[2]))
        self.page.goto(address)
        self.page.wait_for_selector(".sets")

    def note(self, told: Any) -> None:
        if told.type in ("error", "warning"):
            self.faults.append(told.text)

    def said(self, ja: str, en: str) -> str:
        """Return the one of two texts that is in the visitor's language."""
        return ja if self.language == "ja" else en

    def press(self, ja: str, en: str = "", *, exact: bool = False) -> None:
        """Press the first button of that name."""
        self.press_on(self.page.get_by_role("button", name=self.said(ja, en or ja), exact=exact).first)

    def press_on(self, target: Any) -> None:
        """Press an element, by touch or by the keyboard."""
        if self.touch:
            target.tap()
        else:
            target.focus()
            self.page.keyboard.press("Enter")

    def to_a_field(self) -> None:
        """Skip questions up to one that is answered by writing a line."""
        self.page.wait_for_selector("form.answer")
        while not self.page.query_selector("input#field"):
            self.press("わからない", "I don't know")
            self.page.wait_for_selector("section.card")
            self.press("次へ", "Next", exact=True)
            self.page.wait_for_selector("section.card", state="detached")
            self.page.wait_for_selector("form.answer")

    def fits(self) -> bool:
        """Return whether nothing is wider than the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def close(self) -> None:
        """End the visit: nothing was complained of, and nothing but this machine was asked."""
        assert not self.faults
        assert self.asked <= {self.address.split("/")[2]}
        self.context.close()
