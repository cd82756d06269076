"""``quiz web --site``: plain files of a folder with their types, for this machine alone, always under one address."""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.web.folder_server import FolderServer
from quiz.web.loopback import HOST, SITE_PORT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "runtime").mkdir(parents=True)
    for name in ("index.html", "app.js", "views.css", "program.bin", "site.json", "LICENSES.txt", "icon.svg"):
        (root / name).write_text(name, encoding="utf-8")
    for name in ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        (root / "runtime" / name).write_bytes(name.encode() * 50_000)
    (root / ".git").write_text("hidden", encoding="utf-8")
    (root / "notes.py").write_text("other", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("outside", encoding="utf-8")
    os.symlink(tmp_path / "secret.txt", root / "link.txt")
    os.symlink(tmp_path, root / "up")
    (root / "folder.txt").mkdir()
    return root


@pytest.fixture
def server(folder: Path) -> Iterator[FolderServer]:
    made = FolderServer(folder, 0)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()
    made.close()


def request(server: FolderServer, path: str, method: str = "GET", host: str | None = None) -> tuple[int, Any, bytes]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", f"{HOST}:{server.port}" if host is None else host)
    connection.endheaders()
    response = connection.getresponse()
    found = response.status, response.headers, response.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"), ("/app.js", "text/javascript; charset=utf-8"),
        ("/views.css?x=1", "text/css; charset=utf-8"), ("/program.bin", "application/octet-stream"),
        ("/site.json", "application/json"), ("/icon.svg", "image/svg+xml"),
        ("/runtime/pyodide.mjs", "text/javascript; charset=utf-8"), ("/runtime/pyodide.asm.wasm", "application/wasm"),
        ("/runtime/python_stdlib.zip", "application/zip"), ("/LICENSES.txt", "text/plain; charset=utf-8"),
    ],
)  # fmt: skip
def test_every_file_has_its_type(server: FolderServer, folder: Path, path: str, kind: str) -> None:
    status, headers, content = request(server, path)
    name = path.partition("?")[0].removeprefix("/") or "index.html"
    assert (status, headers["Content-Type"], content) == (200, kind, (folder / name).read_bytes())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    status, headers, content = request(server, path, "HEAD")
    assert (status, content, headers["Content-Length"]) == (200, b"", str((folder / name).stat().st_size))


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.js", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/up/secret.txt", "/link.txt",
        "/.git", "/notes.py", "/runtime", "/runtime/", "/folder.txt", "//etc/passwd", "/app.js%00", "/app.js/",
        "/..\\secret.txt", "/C:/secret.txt", "/%ff.js", "*", "http://[/app.js",
    ],
)  # fmt: skip
def test_nothing_else_is_served(server: FolderServer, path: str) -> None:
    status, _, content = request(server, path)
    assert status in (400, 404)
    assert b"outside" not in content
    assert b"hidden" not in content


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "[::1]:{port}"]
)
def test_no_other_name_leads_here(server: FolderServer, host: str) -> None:
    assert request(server, "/", host=host.format(port=server.port))[0] == 421


def test_the_name_localhost_leads_to_the_one_address_that_has_the_record(server: FolderServer) -> None:
    status, headers, _ = request(server, "/", host=f"localhost:{server.port}")
    assert (status, headers["Location"]) == (308, server.address)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_is_taken(server: FolderServer, method: str) -> None:
    assert request(server, "/index.html", method)[0] == 501


def test_it_listens_on_this_machine_alone(server: FolderServer) -> None:
    assert server._http.server_address[0] == "127.0.0.1"


def test_a_folder_without_a_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuizError) as told:
        FolderServer(tmp_path, 0)
    assert "index.html" in told.value.message.en
    assert "quiz site" in (told.value.remedy.en if told.value.remedy else "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(server: FolderServer, folder: Path) -> None:
    os.mkfifo(folder / "pipe.js")
    assert request(server, "/pipe.js")[0] == 404


def test_on_the_command_line(run_quiz: Any, tmp_path: Path) -> None:
    done = run_quiz("web", "--site", str(tmp_path), "--no-browser", "--lang", "en")
    assert done.returncode == 2
    assert "index.html" in done.stderr
    assert str(SITE_PORT) in run_quiz("web", "--help", "--lang", "en").stdout
