"""Runs a program as an ordinary user made for it: a user id that nobody has, and no capability.

Only root can. The folders that the program needs may lie where only root may look (``/root``): they are shown in a
mount namespace of the program's own, so that nothing changes for anybody else.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_NEW_MOUNTS, _BIND, _RECURSIVE, _PRIVATE = 0x20000, 4096, 16384, 1 << 18
CANNOT = 77
"""The exit status that means: no such user can be made here."""


def run_as_user(command: Sequence[str], needed: Sequence[Path], environment: Mapping[str, str]) -> str | None:
    """Return what a command prints that is run as a new user; None if no user can be made here.

    ``needed`` are folders that the command reads.
    """
    if os.geteuid() != 0:
        return None
    with tempfile.TemporaryDirectory(prefix="quiz-user-") as aside:
        setup = {"command": list(command), "needed": [str(path) for path in needed], "aside": aside}
        done = subprocess.run(
            [sys.executable, __file__, json.dumps(setup)], stdout=subprocess.PIPE, env=dict(environment), cwd="/",
            timeout=300, check=False,
        )  # fmt: skip
    if done.returncode == CANNOT:
        return None
    done.check_returncode()
    return done.stdout.decode()


def _become(command: list[str], needed: list[Path], aside: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    blocked = {ancestor for path in needed if (ancestor := _blocked(path)) is not None}
    if blocked:
        if libc.unshare(_NEW_MOUNTS) != 0:
            sys.exit(CANNOT)
        _mount(libc, None, "/", None, _RECURSIVE | _PRIVATE)
        _show(libc, needed, blocked, aside)
    import pwd  # not on Windows, where nobody comes here

    taken = {entry.pw_uid for entry in pwd.getpwall()}
    user = next(number for number in range(61_184, 65_000) if number not in taken)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.execv(command[0], command)


def _show(libc: ctypes.CDLL, needed: list[Path], blocked: set[Path], aside: Path) -> None:
    """Cover each folder that others may not search by an empty one, and put back in it what is needed."""
    _mount(libc, "none", str(aside), "tmpfs", 0)
    kept = {}
    for number, path in enumerate(needed):
        kept[path] = aside / str(number)
        kept[path].mkdir()
        _mount(libc, str(path), str(kept[path]), None, _BIND | _RECURSIVE)
    for ancestor in blocked:
        _mount(libc, "none", str(ancestor), "tmpfs", 0)
        ancestor.chmod(0o755)
    for path, source in kept.items():
        if _is_below(path, blocked):
            path.mkdir(parents=True, exist_ok=True)
            _mount(libc, str(source), str(path), None, _BIND | _RECURSIVE)


def _mount(libc: ctypes.CDLL, source: str | None, target: str, kind: str | None, flags: int) -> None:
    encoded = [None if part is None else part.encode() for part in (source, target, kind)]
    if libc.mount(*encoded, ctypes.c_ulong(flags), None) != 0:
        sys.exit(CANNOT)


def _blocked(path: Path) -> Path | None:
    """The outermost folder above a path that other users may not search."""
    return next((one for one in reversed(path.parents) if not one.stat().st_mode & 0o001), None)


def _is_below(path: Path, folders: set[Path]) -> bool:
    return any(one in folders for one in path.parents)


if __name__ == "__main__":
    _setup = json.loads(sys.argv[1])
    _become(_setup["command"], [Path(one) for one in _setup["needed"]], Path(_setup["aside"]))
