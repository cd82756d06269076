"""What came of the attempts in ``escape_attempts.py`` at a level, made by whoever runs this or by a user made for it.

    python tests/support/escape_outcomes.py kernel

prints it as JSON.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from escape_attempts import ATTEMPTS, PRELUDE, Attempt
from ordinary_user import run_as_user

HELD = "held"
CAME_THROUGH = "came through:"
ABSENT = "not here"
"""The attempt asks for something that this machine, Python or architecture doesn't have."""

UNLOCKED = "unlocked"
"""No level at all: what comes through there shows that an attempt can."""

# -- what they are tried on --------------------------------------------------------------------------------------------


@contextmanager
def surroundings() -> Iterator[dict[str, Any]]:
    """Files, servers and a process to try the attempts on, by the names that these use; all of it is removed again."""
    import quiz
    from quiz.sandbox.launch import INSIDE

    root = Path(quiz.__file__).resolve().parent.parent
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="quiz-attempts-", ignore_cleanup_errors=True))
        )
        files = {name: folder / name for name in ("secret", "victim", "doomed", "movable")}
        for path in files.values():
            path.write_text("secret", encoding="utf-8")
            path.chmod(0o644)
        (folder / "empty").mkdir()
        (folder / "link").symlink_to(files["secret"])
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        unix, abstract = (stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        unix.bind(str(folder / "socket"))
        abstract.bind(f"\0quiz-attempts-{os.getpid()}")
        for server in (unix, abstract):
            server.listen()
        stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
        stack.callback(_end, stranger)
        home = os.path.expanduser("~")
        references = root / "solvers" / "practicals" / "__init__.py"
        click = importlib.util.find_spec("click")
        packages = Path(click.origin).parent.parent if click is not None and click.origin is not None else ""
        system = next((path for path in map(Path, ("/usr/lib/python3/dist-packages",)) if path.is_dir()), None)
        yield {
            **{name: str(path) for name, path in files.items()},
            "folder": str(folder), "empty": str(folder / "empty"), "target": str(folder / "target"),
            "link": str(folder / "link"), "home": home if os.path.isdir(home) else "",
            "tcp": tcp.getsockname()[1], "unix": str(folder / "socket"), "abstract": f"quiz-attempts-{os.getpid()}",
            "machine": platform.node(), "stranger": stranger.pid, "caller": os.getpid(),
            "root": str(root), "program": str(root / "quiz" / "__init__.py"),
            "references": str(references), "tests": str(Path(__file__).resolve()), "inside": str(INSIDE),
            "compiled": next(map(str, references.parent.glob("__pycache__/*.pyc")), str(references)),
            "packages": str(packages),
            "system_packages": str(system or ""),
            "system_module": next((str(path) for path in (system.glob("*.py") if system else ())), ""),
        }  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


# -- trying ------------------------------------------------------------------------------------------------------------

_EACH = """
def attempt(body, where):
    names = dict(globals(), **where)
    lines = "\\n".join("    " + line for line in body.split("\\n"))
    try:
        exec("def tried():\\n" + lines, names)
        return "came through: " + repr(names["tried"]())[:80]
    except Absent:
        return "not here"
    except BaseException as error:
        return "held"

def probe(bodies, **where):
    return [attempt(body, where) for body in bodies]
"""


def came_of(level: Any, attempts: Sequence[Attempt] = ATTEMPTS) -> dict[str, str]:
    """Try the attempts at a level, or with ``UNLOCKED`` in a plain process; return what came of each.

    Those that would end the process if they came through are tried in one each, the others one after the other in one.
    """
    found: dict[str, str] = {}
    with surroundings() as where:
        for batch in ([one for one in attempts if not one.ends], *([one] for one in attempts if one.ends)):
            try_them = _unlocked if level == UNLOCKED else _locked
            found |= zip((one.title for one in batch), try_them(level, batch, where), strict=True)
    return {one.title: found[one.title] for one in attempts}


def _locked(level: Any, attempts: Sequence[Attempt], where: dict[str, Any]) -> list[str]:
    from quiz.sandbox import Job, Step, run

    case = {**where, "bodies": [one.body for one in attempts], "mark": f"mark:{os.urandom(8).hex()}"}
    arguments = tuple((None if name == "bodies" else name, name, None) for name in case)
    job = Job(PRELUDE + _EACH, (Step("call", "probe", arguments, "found"),), ("found",))
    done = run(job, [case, {**case, "bodies": [], "mark": f"mark:{os.urandom(8).hex()}"}], at=level, seconds=60)
    values = done.cases[0].values if done.cases else None
    if values is None:
        said = done.cases[0].raised if done.cases else done.raised
        return [f"{CAME_THROUGH} the process ended ({done.ending} {said or ''})" for _ in attempts]
    return list(values["found"])


def _unlocked(_: Any, attempts: Sequence[Attempt], where: dict[str, Any]) -> list[str]:
    source = f"{PRELUDE}{_EACH}\nimport json\nwhere = json.loads(sys.stdin.read())\n"
    source += "found = probe(**where)\nprint(json.dumps(found), file=sys.stderr)"
    case = {**where, "bodies": [one.body for one in attempts], "mark": ""}
    environment = {**os.environ, "QUIZ_ATTEMPT_SECRET": "secret"}
    done = subprocess.run(
        [sys.executable, "-c", source], input=json.dumps(case), capture_output=True, text=True, timeout=60, check=False,
        env=environment, cwd=where["folder"],
    )  # fmt: skip
    try:
        return list(json.loads(done.stderr.splitlines()[-1]))
    except (ValueError, IndexError):
        return [f"{CAME_THROUGH} the process ended ({done.returncode})" for _ in attempts]


def told(level: str, user: str) -> dict[str, str] | str:
    """Return what came of the attempts at a level, made by the user ``"self"`` or a new one, ``"ordinary"``.

    A text instead says why they can't be made.
    """
    import quiz

    command = [sys.executable, str(Path(__file__).resolve()), level]
    root = Path(quiz.__file__).resolve().parent.parent
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "OPENBLAS_NUM_THREADS")},
        "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "QUIZ_ATTEMPT_SECRET": "secret",
    }  # fmt: skip
    if user == "self":
        printed: str | None = subprocess.run(
            command, stdout=subprocess.PIPE, env=environment, timeout=300, check=True, text=True
        ).stdout
    else:
        printed = run_as_user(command, [Path(sys.base_prefix), Path(sys.prefix), root], environment)
    if printed is None:
        return "no user can be made here"
    found = json.loads(printed)
    return found if isinstance(found, str) else {str(name): str(came) for name, came in found.items()}


def main(level: str) -> None:
    """Print what came of all attempts at a level, or why it can't be had."""
    from quiz.errors import QuizError

    try:
        found: dict[str, str] | str = came_of(level)
    except QuizError as error:
        found = str(error)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
