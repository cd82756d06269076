"""``quiz web --site``: a page that ``quiz site`` has made, from its folder or a stick, for this machine alone.

The record of such a page lies in the browser, under the address: so that is always the same, its port as well. Nothing
but plain files of the folder is served, under their own names, to whoever calls this machine by its own number.
"""

from __future__ import annotations

import os
import stat
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from quiz.errors import QuizError
from quiz.language import Text
from quiz.web.loopback import HOST, SITE_PORT, LoopbackServer

PAGE = "index.html"
PIECE = 1 << 16

KINDS = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
    ".zip": "application/zip",
}
"""What is served, by the ends of the files' names: a browser compiles and installs nothing of another type."""


class FolderServer(LoopbackServer):
    """Serves a folder on the loopback address until it is stopped."""

    def __init__(self, folder: Path, port: int = SITE_PORT) -> None:
        if not (folder / PAGE).is_file():
            raise QuizError(
                Text(f"{folder} に {PAGE} がありません", f"{folder} has no {PAGE}"),
                remedy=Text(
                    f"quiz site {folder} --runtime … で作れます", f"quiz site {folder} --runtime … makes the page"
                ),
            )
        self.root = Path(os.path.realpath(folder))
        super().__init__(port)

    def opened(self, path: str) -> tuple[IO[bytes], int, str] | None:
        """Return a file of the folder by its path in an address, its bytes and its type; None for anything else."""
        try:
            names = unquote(path.partition("?")[0], errors="strict").removeprefix("/").split("/")
        except ValueError:
            return None
        if names == [""]:
            names = [PAGE]
        if any(not name or name.startswith(".") or set(name) & set("\\:\0") for name in names):
            return None
        kind = KINDS.get(Path(names[-1]).suffix.lower())
        found = Path(os.path.realpath(self.root.joinpath(*names)))
        if kind is None or not found.is_relative_to(self.root):  # a link may lead out of the folder
            return None
        try:
            handle = os.open(found, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except (OSError, ValueError):
            return None
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            os.close(handle)
            return None
        return os.fdopen(handle, "rb"), about.st_size, kind

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        folder = self

        class Handler(_Handler):
            served = folder

        return Handler


class _Handler(BaseHTTPRequestHandler):
    """Answers one request for a file."""

    served: FolderServer
    protocol_version = "HTTP/1.1"
    server_version = "quiz"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:  # the standard library calls it so
        """Send a file."""
        self._answer(whole=True)

    def do_HEAD(self) -> None:  # the standard library calls it so
        """Say what there would be."""
        self._answer(whole=False)

    def _answer(self, *, whole: bool) -> None:
        host = self.headers.get("Host", "")
        if host == f"localhost:{self.served.port}":
            # Another name is another place for the browser, with another record.
            self._head(HTTPStatus.PERMANENT_REDIRECT, 0, {"Location": self.served.address})
            return
        if host != f"{HOST}:{self.served.port}":  # a stranger's site may let its own name lead here
            self.close_connection = True
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, whole=whole)
            return
        found = self.served.opened(self.path)
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND, whole=whole)
            return
        file, size, kind = found
        with file:
            self._head(HTTPStatus.OK, size, {"Content-Type": kind})
            left = size if whole else 0
            while left and (piece := file.read(min(PIECE, left))):
                self.wfile.write(piece)
                left -= len(piece)
            if left:  # it has shrunk meanwhile: the browser must not take it for whole
                self.close_connection = True

    def _refuse(self, status: HTTPStatus, *, whole: bool) -> None:
        content = f"{status.value} {status.phrase}\n".encode("ascii")
        self._head(status, len(content), {"Content-Type": "text/plain; charset=utf-8"})
        if whole:
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, size: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Length": str(size),
            "Cache-Control": "no-cache",
            # The page's own policy stands in it; that nobody else may frame it can be said here alone.
            "Content-Security-Policy": "frame-ancestors 'self'",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Write no log."""
