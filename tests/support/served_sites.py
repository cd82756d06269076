"""Static sites of the tests: laid out in a folder, served by a plain file server, opened in a real browser.

``QUIZ_RUNTIME`` names a folder of the browser's Python (npm's ``pyodide``); ``QUIZ_NUMPY_RUNTIME`` one that has NumPy's
wheel beside it, which no registry has for npm's.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import json
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import SplitResult, urlsplit

import pytest

from quiz.web.site import site_files

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RUNTIME = Path(os.environ.get("QUIZ_RUNTIME", "node_modules/pyodide"))
NUMPY_RUNTIME = Path(os.environ.get("QUIZ_NUMPY_RUNTIME", "no runtime with NumPy"))
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 800}

needs_runtime = pytest.mark.skipif(
    not (RUNTIME / "pyodide.mjs").is_file(), reason="no runtime here: npm install pyodide, QUIZ_RUNTIME"
)
needs_numpy = pytest.mark.skipif(
    not (NUMPY_RUNTIME / "pyodide.mjs").is_file(), reason="no runtime with NumPy here: QUIZ_NUMPY_RUNTIME"
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map: ClassVar[dict[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
    }

    def log_message(self, *arguments: Any) -> None:
        pass


def lay_out(folder: Path, runtime: Path) -> None:
    """Make the site in a folder."""
    for name, content in site_files("ja", runtime):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as any web space does; yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def opened_browser() -> Iterator[Any]:
    """Yield a real browser, or skip."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no browser here: chromium, chromium-browser, google-chrome")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        yield opened
        opened.close()


class Visit:
    """A page in a browser that notes what it complains of and where it asks."""

    def __init__(self, browser: Any, address: str, size: dict[str, int], language: str, **settings: Any) -> None:
        touch = size is PHONE
        locale = {"ja": "ja-JP", "en": "en-US"}[language]
        self.context = browser.new_context(viewport=size, locale=locale, has_touch=touch, is_mobile=touch, **settings)
        self.context.set_default_timeout(240_000)  # a slow machine is no fault of the page
        self.page = self.context.new_page()
        self.address, self.touch = address, touch
        self.faults: list[str] = []
        self.asked: set[str] = set()
        self.page.on("console", lambda told: self.faults.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.context.on("request", lambda sent: self.note(urlsplit(sent.url)))
        self.page.goto(address)

    def note(self, address: SplitResult) -> None:
        """Note what is asked of a machine; the rest is the page's own memory."""
        if address.scheme not in ("blob", "data", "about"):
            self.asked.add(address.netloc)

    def press(self, name: str) -> None:
        """Press the first button of that name, by a finger or a mouse."""
        target = self.page.get_by_role("button", name=name, exact=False).first
        (target.tap if self.touch else target.click)()

    def send(self, **message: Any) -> dict[str, Any]:
        """Send the engine of the page a message, and return its reply."""
        told: dict[str, Any] = self.page.evaluate(
            "async (message) => (await import('./engine.js')).send(message)", message
        )
        return told

    def close(self) -> None:
        """Close the page; nothing has failed, and nothing was asked of another machine."""
        assert not self.faults
        assert self.asked == {urlsplit(self.address).netloc}
        self.context.close()


STUB = """
class ndarray: pass
class generic: pass
class random:
    seed = staticmethod(lambda number: None)
    default_rng = staticmethod(lambda seed=None: None)
"""


def with_stub_of_numpy(runtime: Path, folder: Path) -> Path:
    """Copy a runtime and put a wheel beside it that is called NumPy, so that everything but NumPy itself is tried."""
    shutil.copytree(runtime, folder, ignore=shutil.ignore_patterns("*.map", "*.html", "*.d.ts"))
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    package = lock["packages"]["numpy"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as wheel:
        wheel.writestr("numpy/__init__.py", STUB)
        wheel.writestr("numpy-2.4.6.dist-info/METADATA", "Metadata-Version: 2.1\nName: numpy\nVersion: 2.4.6\n")
        wheel.writestr("numpy-2.4.6.dist-info/WHEEL", "Wheel-Version: 1.0\n")
    package["sha256"] = hashlib.sha256(made.getvalue()).hexdigest()
    (folder / package["file_name"]).write_bytes(made.getvalue())
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return folder
