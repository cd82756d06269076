"""The static page: what lies in its folder, and a session in a real browser, from a plain file server and offline."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served_sites import RUNTIME, lay_out, needs_runtime, opened_browser, serving

from quiz.errors import QuizError
from quiz.web.compiled import compiled, packed
from quiz.web.program_files import program
from quiz.web.runtime_files import LIBRARY, MODULES, RUNTIME_FILES
from quiz.web.site import site_files

MOST_BYTES = 1_220_000
"""What the page may weigh beside the runtime, compressed; more than 1.3 MB would keep a phone waiting."""


@pytest.fixture(scope="module")
def empty_runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runtime")
    for name in (*RUNTIME_FILES, MODULES[0]):
        (folder / name).write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def files(empty_runtime: Path) -> dict[str, bytes]:
    return dict(site_files("ja", empty_runtime))


def test_everything_is_kept_for_use_without_a_network(files: dict[str, bytes]) -> None:
    listed = json.loads(re.search(r"const FILES = (\[.*\]);", files["offline.js"].decode())[1])  # type: ignore[index]
    assert set(listed) == {"./"} | set(files) - {"offline.js", "training.bin"}
    assert b"VERSION" not in files["offline.js"]


def test_the_page_allows_nothing_but_itself_and_its_runtime(files: dict[str, bytes], empty_runtime: Path) -> None:
    page = files["index.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]  # type: ignore[index]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert re.findall("'[a-z-]*unsafe-eval'", policy) == ["'wasm-unsafe-eval'"]
    assert "http" not in policy
    assert not re.search(r"<script(?! (type=\"(module|application/json)\"|src=\"theme.js\"></script>))", page)


def test_a_first_visit_has_a_question_in_both_languages(files: dict[str, bytes]) -> None:
    data = json.loads(re.search(r'id="first">(.*?)</script>', files["index.html"].decode())[1])  # type: ignore[index]
    assert data["message"]["do"] == "start"
    stems = {language: reply["question"]["stem"] for language, reply in data["replies"].items()}
    assert set(stems) == {"ja", "en"}
    assert stems["ja"] != stems["en"]


def test_the_same_files_make_the_same_folder(empty_runtime: Path, files: dict[str, bytes]) -> None:
    assert dict(site_files("ja", empty_runtime)) == files


def test_a_folder_without_the_runtime_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:
        dict(site_files("en", tmp_path))
    assert "pyodide.mjs" in told.value.message.en
    assert told.value.remedy is not None


# -- in a browser ------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    with serving(tmp_path) as address:
        yield tmp_path, address


@pytest.fixture
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.mark.thorough
def test_without_a_runtime_the_page_says_so(browser: Any, served: tuple[Path, str], empty_runtime: Path) -> None:
    folder, address = served
    lay_out(folder, empty_runtime)
    (folder / "runtime" / "pyodide.mjs").unlink()
    page = browser.new_context(locale="ja-JP").new_page()
    page.goto(address)
    page.wait_for_selector(".card.bad")
    assert "--runtime" in page.inner_text(".card.bad")


HOLD = "() => { navigator.locks.request('record', () => new Promise((done) => (self.letGo = done))); }"


@pytest.mark.thorough
def test_one_tab_keeps_the_record_and_a_page_loaded_again_waits_for_itself(
    browser: Any, served: tuple[Path, str], empty_runtime: Path
) -> None:
    folder, address = served
    lay_out(folder, empty_runtime)
    (folder / "runtime" / "pyodide.mjs").unlink()  # so that whoever holds the record gets no further than this
    context = browser.new_context(locale="ja-JP")
    before, page = context.new_page(), context.new_page()
    for ends in (True, False):
        before.goto(address + "frame.html")
        before.evaluate(HOLD)
        page.goto(address)
        if ends:
            page.wait_for_timeout(1500)
            assert page.locator(".card.bad").count() == 0
            before.evaluate("letGo()")
        page.wait_for_selector(".card.bad")
        assert ("--runtime" in page.inner_text(".card.bad")) is ends
        assert ("別のタブ" in page.inner_text(".card.bad")) is not ends


@pytest.mark.slow
@needs_runtime
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
    page.locator("#place", has_text="2 / 14").wait_for()  # it goes on where it was
    assert page.inner_text("h1") == second
    assert not faults
    assert asked == {address.split("/")[2]}


def beside_the_runtime(files: dict[str, bytes]) -> int:
    sent = (content for name, content in files.items() if "/" not in name and name != "training.bin")
    return sum(min(len(content), len(gzip.compress(content, 9))) for content in sent)


def test_the_page_is_small(files: dict[str, bytes]) -> None:
    assert beside_the_runtime(files) <= MOST_BYTES


@pytest.mark.slow
@needs_runtime
def test_what_was_compiled_is_small_and_always_the_same(files: dict[str, bytes]) -> None:
    if shutil.which("node") is None:
        pytest.skip("no Node here")
    plain = program()
    ready = compiled(RUNTIME, (), plain)
    assert ready is not None
    assert any(path.startswith("quiz/web/__pycache__/engine.") for path in ready.modules)
    assert any(path.startswith("quiz/reading/__pycache__/formulas.") for path in ready.modules)  # an answer was read
    assert len(ready.library) <= (RUNTIME / LIBRARY).stat().st_size
    with zipfile.ZipFile(io.BytesIO(ready.library)) as library, zipfile.ZipFile(RUNTIME / LIBRARY) as text:
        assert {name.removesuffix("c") for name in library.namelist()} == set(text.namelist())
        assert not [name for name in library.namelist() if name.endswith(".py")]
    assert compiled(RUNTIME, (), plain) == ready
    sent = packed(RUNTIME, (), program(ready.modules), ready.library)
    assert sent is not None
    assert beside_the_runtime({**files, "program.bin": sent}) <= MOST_BYTES


@pytest.mark.slow
@needs_runtime
def test_what_doesnt_start_isnt_sent() -> None:
    if shutil.which("node") is None:
        pytest.skip("no Node here")
    plain = program()
    broken = io.BytesIO()
    with zipfile.ZipFile(RUNTIME / LIBRARY) as whole, zipfile.ZipFile(broken, "w") as without:
        for name in whole.namelist():
            if name != "tomllib/_parser.py":  # the runtime starts, and the program doesn't
                without.writestr(name, whole.read(name))
    assert packed(RUNTIME, (), plain, broken.getvalue()) is None
