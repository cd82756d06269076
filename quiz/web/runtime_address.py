"""The runtime of the static page from an address: fetched once, when the page is made, and pinned to what was found.

What is small, and every script, becomes part of the page; what is large stays at the address, each file with its
digest, without which a browser takes it for nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from quiz.errors import QuizError
from quiz.language import Text
from quiz.outlet.whole_files import place_bytes
from quiz.web.runtime_files import (
    LOADER,
    LOCK,
    MACHINE,
    MODULES,
    PACKAGES,
    RUNTIME,
    RUNTIME_FILES,
    Runtime,
    runtime_of,
    shorter,
)  # fmt: skip

MOST_BYTES = 64_000_000
"""A file of a runtime that is larger isn't taken."""
SECONDS = 60.0
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]{1,200}(?::[0-9]{1,5})?/[A-Za-z0-9._~/@+-]{0,300}\Z")
_NAME = re.compile(r"[\w.+-]+\.whl")

Read = Callable[[str], bytes | None]
"""Fetches an address; None where nothing lies there."""


def runtime_at(address: str, folder: Path, read: Read | None = None) -> Runtime:
    """Return the runtime at an address, whose files are put into an empty folder as well.

    Raises :class:`quiz.errors.QuizError` where that is no address, or holds no runtime.
    """
    if not _ADDRESS.match(address):
        raise QuizError(
            Text(f"実行環境のアドレスとして読めません: {address}", f"not an address of a runtime: {address}"),
            remedy=Text(
                "https://… のアドレスか、pyodide のフォルダを指定してください", "give https://… or a folder of pyodide"
            ),
        )
    whole, read = address if address.endswith("/") else f"{address}/", read or fetched
    for name in RUNTIME_FILES:
        place_bytes(_there(read, whole, name), folder / name)
    module = next((name for name in MODULES if _kept(read, whole, name, folder)), None)
    if module is None:
        raise _not_there(whole, MODULES[0])
    listed = _listed((folder / LOCK).read_bytes())
    for name, package in listed.items():
        if name != "numpy":  # the lock knows what it must be, and nothing here needs it
            place_bytes(_there(read, whole, package["file_name"]), folder / package["file_name"])
    found = runtime_of(folder)
    elsewhere = {MACHINE: digest((folder / MACHINE).read_bytes())}
    if "numpy" in listed:
        numpy = listed["numpy"]
        elsewhere[numpy["file_name"]] = "sha256-" + base64.b64encode(bytes.fromhex(numpy["sha256"])).decode("ascii")
    files = {path: content for path, content in found.files if path != RUNTIME + MACHINE}
    files[RUNTIME + LOCK] = shorter((folder / LOCK).read_bytes(), listed)
    return Runtime(module, "numpy" in listed, found.packages, tuple(files.items()), whole, elsewhere)


def digest(content: bytes) -> str:
    """Return a digest as browsers are told it.

    >>> digest(b"1")
    'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode("ascii")


class _Refusing(HTTPRedirectHandler):
    """Goes on to another place only where that is as safe."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if not newurl.startswith("https://"):
            raise URLError(f"redirected to {newurl[:100]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetched(address: str) -> bytes | None:
    """Return what lies at an address; None where nothing does. Raises :class:`quiz.errors.QuizError`."""
    try:
        with build_opener(_Refusing).open(address, timeout=SECONDS) as response:
            content: bytes = response.read(MOST_BYTES + 1)
    except HTTPError as error:
        if error.code in (403, 404, 410):  # 403: how some stores say that there is nothing
            return None
        raise _failed(address, str(error)) from None
    except (OSError, ValueError) as error:
        raise _failed(address, str(error)) from None
    if len(content) > MOST_BYTES:
        raise _failed(address, f"more than {MOST_BYTES} bytes")
    return content


def _there(read: Read, address: str, name: str) -> bytes:
    content = read(address + name)
    if content is None:
        raise _not_there(address, name)
    return content


def _kept(read: Read, address: str, name: str, folder: Path) -> bool:
    content = read(address + name)
    if content is not None:
        place_bytes(content, folder / name)
    return content is not None


def _listed(lock: bytes) -> dict[str, Any]:
    """The packages of ours that a runtime says it has, as it tells of each."""
    try:
        packages = json.loads(lock)["packages"]
        return {name: packages[name] for name in PACKAGES if name in packages and _is_whole(packages[name])}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}  # it isn't one of ours to read: the runtime itself will say what it makes of it


def _is_whole(package: Any) -> bool:
    known = isinstance(package["file_name"], str) and _NAME.fullmatch(package["file_name"])
    return bool(known and isinstance(package["sha256"], str) and re.fullmatch("[0-9a-f]{64}", package["sha256"]))


def _not_there(address: str, name: str) -> QuizError:
    return QuizError(
        Text(f"{address} に {name} がありません", f"{address} has no {name}"),
        remedy=Text(
            f"{LOADER} のある場所のアドレスを指定してください",
            f"give the address of the folder that holds {LOADER}",
        ),
    )


def _failed(address: str, why: str) -> QuizError:
    return QuizError(
        Text(f"{address} を読み込めません: {why}", f"can't load {address}: {why}"),
        remedy=Text(
            "ネットワークを確かめるか、npm install pyodide のあと --runtime node_modules/pyodide としてください",
            "see whether there is a network; or npm install pyodide, then --runtime node_modules/pyodide",
        ),
    )
