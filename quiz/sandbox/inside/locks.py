"""Gives up what a learner's answer does not need, from inside the process that will run it; none of it can be undone.

Three locks, each by the kernel: resource limits (POSIX), a system-call filter (Linux seccomp) and a file-system filter
(Linux Landlock). :func:`lock` sets those that work here and returns their names.

Sources: ``seccomp(2)``, ``landlock(7)``, ``setrlimit(2)``; call numbers from the kernel's tables for x86-64 and arm64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence

CPU_SECONDS = 8  # the parent counts the time and ends a run before this; it is what holds if the parent is gone
MEMORY_BYTES = 1 << 30
OPEN_FILES = 64

# New processes and programs, other processes, sockets, signals, and changes to files that Landlock doesn't cover.
_DENIED = {
    "x86_64": (
        56, 57, 58, 59, 322, 101, 310, 311, 41, 42, 43, 44, 46, 49, 50, 53, 288, 62, 200, 234, 129, 297, 434, 424, 438,
        425, 272, 308, 165, 321, 298, 323, 248, 249, 250, 302, 160, 90, 91, 268, 452, 92, 93, 94, 260, 132, 235, 261,
        280, 188, 189, 190, 197, 198, 199, 76, 29, 64, 68, 240, 141, 203, 142, 144, 251, 237, 256, 279,
    ),
    "aarch64": (
        220, 221, 281, 117, 270, 271, 198, 199, 200, 201, 202, 203, 206, 211, 242, 129, 130, 131, 138, 240, 434, 424,
        438, 425, 97, 268, 40, 280, 241, 282, 217, 218, 219, 261, 164, 52, 53, 452, 54, 55, 88, 5, 6, 7, 14, 15, 16, 45,
        194, 190, 186, 180, 140, 122, 118, 119, 30, 235, 238, 239,
    ),
}  # fmt: skip
_CLONE3 = 435
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# What a Landlock of each version can forbid, as a count of the lowest bits; the network from version 4 on.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}


def lock(wanted: Sequence[str], readable: Sequence[str], listable: Sequence[str] = ()) -> list[str]:
    """Set the ``wanted`` locks; return the names of those set.

    ``readable`` are the folders and files that may still be read, ``listable`` folders whose names may be listed.
    """
    done = []
    if "limits" in wanted and _limits():
        done.append("limits")
    if sys.platform == "linux" and ({"landlock", "seccomp"} & set(wanted)):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            if "landlock" in wanted and _landlock(libc, readable, listable):
                done.append("landlock")
            if "seccomp" in wanted and _seccomp(libc):
                done.append("seccomp")
    return done


def _limits() -> bool:
    """Bound time, memory, files and processes; a process may write to no file at all."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    used = resource.getrusage(resource.RUSAGE_SELF)
    bounds = {
        "RLIMIT_CPU": int(used.ru_utime + used.ru_stime) + CPU_SECONDS,
        "RLIMIT_AS": MEMORY_BYTES,
        "RLIMIT_DATA": MEMORY_BYTES,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_CORE": 0,
    }
    for name, bound in bounds.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        try:
            resource.setrlimit(number, (bound, bound))
        except (ValueError, OSError):  # macOS refuses some; the others still hold
            if name in ("RLIMIT_CPU", "RLIMIT_FSIZE"):
                return False
    return True


def _seccomp(libc: ctypes.CDLL) -> bool:
    """Refuse the calls listed above; a call by another architecture's table ends the process."""
    machine = platform.machine()
    if machine not in _DENIED:
        return False
    program = [(_LOAD, 0, 0, 4), (_JUMP_IF_EQUAL, 1, 0, _ARCHITECTURE[machine]), (_RETURN, 0, 0, _KILL)]
    program += [(_LOAD, 0, 0, 0)]
    if machine == "x86_64":  # the x32 table begins here
        program += [(_JUMP_IF_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _ERROR | _EPERM)]
    # The C library tries the older call, which the filter can see, only if this one doesn't exist.
    program += [(_JUMP_IF_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERROR | _ENOSYS)]
    for number in _DENIED[machine]:
        program += [(_JUMP_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERROR | _EPERM)]
    program += [(_RETURN, 0, 0, _ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0) == 0)


def _landlock(libc: ctypes.CDLL, readable: Sequence[str], listable: Sequence[str]) -> bool:
    """Refuse all use of files but reading below ``readable``; and, where the kernel can, TCP."""
    version = int(libc.syscall(_CREATE_RULESET, None, 0, 1))
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS.get(version, 15)) - 1
    attributes = struct.pack("=QQ", rights, 3) if version >= 4 else struct.pack("=Q", rights)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*readable, *listable):
            try:
                handle = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
            except OSError:  # not on this machine
                continue
            allowed = _READ_FOLDER if os.path.isdir(path) else 0
            if path not in listable:
                allowed |= _READ_FILE
            added = libc.syscall(_ADD_RULE, ruleset, 1, struct.pack("=Qi", allowed, handle), 0)
            os.close(handle)
            if added != 0:
                return False
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)
