"""Gives up what a learner's answer does not need, from inside the process that will run it; none of it can be undone.

What stands here is about the process itself: capabilities, the right to gain any, resource limits. Its files and its
system calls have modules of their own beside this one.

Sources: ``capabilities(7)``, ``prctl(2)``, ``setrlimit(2)``, ``unshare(2)``.
"""

from __future__ import annotations

import ctypes
import os
import struct

CPU_SECONDS = 8  # the parent counts the time and ends a run before this; it is what holds if the parent is gone
MEMORY_BYTES = 1 << 30
OPEN_FILES = 64

_PR_SET_NO_NEW_PRIVS, _PR_CAPBSET_DROP, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 24, 47, 4
_CAPABILITIES_VERSION, _MOST_CAPABILITIES = 0x20080522, 64
_CLONE_VM = 0x100


def bound_resources() -> bool:
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


def gain_nothing(libc: ctypes.CDLL) -> bool:
    """No program that is started from here on can give the process a right that it hasn't (Linux)."""
    return bool(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def drop_capabilities(libc: ctypes.CDLL) -> bool:
    """Give up every capability in every set; True if none is left (Linux).

    Of who has none, the bounding set can't be emptied; without new privileges nothing comes of it.
    """
    libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for number in range(_MOST_CAPABILITIES):
        libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)
    header = struct.pack("=Ii", _CAPABILITIES_VERSION, 0)
    libc.capset(header, bytes(24))
    left = ctypes.create_string_buffer(b"\xff" * 24, 24)
    return bool(libc.capget(header, left) == 0) and not any(left.raw)


def is_alone(libc: ctypes.CDLL) -> bool:
    """True if the process has no other thread: capabilities and Landlock are a thread's own (Linux)."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:  # no /proc in here: sharing memory with nobody can be asked for by who does so, and by nobody else
        return bool(libc.unshare(_CLONE_VM) == 0)
