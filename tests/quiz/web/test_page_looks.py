"""How the page is seen: light and dark as it was chosen, code in colours, a sheet on paper; its field for code."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served_sites import CHROMIUM, DESK, PHONE, Visit, opened_browser

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html
from quiz.web.server import PageServer

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser here: chromium, chromium-browser, google-chrome"),
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    server = PageServer(lambda: Engine(Store(tmp_path / "record"), "ja", as_html, seed=lambda: 5).reply)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.address
    server.stop()
    thread.join()
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


def paper(page: Any) -> str:
    found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_light_and_dark_are_as_the_system_has_it_until_they_are_chosen(
    browser: Any, address: str, scheme: str, other: str
) -> None:
    visit = Visit(browser, address, PHONE, "ja", color_scheme=scheme)
    page = visit.page
    page.wait_for_selector(".sets")
    systems = paper(page)
    page.emulate_media(color_scheme=other)
    others = paper(page)
    assert systems != others
    page.emulate_media(color_scheme=scheme)
    switch = page.locator("#theme")
    seen = {}
    for _ in range(3):
        seen[switch.get_attribute("aria-label")] = paper(page)
        switch.tap()
    assert len(seen) == 3
    assert seen[switch.get_attribute("aria-label")] == systems  # round once
    while paper(page) != others:
        switch.tap()
    page.reload()
    page.wait_for_selector(".sets")
    assert paper(page) == others
    visit.press("English")
    assert switch.get_attribute("aria-label").isascii()
    visit.close()


def to_code(visit: Visit, language: str) -> dict[str, Any]:
    """Go to the first question that takes lines of code."""
    visit.page.wait_for_selector(".sets")
    visit.press("実装と実行" if language == "ja" else "Practicals")
    visit.page.wait_for_selector("form.answer")
    while not visit.page.query_selector("textarea.code"):
        visit.press("わからない" if language == "ja" else "I don't know")
        visit.page.wait_for_selector("section.card")
        visit.press("次へ" if language == "ja" else "Next")
        visit.page.wait_for_selector("section.card", state="detached")
        visit.page.wait_for_selector("form.answer")
    question: dict[str, Any] = visit.send(do="question")["question"]
    return question


def test_the_field_for_code_indents_and_lets_go(browser: Any, address: str) -> None:
    visit = Visit(browser, address, DESK, "en")
    to_code(visit, "en")
    page, field = visit.page, visit.page.locator("textarea.code")
    field.fill("")
    field.focus()
    page.keyboard.type("def f(x):")
    page.keyboard.press("Enter")
    page.keyboard.type("if x:")
    page.keyboard.press("Enter")
    page.keyboard.type("return 1")
    assert field.input_value() == "def f(x):\n    if x:\n        return 1"
    page.keyboard.press("Shift+Tab")
    assert field.input_value() == "def f(x):\n    if x:\n    return 1"
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.press("Tab")
    assert field.input_value().startswith("    def f(x):\n        if x:\n")
    page.keyboard.press("Shift+Tab")
    assert field.input_value().startswith("def f(x):\n    if x:\n")
    page.keyboard.press("Control+Z")
    assert field.input_value().startswith("    def f(x):")
    before = field.input_value()
    page.evaluate(
        "for (const key of ['Enter', 'Tab']) document.querySelector('textarea.code').dispatchEvent("
        "new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }))"
    )
    assert field.input_value() == before  # they belong to a conversion
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") != "code"
    visit.close()


@pytest.mark.parametrize(("size", "language"), [(PHONE, "ja"), (DESK, "en")])
def test_code_is_run_and_shown_in_colours(browser: Any, address: str, size: dict[str, int], language: str) -> None:
    visit = Visit(browser, address, size, language)
    question = to_code(visit, language)
    variant = draw(built_in_bank().item(question["item"]), question["seed"])
    visit.page.fill("textarea.code", kind_of(variant.item).answers(variant)[0])
    visit.page.keyboard.press("Control+Enter")
    visit.page.wait_for_selector("section.card.good")
    visit.press("解説を見る" if language == "ja" else "Show the solution")
    visit.page.wait_for_selector("section.card pre .keyword")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    visit.close()


def test_a_question_on_paper_is_a_sheet_with_a_line_to_answer_on(browser: Any, address: str) -> None:
    visit = Visit(browser, address, DESK, "ja", color_scheme="dark")
    visit.page.wait_for_selector(".sets")
    visit.press("畳み込み")
    visit.page.wait_for_selector("form.answer")
    page = visit.page
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert not page.locator(".actions").first.is_visible()
    assert page.locator("h1").is_visible()
    assert paper(page) in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    while not page.query_selector("#field"):
        page.emulate_media(media="screen")
        visit.press("わからない")
        page.wait_for_selector("section.card")
        visit.press("次へ")
        page.wait_for_selector("section.card", state="detached")
        page.wait_for_selector("form.answer")
        page.emulate_media(media="print")
    style = page.evaluate(
        "(({ borderBottomWidth, borderTopWidth }) => [borderTopWidth, borderBottomWidth])"
        "(getComputedStyle(document.getElementById('field')))"
    )
    assert style[0] == "0px" != style[1]
    assert len(page.pdf()) > 1000
    visit.close()


def test_motion_is_spared_who_asks_for_less(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja", reduced_motion="reduce")
    visit.page.wait_for_selector(".sets")
    visit.press("畳み込み")
    visit.page.wait_for_selector("form.answer")
    visit.press("わからない")
    visit.page.wait_for_selector("section.card")
    assert visit.page.evaluate("document.getAnimations().length") == 0
    visit.close()
