"""The loopback address, and a server on it that says nothing of a browser that hangs up."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer

HOST = "127.0.0.1"
SITE_PORT = 8799
"""The port of a page from a folder, always the same: its record lies in the browser under the address."""


class Quiet(ThreadingHTTPServer):
    """A server of threads; on Windows no other program may take its port."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over what became of one connection."""
