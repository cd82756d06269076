"""The filter of system calls, run here as the kernel runs it, for every architecture that it knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.sandbox.inside import seccomp
from quiz.sandbox.inside.seccomp import (
    ALLOW,
    ARCHITECTURES,
    CALLS,
    ENOSYS,
    EPERM,
    ERROR,
    KILL,
    MACHINES,
    NEWEST_KNOWN,
    program,
)  # fmt: skip

REFUSED, UNKNOWN = ERROR | EPERM, ERROR | ENOSYS
WORDS = st.integers(0, 2**64 - 1)


def decision(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """What the kernel does with a call: the program run on ``struct seccomp_data``."""
    data = number.to_bytes(4, "little")
    data += (ARCHITECTURES[machine] if architecture is None else architecture).to_bytes(4, "little") + bytes(8)
    data += b"".join(argument.to_bytes(8, "little") for argument in (*arguments, *[0] * 6)[:6])
    lines, at, loaded = program(machine), 0, 0
    while True:
        operation, if_true, if_false, operand = lines[at]
        at += 1
        if operation == seccomp.RETURN:
            return operand
        if operation == seccomp.LOAD:
            loaded = int.from_bytes(data[operand : operand + 4], "little")
            continue
        holds = {
            seccomp.IF_EQUAL: loaded == operand,
            seccomp.IF_ABOVE: loaded > operand,
            seccomp.IF_ANY_BIT: bool(loaded & operand),
        }
        at += if_true if holds[operation] else if_false


def number(machine: str, name: str) -> int:
    return CALLS[name][MACHINES.index(machine)]


FILTERED = {"open", "openat", "fcntl", "ioctl", "sched_getaffinity", "prlimit64"}

every = pytest.mark.parametrize("machine", MACHINES)


@every
def test_every_call_that_is_not_named_is_refused(machine: str) -> None:
    named = {number(machine, name) for name in CALLS} - {-1}
    for call in range(NEWEST_KNOWN + 1):
        wanted = UNKNOWN if call == 435 else REFUSED  # of clone3 the filter can't see the arguments
        if call not in named:
            assert decision(machine, call, *[2**64 - 1] * 6) == wanted, call
    for call in (NEWEST_KNOWN + 1, 9_999, 0x40000000, 0x40000000 + number(machine, "read"), 2**32 - 1):
        assert decision(machine, call) == UNKNOWN


@every
@pytest.mark.parametrize("name", sorted(set(CALLS) - FILTERED))
def test_what_is_named_is_allowed(machine: str, name: str) -> None:
    if number(machine, name) >= 0:
        assert decision(machine, number(machine, name), *[2**64 - 1] * 6) == ALLOW


@every
def test_a_call_of_another_table_ends_the_process(machine: str) -> None:
    for architecture in (0x40000003, *(value for name, value in ARCHITECTURES.items() if name != machine)):
        assert decision(machine, number(machine, "read"), architecture=architecture) == KILL


@every
@given(flags=WORDS)
def test_files_are_opened_to_read_and_for_nothing_else(machine: str, flags: int) -> None:
    wanted = REFUSED if flags & (0o3 | 0o100 | 0o1000 | 0o20000000 | 0o10000000) else ALLOW
    assert decision(machine, number(machine, "openat"), 2**64 - 100, 1, flags) == wanted
    if number(machine, "open") >= 0:
        assert decision(machine, number(machine, "open"), 1, flags) == wanted


@every
@pytest.mark.parametrize(
    ("command", "argument", "allowed"),
    [
        pytest.param(0, 0, True, id="F_DUPFD"), pytest.param(1, 0, True, id="F_GETFD"),
        pytest.param(2, 1, True, id="F_SETFD"), pytest.param(3, 0, True, id="F_GETFL"),
        pytest.param(1030, 3, True, id="F_DUPFD_CLOEXEC"), pytest.param(4, 0o4000, True, id="F_SETFL"),
        pytest.param(4, 0o20000, False, id="F_SETFL with O_ASYNC"),
        pytest.param(4, 0o24000, False, id="F_SETFL with O_ASYNC among others"),
        pytest.param(8, 1, False, id="F_SETOWN"), pytest.param(10, 9, False, id="F_SETSIG"),
        pytest.param(15, 0, False, id="F_SETOWN_EX"), pytest.param(1024, 0, False, id="F_SETLEASE"),
        pytest.param(1026, 0, False, id="F_NOTIFY"), pytest.param(1031, 0, False, id="F_SETPIPE_SZ"),
        pytest.param(6, 0, False, id="F_SETLK"), pytest.param(1033, 0, False, id="F_ADD_SEALS"),
    ],
)  # fmt: skip
def test_of_fcntl_what_signals_or_locks_is_refused(machine: str, command: int, argument: int, allowed: bool) -> None:
    wanted = ALLOW if allowed else REFUSED
    assert decision(machine, number(machine, "fcntl"), 1, command, argument) == wanted
    # The kernel reads 32 bits of a command: others set above them change nothing.
    assert decision(machine, number(machine, "fcntl"), 1, command | 1 << 40, argument) == wanted


@every
@given(request=WORDS)
def test_of_ioctl_the_few_that_python_makes_are_allowed(machine: str, request: int) -> None:
    known = request % 2**32 in (0x5401, 0x5421, 0x5450, 0x5451, 0x802C542A)
    assert decision(machine, number(machine, "ioctl"), 1, request) == (ALLOW if known else REFUSED)


@every
@pytest.mark.parametrize("request_", [0x5401, 0x5412, 0x540E, 0x5452, 0x8901, 0x8902, 0x5413])
def test_terminals_and_owners_are_not_touched_by_ioctl(machine: str, request_: int) -> None:
    assert decision(machine, number(machine, "ioctl"), 1, request_) == (ALLOW if request_ == 0x5401 else REFUSED)


@every
@given(process=WORDS, new=WORDS)
def test_limits_are_asked_for_and_never_set(machine: str, process: int, new: int) -> None:
    for one, other in ((process, new), (0, new), (process, 0), (0, 0), (0, 1 << 32)):
        wanted = ALLOW if one % 2**32 == 0 and other == 0 else REFUSED
        assert decision(machine, number(machine, "prlimit64"), one, 7, other, 1) == wanted


@every
def test_only_its_own_processors_are_asked_for(machine: str) -> None:
    assert decision(machine, number(machine, "sched_getaffinity"), 0) == ALLOW
    assert decision(machine, number(machine, "sched_getaffinity"), 1) == REFUSED


def test_the_program_fits_the_kernels_bounds() -> None:
    for machine in MACHINES:
        lines = program(machine)
        assert len(lines) <= 4096
        assert all(max(if_true, if_false) <= 255 and 0 <= operand < 2**32 for _, if_true, if_false, operand in lines)


def test_an_architecture_that_is_not_known_has_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    for machine, size, there in (
        ("riscv64", 8, False),
        ("x86_64", 4, False),
        ("x86_64", 8, True),
        ("aarch64", 8, True),
    ):
        monkeypatch.setattr(seccomp.platform, "machine", lambda machine=machine: machine)
        monkeypatch.setattr(seccomp.struct, "calcsize", lambda _, size=size: size)
        assert seccomp.available() == there


HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "aarch64": ("/usr/include/asm-generic/unistd.h",),
}


@every
def test_the_numbers_are_the_kernels(machine: str) -> None:
    header = next((path for path in map(Path, HEADERS[machine]) if path.is_file()), None)
    if header is None:
        pytest.skip("the kernel's headers are not installed")
    numbers = dict(re.findall(r"#define __NR(?:3264)?_(\w+) (\d+)", header.read_text(encoding="utf-8")))
    numbers.setdefault("newfstatat", numbers.get("fstatat", ""))  # its name where several sizes share a table
    for name in CALLS:
        assert numbers.get(name, "-1") == str(number(machine, name)), name
