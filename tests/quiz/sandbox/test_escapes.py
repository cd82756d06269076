"""Every attempt to break out fails at every level that promises isolation, for root and for an ordinary user.

The attempts are in ``tests/support/escape_attempts.py``; ``tests/bench/sandbox_table.py`` prints what came of them.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import pytest
from escape_attempts import ATTEMPTS, OF_THE_SANDBOX, PRIVILEGED
from escape_outcomes import ABSENT, HELD, UNLOCKED, told

from quiz.sandbox import launch, levels, shown
from quiz.sandbox.launch import LEVELS, Level
from quiz.sandbox.process import Child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no level but the weakest outside of Linux")

found_by = cache(told)


def found(level: str, user: str) -> dict[str, str]:
    """What came of the attempts, or skip visibly where they can't be made."""
    came = found_by(level, user)
    if isinstance(came, str):
        pytest.skip(f"{level}, {user}: {came}")
    return came


def ordinary() -> str:
    """An ordinary user: whoever runs this, unless that is root."""
    return "ordinary" if os.geteuid() == 0 else "self"


def test_there_are_attempts_of_every_kind() -> None:
    assert len(ATTEMPTS) >= 200
    assert len({one.title for one in ATTEMPTS}) == len(ATTEMPTS)


@pytest.mark.parametrize("user", ["self", "ordinary"])
@pytest.mark.parametrize("level", LEVELS[:-1])
def test_nothing_comes_through(level: Level, user: str) -> None:
    came = found(level, user)
    assert len(came) == len(ATTEMPTS)
    through = {title: what for title, what in came.items() if what not in (HELD, ABSENT)}
    if level == "kernel":  # no filter can hide that a file is there: what the doctor says of that level
        through = {title: what for title, what in through.items() if not title.startswith("names:")}
    assert through == {}
    assert sum(what == HELD for what in came.values()) >= 200


def test_the_attempts_come_through_where_nothing_holds_them() -> None:
    """If an attempt could not succeed, its failure would prove nothing."""
    came = found(UNLOCKED, ordinary())
    assert {title for title, what in came.items() if what == HELD} <= PRIVILEGED | OF_THE_SANDBOX


def test_the_weakest_level_holds_all_but_reading_where_the_filter_is() -> None:
    came = found("limits", ordinary())
    through = {title.split(":")[0] for title, what in came.items() if what not in (HELD, ABSENT)}
    assert through == {"read", "sight", "names"}
    for title in ("sight: another case, by frames and gc", "sight: another case, in a pipe"):
        assert came[title] == HELD


# -- seen from outside -------------------------------------------------------------------------------------------------


def _status(process: int) -> dict[str, str]:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _innermost(process: int) -> int:
    """The process at the end of a chain of parents: bubblewrap starts another one."""
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            if _status(int(path.parent.name))["PPid"] == str(process):
                return _innermost(int(path.parent.name))
        except OSError:  # it has ended meanwhile
            continue
    return process


@pytest.mark.parametrize("level", LEVELS)
def test_no_capability_survives_and_none_can_be_gained(level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "is_superuser", lambda: False)
    if level != "limits" and not levels.holds(level):
        pytest.skip(f"this machine does not give the level {level}")
    child = Child(level)
    try:
        child.wait_until_ready()
        status = _status(_innermost(child.process.pid))
    finally:
        child.close()
    sets = ["CapInh", "CapPrm", "CapEff", "CapAmb", *(["CapBnd"] if os.geteuid() == 0 else [])]
    assert {name: int(status[name], 16) for name in sets} == dict.fromkeys(sets, 0)
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == ("2" if "seccomp" in child.locks else "0")
    assert set(child.locks) >= set(launch.needed_locks(level))


# -- where packages lie ------------------------------------------------------------------------------------------------


def _system(root: Path, *files: str) -> Path:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    return root


def _seen(root: Path) -> set[str]:
    """The files of a tree that are shown, but for what is hidden."""
    seen: set[str] = set()
    for one in shown.shared_libraries(str(root)):
        path = Path(one.path)
        for file in [path] if path.is_file() else path.rglob("*"):
            below = file.relative_to(path).parts
            if file.is_file() and not (below and below[0] in one.hidden):
                seen.add(str(file.relative_to(root)))
    return seen


@pytest.mark.parametrize(
    ("files", "seen"),
    [
        pytest.param(
            ("usr/lib/OWN/libm.so.6", "usr/lib/python3/dist-packages/x.py", "usr/lib/python3.11/os.py",
             "usr/lib/other/a", "lib/ld-linux.so.2"),
            {"usr/lib/OWN/libm.so.6", "lib/ld-linux.so.2"},
            id="debian",
        ),
        pytest.param(
            ("usr/lib64/libm.so.6", "usr/lib64/python3.12/site-packages/x.py", "usr/lib/python3.12/site-packages/y.py"),
            {"usr/lib64/libm.so.6"},
            id="fedora",
        ),
        pytest.param(
            ("usr/lib/libm.so.6", "usr/lib/blas/libblas.so", "usr/lib/python3.12/site-packages/x.py",
             "usr/lib/pypy3/site-packages/y.py", "etc/ld.so.cache"),
            {"usr/lib/libm.so.6", "usr/lib/blas/libblas.so", "etc/ld.so.cache"},
            id="arch",
        ),
    ],
)  # fmt: skip
def test_of_a_system_the_libraries_are_shown_and_the_packages_are_not(
    files: tuple[str, ...], seen: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown.sysconfig, "get_config_var", lambda _: "OWN")
    assert _seen(_system(tmp_path, *files)) == seen


def test_beside_the_standard_library_nothing_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with pyenv or a Python of one's own: ``lib`` holds libraries, the standard library, and in that packages."""
    files = ("lib/libpython3.so", "lib/python3.11/os.py", "lib/python3.11/site-packages/x.py", "lib/python3.10/os.py")
    root = _system(tmp_path, *files)
    stdlib = str(root / "lib" / "python3.11")
    monkeypatch.setattr(shown.sys, "base_prefix", str(root))
    monkeypatch.setattr(shown.sysconfig, "get_paths", lambda **_: {"stdlib": stdlib, "platstdlib": stdlib})
    found = {one.path: one.hidden for one in shown.python_files()}
    assert found[str(root / "lib")] == ("python3.10", "python3.11")
    assert found[stdlib] == ("site-packages",)
