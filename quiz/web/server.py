"""``quiz web``: the page for this machine alone, from a small server of the standard library on the loopback address.

Who has the token of the address that the browser is opened with gets a cookie, and nobody without it is answered. A
page of another site can't reach it: its requests name another origin, and names that lead here by way of a stranger's
name server name another host. Everything is served from the package; a question is answered by one engine in a thread
of its own, since a record belongs to the thread that has opened it.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from quiz.outlet.json_text import json_text
from quiz.web.loopback import HOST, LoopbackServer

LARGEST = 400_000
"""Bytes of a request."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
STATIC = Path(__file__).with_name("static")
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
"""What is served, by the ends of its files' names."""

Answerer = Callable[[object], dict[str, Any]]


class PageServer(LoopbackServer):
    """Serves the page and passes its messages to an engine; ``engine`` makes one, in the thread that will use it."""

    def __init__(self, engine: Callable[[], Answerer], port: int = 0) -> None:
        self.token = secrets.token_urlsafe(24)
        self.files = {f"/{path.name}": path.read_bytes() for path in STATIC.iterdir() if path.suffix in KINDS}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._reply = self._worker.submit(engine).result()
        super().__init__(port)

    @property
    def address(self) -> str:
        """The address that lets its reader in."""
        return f"{super().address}?token={self.token}"

    def close(self) -> None:
        """Give the port back, once it runs no more."""
        super().close()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def answer(self, data: object) -> dict[str, Any]:
        """Return the engine's reply."""
        return self._worker.submit(self._reply, data).result()

    @property
    def cookie(self) -> str:
        """The name of the cookie, which is no other server's: cookies know no ports."""
        return f"quiz-{self.port}"

    def hosts(self) -> frozenset[str]:
        """The names by which a browser of this machine may call it."""
        return frozenset(f"{name}:{self.port}" for name in (HOST, "localhost"))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        page = self

        class Handler(_Handler):
            server_page = page

        return Handler


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server_page: PageServer
    protocol_version = "HTTP/1.1"
    server_version = "quiz"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:  # the standard library calls it so
        """Serve a file of the page; the address with the token is exchanged for a cookie."""
        if not self._is_of_this_machine():
            return
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        given = parse_qs(parts.query).get("token", [""])[0]
        if parts.path == "/" and given:
            if not self._is_token(given):
                self._refuse(HTTPStatus.FORBIDDEN)
                return
            self._send(
                HTTPStatus.SEE_OTHER,
                headers={
                    "Location": "/",
                    "Set-Cookie": f"{self.server_page.cookie}={given}; HttpOnly; SameSite=Strict; Path=/",
                },
            )
            return
        if not self._has_cookie():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        name = "/index.html" if parts.path == "/" else parts.path
        content = self.server_page.files.get(name)
        if content is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, content, KINDS[Path(name).suffix])

    def do_POST(self) -> None:  # the standard library calls it so
        """Pass a message to the engine."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 7 or int(length) > LARGEST:
            self.close_connection = True
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = self.rfile.read(int(length))
        if not self._is_of_this_machine():
            return
        if not self._has_cookie() or not self._is_from_the_page():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        if self.path != "/message":
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        reply = json_text(self.server_page.answer(message), exact=True).encode("utf-8")
        self._send(HTTPStatus.OK, reply, "application/json; charset=utf-8")

    # -- who asks ------------------------------------------------------------------------------------------------------

    def _is_of_this_machine(self) -> bool:
        """Refuse a request that came by another name: a stranger's site may let its own name lead here."""
        if self.headers.get("Host", "") in self.server_page.hosts():
            return True
        self.close_connection = True
        self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def _is_from_the_page(self) -> bool:
        origins = {f"http://{host}" for host in self.server_page.hosts()}
        is_json = self.headers.get("Content-Type", "").partition(";")[0].strip() == "application/json"
        return self.headers.get("Origin", "") in origins and is_json

    def _has_cookie(self) -> bool:
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get(self.server_page.cookie)
        except CookieError:
            return False
        return cookie is not None and self._is_token(cookie.value)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.server_page.token.encode())

    # -- what it gets --------------------------------------------------------------------------------------------------

    def _refuse(self, status: HTTPStatus) -> None:
        self._send(status, f"{status.value} {status.phrase}\n".encode("ascii"), "text/plain; charset=utf-8")

    def _send(
        self, status: HTTPStatus, content: bytes = b"", kind: str = "", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {
            **({"Content-Type": kind} if kind else {}),
            "Content-Length": str(len(content)),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Write no log: it would hold the token."""
