"""The server answers this machine's browser and nobody else: token, cookie, host, origin; nothing but its own files."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from quiz.web.loopback import HOST
from quiz.web.server import LARGEST, STATIC, PageServer


@pytest.fixture
def server() -> Iterator[PageServer]:
    made = PageServer(lambda: lambda message: {"echo": message})
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()
    made.close()


def request(server: PageServer, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, Any, bytes]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, {"Cookie": f"{server.cookie}={server.token}", **named})
    response = connection.getresponse()
    found = response.status, response.headers, response.read()
    connection.close()
    return found


def post(server: PageServer, message: Any, **headers: str) -> tuple[int, Any, bytes]:
    origin = f"http://{HOST}:{server.port}"
    sent = {"Content_Type": "application/json", "Origin": origin, **headers}
    return request(server, "POST", "/message", json.dumps(message).encode(), **sent)


def test_the_address_lets_a_browser_in_once(server: PageServer) -> None:
    path = server.address.partition(str(server.port))[2]
    status, headers, _ = request(server, "GET", path, Cookie="")
    assert (status, headers["Location"]) == (303, "/")
    cookie = headers["Set-Cookie"]
    assert cookie.startswith(f"{server.cookie}={server.token};")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    status, headers, body = request(server, "GET", "/")
    assert status == 200
    assert b"<!doctype html>" in body
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert server.token.encode() not in body


@pytest.mark.parametrize("path", ["/", "/app.js", "/nothing", "/?token=", "/?token=wrong"])
def test_nobody_without_the_cookie_is_answered(server: PageServer, path: str) -> None:
    for cookie in ("", f"{server.cookie}=wrong", f"other={server.token}", '"', f"{server.cookie}=ä"):
        assert request(server, "GET", path, Cookie=cookie)[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "localhost"])
def test_no_other_name_leads_here(server: PageServer, host: str) -> None:
    named = host.format(port=server.port)
    assert request(server, "GET", "/", Host=named)[0] == 421
    assert post(server, {}, Host=named)[0] == 421
    assert request(server, "GET", f"/?token={server.token}", Host=named)[0] == 421


def test_by_the_name_localhost_it_is_this_machine_too(server: PageServer) -> None:
    host = f"localhost:{server.port}"
    assert post(server, {}, Host=host, Origin=f"http://{host}")[0] == 200


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1"]
)
def test_no_other_page_sends_messages(server: PageServer, origin: str) -> None:
    assert post(server, {"do": "hello"}, Origin=origin.format(port=server.port))[0] == 403


def test_a_form_of_another_page_sends_none_either(server: PageServer) -> None:
    assert post(server, {}, Content_Type="text/plain")[0] == 403
    assert post(server, {}, Content_Type="application/x-www-form-urlencoded")[0] == 403


def test_a_message_and_its_reply(server: PageServer) -> None:
    status, headers, body = post(server, {"do": "x", "text": "勾配 \ud800\u202e"})
    assert status == 200
    assert headers["Content-Type"].startswith("application/json")
    assert json.loads(body) == {"echo": {"do": "x", "text": "勾配 \ud800\u202e"}}
    assert "\u202e".encode() not in body


@pytest.mark.parametrize(
    "path", ["/../server.py", "/%2e%2e/server.py", "/static/../../engine.py", "//etc/passwd", "/x.js"]
)
def test_nothing_but_the_pages_files_is_served(server: PageServer, path: str) -> None:
    assert request(server, "GET", path)[0] == 404


def test_every_file_of_the_page_is_served(server: PageServer) -> None:
    for path in STATIC.iterdir():
        status, headers, body = request(server, "GET", f"/{path.name}")
        assert (status, body) == (200, path.read_bytes())
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_message_is_refused(server: PageServer, body: bytes) -> None:
    origin = f"http://{HOST}:{server.port}"
    assert request(server, "POST", "/message", body, Content_Type="application/json", Origin=origin)[0] == 400


def test_a_request_is_bounded_before_it_is_read(server: PageServer) -> None:
    for length in (str(LARGEST + 1), "-1", "x", "9" * 400, "9" * 5000):
        with socket.create_connection((HOST, server.port), timeout=10) as plain:
            plain.sendall(
                f"POST /message HTTP/1.1\r\nHost: {HOST}:{server.port}\r\nContent-Length: {length}\r\n\r\n".encode()
            )
            assert plain.recv(100).startswith(b"HTTP/1.1 413")


def test_it_listens_on_this_machine_alone(server: PageServer) -> None:
    assert server._http.server_address[0] == "127.0.0.1"
