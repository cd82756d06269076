"""Lets the process make the system calls that Python and NumPy need and no others: a filter in the kernel (seccomp).

An allowlist: what is not named here is refused, whatever a later kernel may add. Of the calls that are named, those
that could do more than compute are allowed with harmless arguments alone. Nothing here needs a package of ours, and
:func:`program` needs no kernel: it can be tried anywhere, for every architecture.

Sources: ``seccomp(2)``, ``bpf(2)``, ``fcntl(2)``, ``ioctl_tty(2)``; call numbers from the kernel's ``unistd_64.h``
(x86-64) and ``asm-generic/unistd.h`` (arm64).
"""

from __future__ import annotations

import ctypes
import platform
import struct

CALLS: dict[str, tuple[int, int]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67), "lseek": (8, 62),
    "close": (3, 57), "dup": (32, 23), "dup3": (292, 24),
    # Files: to read, and to ask for what importing asks for. Which files, Landlock and the namespaces say.
    "open": (2, -1), "openat": (257, 56), "stat": (4, -1), "fstat": (5, 80), "lstat": (6, -1), "newfstatat": (262, 79),
    "statx": (332, 291), "access": (21, -1), "faccessat": (269, 48), "faccessat2": (439, 439), "getdents64": (217, 61),
    "getcwd": (79, 17), "fcntl": (72, 25), "ioctl": (16, 29),
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233),
    "brk": (12, 214),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "nanosleep": (35, 101),
    "gettimeofday": (96, 169), "time": (201, -1), "times": (100, 153), "getrusage": (98, 165),
    # Handlers of its own signals; none can be sent.
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "getpid": (39, 172), "gettid": (186, 178), "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175),
    "getgid": (104, 176), "getegid": (108, 177), "uname": (63, 160), "sysinfo": (99, 179), "getcpu": (309, 168),
    "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "prlimit64": (302, 261), "getrandom": (318, 278),
    "futex": (202, 98), "poll": (7, -1), "ppoll": (271, 73), "select": (23, -1), "pselect6": (270, 72),
    "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
"""What may be called, with its number on x86-64 and on arm64; -1 where there is no such call."""

MACHINES = ("x86_64", "aarch64")
"""The architectures that the numbers above are for, by the names that ``uname`` gives them."""

# -- arguments ---------------------------------------------------------------------------------------------------------

_F_DUPFD, _F_GETFD, _F_SETFD, _F_GETFL, _F_SETFL, _F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
FCNTL = (_F_DUPFD, _F_GETFD, _F_SETFD, _F_GETFL, _F_DUPFD_CLOEXEC)
"""``F_SETFL`` is allowed as well, without ``O_ASYNC``; ``F_SETOWN``, ``F_SETSIG``, ``F_NOTIFY`` and leases signal."""

_O_ASYNC = 0o20000
NOT_TO_READ = 0o3 | 0o100 | 0o1000 | 0o20000000 | 0o10000000
"""The bits of opening a file to write, create, empty, leave nameless or only point at: none may be set."""

IOCTL = (0x5401, 0x802C542A, 0x5421, 0x5450, 0x5451)
"""``TCGETS`` and ``TCGETS2`` (is it a terminal?), ``FIONBIO``, ``FIONCLEX``, ``FIOCLEX``."""

NEWEST_KNOWN = 462
"""A call above it was not there when this was written: "no such call" lets a C library fall back to what it replaces.
The third table of x86-64 (x32), whose numbers begin at 2**30, is refused in the same way."""

# -- the program -------------------------------------------------------------------------------------------------------

Line = tuple[int, int, int, int]
"""One instruction: operation, lines to skip if true, if false, operand."""

LOAD, IF_EQUAL, IF_ABOVE, IF_ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE3 = 435
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _ALL_THREADS = 1, 1


def available() -> bool:
    """True if the numbers above are those of this machine and of a 64-bit Python."""
    return platform.machine() in MACHINES and struct.calcsize("P") == 8


def program(machine: str) -> list[Line]:
    """Return the filter for an architecture.

    >>> program("x86_64")[1] == (IF_EQUAL, 1, 0, ARCHITECTURES["x86_64"])
    True
    >>> [line for line in program("aarch64") if line[0] == RETURN][-1] == (RETURN, 0, 0, ERROR | EPERM)
    True
    """
    lines: list[Line] = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (IF_EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),  # a call by another architecture's table has other numbers
        (LOAD, 0, 0, NUMBER_AT),
    ]
    for name, numbers in CALLS.items():
        number = numbers[MACHINES.index(machine)]
        if number >= 0:
            then = _checks(name)
            lines += [(IF_EQUAL, 0, len(then), number), *then]
    # Of clone3 the filter can't see the arguments: the C library tries the older call only if there is no such call.
    lines += [(IF_EQUAL, 0, 1, _CLONE3), (RETURN, 0, 0, ERROR | ENOSYS)]
    lines += [(IF_ABOVE, 0, 1, NEWEST_KNOWN), (RETURN, 0, 0, ERROR | ENOSYS)]
    return [*lines, (RETURN, 0, 0, ERROR | EPERM)]


def _checks(name: str) -> list[Line]:
    """What decides once the call is known; it ends with a return on every way."""
    allow, refuse = (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERROR | EPERM)
    if name in ("open", "openat"):
        return [_argument(1 if name == "open" else 2), (IF_ANY_BIT, 0, 1, NOT_TO_READ), refuse, allow]
    if name == "ioctl":
        return [_argument(1), *_one_of(IOCTL), refuse]
    if name == "fcntl":
        flags = [_argument(2), (IF_ANY_BIT, 0, 1, _O_ASYNC), refuse, allow]
        return [_argument(1), *_one_of(FCNTL), (IF_EQUAL, 0, len(flags), _F_SETFL), *flags, refuse]
    if name == "sched_getaffinity":  # its own
        return [_argument(0), *_one_of((0,)), refuse]
    if name == "prlimit64":  # to read its own: no new value, an address of eight bytes
        asks = [(IF_EQUAL, 1, 0, 0), refuse]
        return [_argument(0), *asks, _argument(2), *asks, _argument(2, upper=True), *asks, allow]
    return [allow]


def _argument(index: int, *, upper: bool = False) -> Line:
    """Load the lower half of an argument, which is all that the kernel reads of flags and numbers, or the upper."""
    return (LOAD, 0, 0, ARGUMENTS_AT + 8 * index + (4 if upper else 0))


def _one_of(values: tuple[int, ...]) -> list[Line]:
    """Allow the call if what is loaded is one of the values; go on otherwise."""
    return [line for value in values for line in ((IF_EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW))]


def restrict(libc: ctypes.CDLL) -> bool:
    """Set the filter, for every thread; True if it is set."""
    if not available():
        return False
    machine = platform.machine()
    lines = program(machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in lines))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(lines), ctypes.addressof(code)))
    return bool(libc.syscall(_SECCOMP[machine], _SET_MODE_FILTER, _ALL_THREADS, header) == 0)
