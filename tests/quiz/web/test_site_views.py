"""The views on the static page, whose engine and record are in the browser: offline, opened again, exported."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_visits import CHROMIUM, NO_BROWSER, PHONE, Visit, opened_browser

from quiz.web.folder_server import FolderServer
from quiz.web.site import site_files

RUNTIME = Path(os.environ.get("QUIZ_RUNTIME", "node_modules/pyodide"))
PATIENCE = 240_000

pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
    pytest.mark.skipif(
        not (RUNTIME / "pyodide.mjs").is_file(), reason="no runtime here: npm install pyodide, QUIZ_RUNTIME"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    for name, content in site_files("ja", RUNTIME):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    server = FolderServer(folder, 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.address
    server.stop()
    thread.join()
    server.close()


class SiteVisit(Visit):
    """A visit to a static page: it begins with a question, and its engine takes a while to start."""

    def __init__(self, browser: Any, address: str) -> None:
        self.context = browser.new_context(viewport=PHONE, locale="ja-JP", has_touch=True, is_mobile=True)
        self.context.set_default_timeout(PATIENCE)
        self.touch, self.language, self.address = True, "ja", address
        self.faults, self.asked = [], set()
        self.page = self.opened()

    def opened(self) -> Any:
        """Open the page in a new tab."""
        page = self.context.new_page()
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda sent: self.asked.add(sent.url.split("/")[2]))
        page.goto(self.address)
        return page

    def begin(self) -> None:
        """Come to the first screen."""
        self.press("quiz", exact=True)
        self.page.wait_for_selector(".sets")


def test_an_exam_goes_on_without_a_network_and_in_a_new_tab(browser: Any, address: str) -> None:
    visit = SiteVisit(browser, address)
    visit.begin()
    page = visit.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit.press("選択式")
    page.wait_for_selector("form.answer .options")
    page.locator("form.answer .options button").nth(2).tap()
    page.locator("#saved", has_text="記録しました").wait_for()
    visit.press("次へ", exact=True)
    page.locator(".number", has_text="2 / 30").wait_for()
    title = page.inner_text("h1")
    visit.context.set_offline(True)
    page.reload()
    page.locator("h1", has_text=title).wait_for()
    second = visit.opened()
    second.wait_for_selector(".card.bad")
    assert "1 つだけ" in second.inner_text(".card.bad")
    second.close()
    page.close()
    page = visit.page = visit.opened()
    page.wait_for_selector(".sets")
    visit.press("続きから: 深層学習 Day 2 模擬試験")
    page.locator("h1", has_text=title).wait_for()
    visit.press("前へ")
    page.locator(".number", has_text="1 / 30").wait_for()
    assert page.locator("form.answer .options button").nth(2).get_attribute("aria-pressed") == "true"
    visit.press("一覧")
    page.wait_for_selector(".places")
    visit.press("提出する", exact=True)
    page.wait_for_selector("[role=alert]")
    visit.press("このまま提出する")
    page.wait_for_selector(".shares")
    visit.press_on(page.locator(".times button").first)
    page.wait_for_selector("section.card")
    visit.press("quiz", exact=True)
    page.wait_for_selector(".sets")
    visit.press("成績")
    page.wait_for_selector(".topics")
    visit.close()


def test_the_record_of_the_phone_goes_to_the_terminal_and_back(
    browser: Any, address: str, tmp_path: Path, run_quiz: Any
) -> None:
    visit = SiteVisit(browser, address)
    page = visit.page
    visit.press("わからない")
    page.wait_for_selector("section.card")
    visit.begin()
    visit.press("持ち運び")
    with page.expect_download() as coming:
        visit.press("ファイルに書き出す")
    file = tmp_path / "phone.jsonl"
    coming.value.save_as(file)
    assert "1 session, 1 answer" in run_quiz("data", "import", str(file), "--lang", "en").stdout
    answered = run_quiz("run", "day2", "--item", "conv-output-size", "--lang", "en", stdin="7x7\n")
    assert answered.returncode == 0, answered.stderr
    back = tmp_path / "terminal.jsonl"
    assert run_quiz("data", "export", str(back)).returncode == 0
    for told in ("練習 1 回、解答 1 件", "練習 0 回、解答 0 件"):
        page.set_input_files("#record-file", back)
        page.locator(".told", has_text=told).wait_for()
    page.reload()
    page.wait_for_selector(".sets")
    visit.press("成績")
    page.locator("main", has_text="解答 2 件").wait_for()
    visit.close()
