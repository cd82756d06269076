"""``quiz site``: the page as a folder of files for any web space; Python, program and record are in the browser.

The folder holds the page, the program as one archive, and the runtime, or its address. Nothing is sent anywhere: what a
learner answers stays in the browser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from quiz.language import Language
from quiz.outlet.json_text import json_text
from quiz.web.compiled import compiled, packed
from quiz.web.first_question import first_message, first_question, first_replies
from quiz.web.program_files import program, training
from quiz.web.runtime_address import Read, digest, runtime_at
from quiz.web.runtime_files import LIBRARY, RUNTIME, runtime_of

_HERE = Path(__file__).parent
_PAGE, _OF_THE_SITE = _HERE / "static", _HERE / "site_files"
NOT_OF_THE_PAGE = frozenset(("offline.js", "worker.js", "archive.js", "runner.js", "theme.js"))
"""Scripts that are no modules of the page itself."""
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{frame}'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'{origin}; worker-src 'self' blob:; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def site_files(language: Language, runtime: str | Path, read: Read | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site by their paths in it; ``runtime`` is a folder, or the address of one.

    What lies at an address, ``read`` fetches. Raises :class:`quiz.errors.QuizError` where that is no runtime.
    """
    files = {path.name: path.read_bytes() for path in _PAGE.iterdir() if path.is_file()}
    files |= {path.name: path.read_bytes() for path in _OF_THE_SITE.iterdir() if path.is_file()}
    with TemporaryDirectory() as fetched:
        folder = runtime if isinstance(runtime, Path) else Path(fetched)
        found = runtime_of(folder) if isinstance(runtime, Path) else runtime_at(runtime, folder, read)
        files |= found.files
        files |= _start(folder, found.packages)
    files["training.bin"] = training()
    settings = {
        "module": found.module,
        "elsewhere": {"address": found.address, "files": dict(found.elsewhere)},
        "numpy": found.numpy,
        "packages": list(found.packages),
        "language": language,
    }
    worker = files["worker.js"].decode("utf-8").replace("SETTINGS", json_text(settings))
    files["worker.js"] = worker.encode("utf-8")
    frame = files["frame.html"].decode("utf-8")
    allowed = script_digest(frame)
    files["frame.html"] = frame.replace("sha256-SCRIPT", allowed).encode("utf-8")
    early = [name for name in sorted(files) if name.endswith(".js") and name not in NOT_OF_THE_PAGE]
    policy = _POLICY.format(origin=f" {found.origin}" if found.origin else "", frame=allowed)
    files["index.html"] = _index(files["index.html"].decode("utf-8"), policy, early, language).encode("utf-8")
    files["LICENSES.txt"] = _licences().encode("utf-8")
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    kept = [name for name in sorted(files) if name not in ("offline.js", "training.bin", *found.later)]
    listed = json_text(["./", *kept, *found.early])
    offline = files["offline.js"].decode("utf-8").replace("VERSION", whole.hexdigest()[:16])
    offline = offline.replace('RUNTIME"', f'{found.address or RUNTIME}"')
    files["offline.js"] = offline.replace('["FILES"]', listed).encode("utf-8")
    yield from sorted(files.items())


def _start(runtime: Path, packages: Sequence[str]) -> dict[str, bytes]:
    """Return the program, with the library that it starts with where that could be compiled."""
    plain = program()
    ready = compiled(runtime, packages, plain)
    if ready is not None:
        sent = packed(runtime, packages, program(ready.modules), ready.library)
        if sent is not None:
            return {"program.bin": sent, RUNTIME + LIBRARY: ready.library}
    return {"program.bin": plain}


def script_digest(page: str) -> str:
    """Return the script of a page as a policy names it: what the page allows is this one, and no other.

    >>> script_digest("<script>1</script>")
    'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='
    """
    script = page.partition("<script>")[2].partition("</script>")[0]
    return digest(script.encode("utf-8"))


def _index(page: str, policy: str, early: Sequence[str], language: Language) -> str:
    """Return the page with its policy, its manifest, and the question that a first visit sees at once."""
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<link rel="manifest" href="manifest.webmanifest">\n'
    ) + "".join(f'<link rel="modulepreload" href="{name}">\n' for name in early)
    first = json_text({"message": first_message(), "replies": first_replies()}, exact=True).replace("<", "\\u003c")
    data = f'<script type="application/json" id="first">{first}</script>\n'
    page = page.replace('<html lang="ja">', f'<html lang="{language}">')
    page = page.replace("</main>", f"{first_question()}</main>")
    return page.replace('<link rel="icon"', head + '<link rel="icon"').replace("</body>", data + "</body>")


def _licences() -> str:
    return (
        "kakunin-test (the program and its questions): MIT License.\n"
        "Pyodide (runtime/), Mozilla Public License 2.0: https://github.com/pyodide/pyodide\n"
        "CPython (runtime/python_stdlib.zip, text or compiled), PSF License Version 2: https://docs.python.org/3/license.html\n"
    )
