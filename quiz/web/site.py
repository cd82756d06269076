"""``quiz site``: the page as a folder of files for any web space; Python, program and record are in the browser.

The folder holds the page, the program as one archive, and the runtime, or its address. Nothing is sent anywhere: what a
learner answers stays in the browser.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from quiz.bank.cards import cache_of
from quiz.courses import built_in_bank, questions_folder
from quiz.language import Language
from quiz.outlet.json_text import json_text
from quiz.web.compiled import READ_AS_TEXT, compiled, source_of, without_docstrings
from quiz.web.first_question import first_message, first_question, first_replies
from quiz.web.runtime_files import runtime_of

_HERE = Path(__file__).parent
_PAGE, _OF_THE_SITE = _HERE / "static", _HERE / "site_files"
_LEFT_OUT = frozenset(
    "quiz/audit quiz/commands quiz/exchange quiz/lab quiz/report quiz/terminal quiz/web/site_build quiz/web/site_files "
    "quiz/web/static quiz/kinds/templates solvers/nn questions/day2/claims".split()
)
"""Rooms that a page has no use for."""
NOT_OF_THE_PAGE = frozenset(("offline.js", "worker.js", "archive.js", "runner.js", "theme.js"))
"""Scripts that are no modules of the page itself."""
CARDS = "cards.json"
"""The cards of all questions, beside the program."""
_PROGRAM = frozenset((".py", ".md", ".toml", ".png", ".svg"))
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{frame}'{origin}; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'{origin}; worker-src 'self' blob:; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def site_files(language: Language, runtime: str | Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site by their paths in it; ``runtime`` is a folder, or the address of one.

    Raises :class:`quiz.errors.QuizError` where that is no runtime.
    """
    files = {path.name: path.read_bytes() for path in _PAGE.iterdir() if path.is_file()}
    files |= {path.name: path.read_bytes() for path in _OF_THE_SITE.iterdir() if path.is_file()}
    found = runtime_of(runtime)
    files |= found.files
    plain = program()
    ready = compiled(runtime, found.packages, plain) if isinstance(runtime, Path) else {}
    files["program.bin"] = program(ready) if ready else plain
    files["training.bin"] = training()
    settings = {
        "runtime": found.address,
        "module": found.module,
        "numpy": found.numpy,
        "packages": list(found.packages),
        "language": language,
    }
    worker = files["worker.js"].decode("utf-8").replace("SETTINGS", json_text(settings))
    files["worker.js"] = worker.encode("utf-8")
    frame = files["frame.html"].decode("utf-8")
    digest = script_digest(frame)
    files["frame.html"] = frame.replace("sha256-SCRIPT", digest).encode("utf-8")
    early = [name for name in sorted(files) if name.endswith(".js") and name not in NOT_OF_THE_PAGE]
    policy = _POLICY.format(origin=f" {found.origin}" if found.origin else "", frame=digest)
    files["index.html"] = _index(files["index.html"].decode("utf-8"), policy, early, language).encode("utf-8")
    files["LICENSES.txt"] = _licences().encode("utf-8")
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    kept = [name for name in sorted(files) if name not in ("offline.js", "training.bin", *found.later)]
    listed = json_text(["./", *kept, *found.elsewhere])
    offline = files["offline.js"].decode("utf-8").replace("VERSION", whole.hexdigest()[:16])
    offline = offline.replace('RUNTIME"', f'{found.address}"')
    files["offline.js"] = offline.replace('["FILES"]', listed).encode("utf-8")
    yield from sorted(files.items())


def program(ready: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return the program and its questions as an archive (tar, gzip), the same bytes for the same files.

    ``ready`` are modules that were compiled: their texts are left out, their names stay. In one piece the many small
    files share what is alike in them, which a zip keeps once for each.
    """
    texts = {text for text in map(source_of, ready) if not text.startswith(READ_AS_TEXT)}
    contents = {name: b"" if name in texts else _content(path) for name, path in sorted(_program_files())}
    contents |= ready
    # In a browser it takes long to read every question before the first list of them.
    contents[CARDS] = cache_of(built_in_bank().cards_by_fingerprint()).encode("utf-8")
    return _archive(contents)


def _content(path: Path) -> bytes:
    return without_docstrings(path.read_bytes()) if path.suffix == ".py" else path.read_bytes()


def training() -> bytes:
    """Return the training core with its data as another archive: only predictions need it."""
    root = _package_of("solvers")
    paths = sorted(path for path in (root / "nn").rglob("*") if path.suffix in (".py", ".npz", ".md"))
    kept = [path for path in paths if not path.name.startswith("build_")]
    return _archive({f"solvers/{path.relative_to(root).as_posix()}": _content(path) for path in kept})


def _archive(contents: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.TarFile(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(made.getvalue(), 9, mtime=0)


def _program_files() -> Iterator[tuple[str, Path]]:
    package = _HERE.parent
    tops = {"quiz": package, "solvers": _package_of("solvers"), "questions": questions_folder()}
    for top, root in tops.items():
        for folder, folders, names in os.walk(root):
            inside = "/".join((top, *Path(folder).relative_to(root).parts))
            folders[:] = [name for name in folders if name != "__pycache__" and f"{inside}/{name}" not in _LEFT_OUT]
            if inside == "quiz/questions":  # an installed package has them inside; here they lie beside it
                folders[:] = []
                continue
            for name in names:
                path = Path(folder, name)
                of_reports = name.endswith(("formulas.toml", "code.toml")) or ".answers" in name
                if path.suffix in _PROGRAM and not of_reports and inside != "questions":
                    yield f"{inside}/{name}", path


def _package_of(name: str) -> Path:
    import importlib.util

    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None  # noqa: PT018  # it is part of this distribution
    return Path(spec.origin).parent


def script_digest(page: str) -> str:
    """Return the script of a page as a policy names it: what the page allows is this one, and no other.

    >>> script_digest("<script>1</script>")
    'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='
    """
    script = page.partition("<script>")[2].partition("</script>")[0]
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


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
        "CPython (runtime/python_stdlib.zip), PSF License Version 2: https://docs.python.org/3/license.html\n"
    )
