"""Lets the process read the files that it is shown and use no other, by a filter in the kernel (Landlock).

What a kernel's Landlock can forbid has grown with its versions; all that is there is forbidden, and what is not there
is named. Sources: ``landlock(7)``, the kernel's ``landlock.h``.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator, Sequence

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH = 1, 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
SINCE = {"truncate": 3, "tcp": 4, "ioctl": 5, "scope": 6}
"""The version from which on Landlock forbids it; ``scope``: signals and abstract sockets to processes outside."""


def version(libc: ctypes.CDLL) -> int:
    """Return the version of the kernel's Landlock; 0 or less if it has none."""
    return int(libc.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION))


def lacking(found: int) -> list[str]:
    """Return what a Landlock of that version can't forbid yet.

    >>> lacking(4), lacking(6)
    (['ioctl', 'scope'], [])
    """
    return [name for name, since in SINCE.items() if found < since]


def handled(found: int) -> bytes:
    """Return all that a Landlock of that version can forbid, as ``struct landlock_ruleset_attr``.

    >>> [len(handled(one)) for one in (1, 3, 4, 5, 6, 9)]
    [8, 8, 16, 16, 24, 24]
    """
    # The rights on files are the lowest bits: 13 at first, then moving between folders, truncating, ioctl on devices.
    rights = 13 + (found >= 2) + (found >= 3) + (found >= 5)
    fields = [(1 << rights) - 1]
    if found >= SINCE["tcp"]:
        fields.append(3)  # binding and connecting
    if found >= SINCE["scope"]:
        fields.append(3)  # abstract sockets and signals
    return struct.pack(f"={len(fields)}Q", *fields)


def restrict(libc: ctypes.CDLL, shown: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Refuse every use of files but reading what is ``shown``, and all else that :func:`handled` names.

    ``shown`` are files and folders, a folder with the names in it that stay hidden. True if it is set.
    """
    found = version(libc)
    if found < 1:
        return False
    attributes = handled(found)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        if not all(_allow(libc, ruleset, path) for path in _paths(shown)):
            return False
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _paths(shown: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """A rule holds for all below its path: in a folder that hides something, every other entry gets its own rule."""
    for path, hidden in shown:
        if not hidden:
            yield path
            continue
        try:
            names = os.listdir(path)
        except OSError:  # not on this machine
            continue
        yield from (os.path.join(path, name) for name in names if name not in hidden)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str) -> bool:
    try:
        handle = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:  # not on this machine
        return True
    try:
        rights = READ_FILE | (READ_FOLDER if os.path.isdir(path) else 0)
        return bool(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, handle), 0) == 0)
    finally:
        os.close(handle)
