"""A runtime at an address: what of it becomes part of the page, and that the rest is what it was when that was made."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from served_sites import RUNTIME, needs_runtime, opened_browser, serving

from quiz.errors import QuizError
from quiz.web import runtime_address
from quiz.web.runtime_address import digest, runtime_at
from quiz.web.runtime_files import LOCK, MACHINE, MODULES, RUNTIME_FILES
from quiz.web.site import site_files

ADDRESS = "https://cdn.example/pyodide/v314/full"
WHEEL = "numpy-2.4.6-wasm32.whl"


def lock_of(**packages: Any) -> bytes:
    return json.dumps({"info": {}, "packages": packages}).encode()


def runtime(**changed: bytes | None) -> dict[str, bytes]:
    numpy = {"file_name": WHEEL, "sha256": hashlib.sha256(b"wheel").hexdigest()}
    files: dict[str, bytes | None] = {name: name.encode() for name in (*RUNTIME_FILES, MODULES[0])}
    files |= {LOCK: lock_of(numpy=numpy, scipy={"file_name": "scipy.whl"}), WHEEL: b"wheel", **changed}
    return {name: content for name, content in files.items() if content is not None}


def reader(files: dict[str, bytes], asked: list[str] | None = None) -> Callable[[str], bytes | None]:
    def read(address: str) -> bytes | None:
        assert address.startswith(ADDRESS + "/")
        name = address.removeprefix(ADDRESS + "/")
        if asked is not None:
            asked.append(name)
        return files.get(name)

    return read


def test_what_is_large_stays_there_with_its_digest(tmp_path: Path) -> None:
    asked: list[str] = []
    found = runtime_at(ADDRESS, tmp_path, reader(runtime(), asked))
    assert dict(found.elsewhere) == {MACHINE: digest(MACHINE.encode()), WHEEL: digest(b"wheel")}
    assert {path for path, _ in found.files} == {f"runtime/{name}" for name in (*RUNTIME_FILES, MODULES[0])} - {
        f"runtime/{MACHINE}"
    }
    assert (found.origin, found.early) == ("https://cdn.example", (f"{ADDRESS}/{MACHINE}",))
    assert found.numpy
    assert not found.packages
    assert WHEEL not in asked
    assert set(json.loads(dict(found.files)[f"runtime/{LOCK}"])["packages"]) == {"numpy"}


def test_an_older_runtime_brings_its_package_for_the_record(tmp_path: Path) -> None:
    package = {"file_name": "sqlite3.whl", "sha256": "0" * 64}
    files = runtime(**{LOCK: lock_of(sqlite3=package), MODULES[0]: None, MODULES[1]: b"old", "sqlite3.whl": b"rows"})
    found = runtime_at(ADDRESS, tmp_path, reader(files))
    assert (found.module, found.packages, found.numpy) == (MODULES[1], ("sqlite3",), False)
    assert dict(found.files)["runtime/sqlite3.whl"] == b"rows"


def test_the_page_runs_no_script_of_another_place_and_pins_the_rest() -> None:
    files = dict(site_files("ja", ADDRESS, reader(runtime())))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', files["index.html"].decode())[1]  # type: ignore[index]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert "cdn.example" not in rules["script-src"]
    assert [name for name, rule in rules.items() if "https://cdn.example" in rule.split()] == ["connect-src"]
    worker = files["worker.js"].decode()
    assert digest(MACHINE.encode()) in worker
    assert f"runtime/{MACHINE}" not in files
    kept = json.loads(re.search(r"const FILES = (\[.*\]);", files["offline.js"].decode())[1])  # type: ignore[index]
    assert f"{ADDRESS}/{MACHINE}" in kept
    assert "runtime/pyodide.mjs" in kept
    assert not [name for name in kept if WHEEL in name]
    assert f'new URL("{ADDRESS}/", self' in files["offline.js"].decode()


@pytest.mark.parametrize("address", ["http://x.example/", "https://", "https://a b/", 'https://x.example/" onload='])
def test_an_address_that_is_none_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:
        runtime_at(address, tmp_path, lambda _: b"")
    assert "runtime" in told.value.message.en


@pytest.mark.parametrize("name", [*RUNTIME_FILES, MODULES[0]])
def test_a_place_without_a_runtime_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:
        runtime_at(ADDRESS, tmp_path, reader(runtime(**{name: None})))
    assert name in told.value.message.en
    assert told.value.remedy is not None


@pytest.mark.parametrize(
    "package",
    [
        {"file_name": "../up.whl", "sha256": "0" * 64},
        {"file_name": WHEEL, "sha256": "0"},
        {"file_name": WHEEL, "sha256": None},
        {"file_name": 3, "sha256": "0" * 64},
    ],
)
def test_a_package_without_a_name_or_a_digest_is_left(package: dict[str, Any], tmp_path: Path) -> None:
    found = runtime_at(ADDRESS, tmp_path, reader(runtime(**{LOCK: lock_of(numpy=package)})))
    assert not found.numpy
    assert set(found.elsewhere) == {MACHINE}


def test_a_network_that_is_none_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:
        runtime_at("https://quiz.invalid/", tmp_path)
    assert "quiz.invalid" in told.value.message.en
    assert told.value.remedy is not None


def test_it_is_not_led_on_to_a_place_without_protection() -> None:
    handler = runtime_address._Refusing()
    request = runtime_address.Request("https://cdn.example/x")
    with pytest.raises(OSError, match="redirected"):
        handler.redirect_request(request, None, 302, "Found", {}, "http://cdn.example/x")
    assert handler.redirect_request(request, None, 302, "Found", {}, "https://other.example/x") is not None


@pytest.mark.slow
@needs_runtime
@pytest.mark.parametrize("whole", [True, False])
def test_a_page_takes_the_machine_from_there_only_if_it_is_the_same(tmp_path: Path, whole: bool) -> None:
    pytest.importorskip("playwright.sync_api")

    def read(address: str) -> bytes | None:
        path = RUNTIME / address.rpartition("/")[2]
        return path.read_bytes() if path.is_file() else None

    for name, content in site_files("ja", ADDRESS, read):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    machine = (RUNTIME / MACHINE).read_bytes()
    sent = machine if whole else machine + b"\x00\x01\x00"  # an empty section: it would run as well
    asked = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/wasm"}
        route.fulfill(status=200, headers=headers, body=sent)

    with serving(tmp_path) as address, opened_browser() as browser:
        context = browser.new_context(locale="ja-JP", service_workers="block")
        context.route("https://cdn.example/**", answer)
        page = context.new_page()
        page.goto(address)
        if whole:
            page.get_by_role("button", name="わからない").click()
            page.wait_for_selector("section.card", timeout=240_000)
        else:  # said at once, in place of the question: there may be nothing left to click
            page.wait_for_selector(".card.bad", timeout=240_000)
            assert not page.locator("section.card").count()
        context.close()
    assert set(asked) == {f"{ADDRESS}/{MACHINE}"}


def test_a_digest_is_what_browsers_know() -> None:
    assert digest(b"x") == "sha256-" + base64.b64encode(hashlib.sha256(b"x").digest()).decode()
