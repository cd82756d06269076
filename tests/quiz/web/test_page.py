"""The page in a real browser: a session by touch and by keyboard, in each language; no request leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_visits import CHROMIUM, DESK, NO_BROWSER, PHONE, Visit, opened_browser, served

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html

pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.thorough, pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with served(lambda: Engine(Store(tmp_path / "record"), "ja", as_html, seed=lambda: 7).reply) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


def written_answer(name: str, folder: Path) -> str:
    """Return the answer to the first question of a set that is answered by writing a line."""
    with Store(folder / "beside") as store:
        engine = Engine(store, "ja", as_html, seed=lambda: 7)
        question = engine.reply({"do": "start", "set": name})["question"]
        while question["sort"] != "line":
            engine.reply({"do": "skip"})
            question = engine.reply({"do": "next"})["question"]
    variant = draw(built_in_bank().item(question["item"]), question["seed"])
    return kind_of(variant.item).answers(variant)[0]


def test_a_session_by_touch_on_a_phone(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja")
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
    visit.close()


def test_a_question_by_keyboard_alone(browser: Any, address: str, tmp_path: Path) -> None:
    visit = Visit(browser, address, DESK, "en")
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
    visit.close()


def test_enter_that_confirms_a_conversion_sends_nothing(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja")
    page = visit.page
    visit.press("畳み込み")
    visit.to_a_field()
    page.fill("#field", "さん")
    page.evaluate(
        "document.getElementById('field').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(300)
    assert not page.query_selector("section.card, form.answer .card")
    visit.close()


def test_languages_and_reading_while_writing(browser: Any, address: str, tmp_path: Path) -> None:
    visit = Visit(browser, address, DESK, "ja")
    page = visit.page
    visit.press("畳み込み")
    visit.to_a_field()
    before = page.inner_text("h1")
    visit.press("English")
    page.wait_for_selector("html[lang=en]")
    page.get_by_role("button", name="I don't know").wait_for()
    assert page.inner_text("h1") != before
    page.fill("#field", written_answer("cnn", tmp_path))
    page.wait_for_selector("#reads:not(:empty)")
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(browser: Any, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # The checker is a script of its own, which the page's policy keeps out.
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, locale="ja-JP", bypass_csp=True)
    for section in ("畳み込み", "バッチ正規化", "重みの初期値"):
        page = context.new_page()
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
    with served(lambda: Engine(Store(tmp_path), "ja", as_html).reply) as address:
        visit = Visit(browser, address, PHONE, "ja")
    visit.press("勾配消失")
    visit.page.wait_for_selector(".complaint")
    assert "quiz web" in visit.page.inner_text(".complaint")
    visit.context.close()
