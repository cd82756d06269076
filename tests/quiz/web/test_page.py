"""The page in a real browser: a session by touch and by keyboard, in each language; no request leaves the machine."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html
from quiz.web.server import PageServer

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser here: chromium, chromium-browser, google-chrome"),
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 800}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    server = PageServer(lambda: Engine(Store(tmp_path / "record"), "ja", as_html, seed=lambda: 7).reply)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.address
    server.stop()
    thread.join()
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


def written_answer(name: str, folder: Path) -> str:
    """Return the answer to the first question of a set that is answered by writing a line."""
    with Store(folder / "beside") as store:
        engine = Engine(store, "ja", as_html, seed=lambda: 7)
        question = engine.reply({"do": "start", "set": name})["question"]
        while question["lists"] or question["lines"]:
            engine.reply({"do": "skip"})
            question = engine.reply({"do": "next"})["question"]
    variant = draw(built_in_bank().item(question["item"]), question["seed"])
    return kind_of(variant.item).answers(variant)[0]


class Visit:
    """A page in a browser that notes what it complains of and where it asks."""

    def __init__(self, browser: Any, address: str, size: dict[str, int], locale: str) -> None:
        touch = size is PHONE
        self.context = browser.new_context(viewport=size, locale=locale, has_touch=touch, is_mobile=touch)
        self.page = self.context.new_page()
        self.touch = touch
        self.faults: list[str] = []
        self.asked: set[str] = set()
        self.page.on(
            "console", lambda told: self.faults.append(told.text) if told.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda sent: self.asked.add(sent.url.split("/")[2]))
        self.page.goto(address)
        self.page.wait_for_selector(".sets")

    def note(self, told: Any) -> None:
        if told.type in ("error", "warning"):
            self.faults.append(told.text)

    def to_a_field(self, skip: str, next_one: str) -> None:
        """Skip questions up to one that is answered by writing a line."""
        self.page.wait_for_selector("form.answer")
        while not self.page.query_selector("input#field"):
            self.press(skip)
            self.page.wait_for_selector("section.card")
            self.press(next_one)
            self.page.wait_for_selector("section.card", state="detached")
            self.page.wait_for_selector("form.answer")

    def press(self, name: str) -> None:
        target = self.page.get_by_role("button", name=name, exact=False).first
        (target.tap if self.touch else target.click)()

    def close(self, address: str) -> None:
        assert not self.faults
        assert self.asked == {address.split("/")[2]}
        self.context.close()


def test_a_session_by_touch_on_a_phone(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja-JP")
    visit.press("10 分チェック")
    page = visit.page
    for _ in range(40):
        page.wait_for_selector("form.answer, table")
        if page.query_selector("table tr td.right"):
            break
        if page.query_selector("form.answer .options button") and not page.query_selector("#field"):
            page.locator("form.answer .options button").first.tap()
            if page.get_by_role("button", name="解答する").count():
                visit.press("解答する")
        else:
            visit.press("わからない")
        page.wait_for_selector("section.card")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        visit.press("次へ")
        page.wait_for_timeout(50)
    assert "得点" in page.inner_text("main")
    visit.close(address)


def test_a_question_by_keyboard_alone(browser: Any, address: str, tmp_path: Path) -> None:
    visit = Visit(browser, address, DESK, "en-US")
    page = visit.page
    assert page.evaluate("document.documentElement.lang") == "en"
    visit.press("Convolutional")
    page.wait_for_selector("form.answer")
    while not page.query_selector("input#field"):
        visit.press("I don't know")
        page.wait_for_selector("section.card")
        page.keyboard.press("Enter")  # "Next" has the focus
        page.wait_for_selector("section.card", state="detached")
        page.wait_for_selector("form.answer")
    page.keyboard.type("(((")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.answer .card")
    assert page.input_value("#field") == "((("
    assert page.evaluate("document.activeElement.id") == "field"
    page.keyboard.press("Control+A")
    page.keyboard.type(written_answer("cnn", tmp_path))
    page.keyboard.press("Enter")
    page.wait_for_selector("section.card")
    assert page.evaluate("document.activeElement.textContent") == "Next"
    visit.close(address)


def test_enter_that_confirms_a_conversion_sends_nothing(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja-JP")
    page = visit.page
    visit.press("畳み込み")
    visit.to_a_field("わからない", "次へ")
    page.fill("#field", "さん")
    page.evaluate(
        "document.getElementById('field').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(300)
    assert not page.query_selector("section.card, form.answer .card")
    visit.close(address)


def test_languages_and_reading_while_writing(browser: Any, address: str, tmp_path: Path) -> None:
    visit = Visit(browser, address, DESK, "ja-JP")
    page = visit.page
    visit.press("畳み込み")
    visit.to_a_field("わからない", "次へ")
    before = page.inner_text("h1")
    visit.press("English")
    page.wait_for_selector("html[lang=en]")
    page.get_by_role("button", name="I don't know").wait_for()
    assert page.inner_text("h1") != before
    page.fill("#field", written_answer("cnn", tmp_path))
    page.wait_for_selector("#reads:not(:empty)")
    visit.close(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(browser: Any, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # The checker is a script of its own, which the page's policy keeps out.
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, locale="ja-JP", bypass_csp=True)
    page = context.new_page()
    for section in ("畳み込み", "バッチ正規化", "重みの初期値"):
        page.goto(address)
        page.wait_for_selector(".sets")
        broken = axe.run(page).response["violations"]
        page.get_by_role("button", name=section).first.click()
        page.wait_for_selector("form.answer")
        broken += axe.run(page).response["violations"]
        page.get_by_role("button", name="わからない").click()
        page.wait_for_selector("section.card")
        page.wait_for_timeout(300)  # until the card has appeared: half-shown letters lack contrast
        broken += axe.run(page).response["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in broken]
    context.close()


def test_what_the_server_has_lost_is_told(browser: Any, tmp_path: Path) -> None:
    server = PageServer(lambda: Engine(Store(tmp_path), "ja", as_html).reply)
    thread = threading.Thread(target=server.run)
    thread.start()
    visit = Visit(browser, server.address, PHONE, "ja-JP")
    server.stop()
    thread.join()
    server.close()
    visit.press("勾配消失")
    visit.page.wait_for_selector(".complaint")
    assert "quiz web" in visit.page.inner_text(".complaint")
    visit.context.close()
