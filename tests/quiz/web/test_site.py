"""The static page: what lies in its folder, and a session in a real browser, from a plain file server and offline."""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import re
import shutil
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from quiz.errors import QuizError
from quiz.web.site import RUNTIME_FILES, program, site_files

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RUNTIME = Path(os.environ.get("QUIZ_RUNTIME", "node_modules/pyodide"))
MOST_BYTES = 1_300_000
"""What the page may weigh beside the runtime, compressed."""


@pytest.fixture(scope="module")
def empty_runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runtime")
    for name in RUNTIME_FILES:
        (folder / name).write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def files(empty_runtime: Path) -> dict[str, bytes]:
    return dict(site_files("ja", empty_runtime))


def test_everything_is_kept_for_use_without_a_network(files: dict[str, bytes]) -> None:
    listed = json.loads(re.search(r"const FILES = (\[.*\]);", files["offline.js"].decode())[1])  # type: ignore[index]
    assert set(listed) == {"./"} | set(files) - {"offline.js"}
    assert b"VERSION" not in files["offline.js"]


def test_the_page_allows_nothing_but_itself_and_its_runtime(files: dict[str, bytes], empty_runtime: Path) -> None:
    page = files["index.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]  # type: ignore[index]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert re.findall("'[a-z-]*unsafe-eval'", policy) == ["'wasm-unsafe-eval'"]
    assert "http" not in policy
    elsewhere = dict(site_files("ja", "https://cdn.example/pyodide/v314/full"))["index.html"].decode()
    assert "script-src 'self' 'wasm-unsafe-eval' https://cdn.example;" in elsewhere
    assert not re.search(r"<script(?! type=\"(module|application/json)\")", page)
    assert "runtime/pyodide.mjs" not in dict(site_files("ja", "https://cdn.example/x/"))


def test_a_first_visit_has_a_question_in_both_languages(files: dict[str, bytes]) -> None:
    data = json.loads(re.search(r'id="first">(.*?)</script>', files["index.html"].decode())[1])  # type: ignore[index]
    assert data["message"]["do"] == "start"
    stems = {language: reply["question"]["stem"] for language, reply in data["replies"].items()}
    assert set(stems) == {"ja", "en"}
    assert stems["ja"] != stems["en"]


def test_the_same_files_make_the_same_folder(empty_runtime: Path, files: dict[str, bytes]) -> None:
    assert dict(site_files("ja", empty_runtime)) == files


def test_the_program_is_small_and_has_what_it_needs() -> None:
    content = program()
    assert len(content) <= MOST_BYTES
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        names = archive.getnames()
    assert {"quiz/web/engine.py", "solvers/fragment.py", "questions/day2/course.toml", "cards.json"} <= set(names)
    assert not [name for name in names if name.startswith(("quiz/terminal", "solvers/nn")) or "pycache" in name]


@pytest.mark.parametrize("address", ["http://x.example/", "https://", "https://a b/", 'https://x.example/" onload='])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(QuizError) as told:
        dict(site_files("en", address))
    assert "runtime" in told.value.message.en


def test_a_folder_without_the_runtime_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:
        dict(site_files("en", tmp_path))
    assert "pyodide.mjs" in told.value.message.en
    assert told.value.remedy is not None


# -- in a browser ------------------------------------------------------------------------------------------------------


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map: ClassVar[dict[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
    }

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def lay_out(folder: Path, runtime: Path) -> None:
    for name, content in site_files("ja", runtime):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.fixture
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no browser here: chromium, chromium-browser, google-chrome")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


@pytest.mark.thorough
def test_without_a_runtime_the_page_says_so(browser: Any, served: tuple[Path, str], empty_runtime: Path) -> None:
    folder, address = served
    lay_out(folder, empty_runtime)
    (folder / "runtime" / "pyodide.mjs").unlink()
    page = browser.new_context(locale="ja-JP").new_page()
    page.goto(address)
    page.wait_for_selector(".card.bad")
    assert "--runtime" in page.inner_text(".card.bad")


@pytest.mark.slow
@pytest.mark.skipif(
    not (RUNTIME / "pyodide.mjs").is_file(), reason="no runtime here: npm install pyodide, QUIZ_RUNTIME"
)
def test_a_session_goes_on_after_the_network_is_gone(browser: Any, served: tuple[Path, str]) -> None:
    folder, address = served
    lay_out(folder, RUNTIME)
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    context.set_default_timeout(240_000)
    page, faults, asked = context.new_page(), [], set()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("request", lambda sent: asked.add(sent.url.split("/")[2]))
    page.goto(address)
    page.wait_for_selector("form.answer", timeout=20_000)  # long before Python runs
    title = page.inner_text("h1")
    page.get_by_role("button", name="わからない").click()
    page.wait_for_selector("section.card")
    page.get_by_role("button", name="次へ").click()
    page.locator("#place", has_text="2 / 14").wait_for()
    second = page.inner_text("h1")
    assert second != title
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="深層学習 Day 2 確認テスト").click()
    page.locator("#place", has_text="2 / 14").wait_for()
    assert page.inner_text("h1") == second
    assert not faults
    assert asked == {address.split("/")[2]}
