"""The loopback address, and a server on it that says nothing of a browser that hangs up."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
SITE_PORT = 8799
"""The port of a page from a folder, always the same: its record lies in the browser under the address."""


class Quiet(ThreadingHTTPServer):
    """A server of threads; on Windows no other program may take its port."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over what became of one connection."""


class LoopbackServer(ABC):
    """Serves on the loopback address until it is stopped; port 0 takes any that is free."""

    def __init__(self, port: int) -> None:
        self._http = Quiet((HOST, port), self._handler())

    @abstractmethod
    def _handler(self) -> type[BaseHTTPRequestHandler]:
        """Return what answers one request."""

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self._http.server_address[1])

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}/"

    def run(self) -> None:
        """Serve until :meth:`stop` is called from another thread, or a signal ends it."""
        self._http.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """End :meth:`run`."""
        self._http.shutdown()

    def close(self) -> None:
        """Give the port back, once it runs no more."""
        self._http.server_close()
