"""The sandbox: break-outs fail, bombs are contained, and whatever an answer does ends in a clear result."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.sandbox import Job, Run, Step, call, launch, levels, prepare, run, shown
from quiz.sandbox.inside.wire import MAX_ELEMENTS, Other, WireError, pack, unpack
from quiz.sandbox.launch import LEVELS, Level
from quiz.sandbox.probes import tried

POSIX = os.name == "posix"
HOLDS = {one: levels.holds(one) for one in LEVELS[:-1]}


@pytest.fixture(autouse=True)
def _whoever_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the weakest level does bound is tried here as root as well; that root is refused there, in test_levels."""
    monkeypatch.setattr(launch, "is_superuser", lambda: False)


def at(level: Level) -> Level:
    """Return the level, or skip visibly where this machine can't give it."""
    if level != "limits" and not HOLDS[level]:
        pytest.skip(f"this machine does not give the level {level}")
    return level


def attempt(level: Level, body: str, **values: Any) -> Run:
    """Run ``body`` (which may ``return``) as an answer; what it returns is the value ``got``."""
    lines = "\n".join(f"    {line}" for line in body.strip().split("\n"))
    source = f"import os, socket, subprocess, sys, ctypes\ndef probe({', '.join(values)}):\n{lines}\n"
    return run(Job(source, call("probe", *values, gives="got"), ("got",)), [values], at=level)


def got(done: Run) -> Any:
    """Return what the probe returned; None where it was stopped."""
    values = done.cases[0].values if done.cases else None
    return None if values is None else values["got"]


def reached(server: socket.socket) -> bool:
    """True if somebody has connected to the server, or sent it something."""
    server.setblocking(False)
    try:
        if server.type == socket.SOCK_DGRAM:
            server.recv(10)
        else:
            server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


# -- break-outs: each fails at every level that promises isolation -----------------------------------------------------

STRONG = [pytest.param(level, id=level) for level in LEVELS[:-1]]

READS = {
    "the password file": "return open('/etc/passwd').read()",
    "the home folder": "return open(secret).read()",
    "the home folder's list": "return os.listdir(os.path.dirname(secret))",
    "the parent's environment": "return open(f'/proc/{parent}/environ').read()",
    "the parent's environment by its own parent": "return open(f'/proc/{os.getppid()}/environ').read()",
    "the parent's memory": "return open(f'/proc/{parent}/mem', 'rb').read(1)",
    "the parent's memory map": "return open(f'/proc/{parent}/maps').read()",
    "a symbolic link": "os.symlink(secret, 'link')\nreturn open('link').read()",
    "a hard link": "os.link(secret, 'link')\nreturn open('link').read()",
    "the parent's files by /proc": "return os.listdir(f'/proc/{parent}/root/etc')",
    "its own environment for secrets": "return os.environ['QUIZ_TEST_SECRET']",
    "another program": "return subprocess.run(['/bin/cat', secret], capture_output=True, check=True).stdout",
}


@pytest.mark.parametrize("level", STRONG)
@pytest.mark.parametrize("body", READS.values(), ids=READS)
def test_nothing_outside_is_read(level: Level, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_TEST_SECRET", "secret")
    secret = tmp_path / "secret"
    secret.write_text("secret")
    body = body.replace("secret)", f"{str(secret)!r})").replace("secret,", f"{str(secret)!r},")
    done = attempt(at(level), body, parent=os.getpid())
    assert done.ending == "done"
    assert done.cases[0].raised is not None


WRITES = {
    "a file beside the record": "open(target, 'w').write('x')",
    "over a file": "open(victim, 'w').write('x')",
    "truncating": "os.truncate(victim, 0)",
    "removing": "os.remove(victim)",
    "renaming": "os.rename(victim, target)",
    "a folder": "os.mkdir(target)",
    "its rights": "os.chmod(victim, 0o777)",
    "its times": "os.utime(victim, (0, 0))",
    "its own folder": "open('x', 'w').write('x')",
    "the temporary folder": "open('/tmp/quiz-escape', 'w').write('x')",
    "shared memory": "open('/dev/shm/quiz-escape', 'w').write('x')",
}


@pytest.mark.parametrize("level", STRONG)
@pytest.mark.parametrize("body", WRITES.values(), ids=WRITES)
def test_nothing_outside_is_written(level: Level, body: str, tmp_path: Path) -> None:
    victim, target = tmp_path / "victim", tmp_path / "target"
    victim.write_text("untouched")
    victim.chmod(0o644)
    before = victim.stat()
    done = attempt(at(level), body, victim=str(victim), target=str(target))
    assert done.cases[0].raised is not None, done
    assert victim.read_text() == "untouched"
    assert (victim.stat().st_mode, victim.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
    assert not target.exists()
    assert not Path("/tmp/quiz-escape").exists()


SOCKETS = {
    "tcp": (socket.AF_INET, socket.SOCK_STREAM),
    "udp": (socket.AF_INET, socket.SOCK_DGRAM),
    "unix": (getattr(socket, "AF_UNIX", None), socket.SOCK_STREAM),
    "abstract": (getattr(socket, "AF_UNIX", None), socket.SOCK_STREAM),
}


def reach(level: Level, way: str) -> tuple[Run, bool]:
    """Let an answer try to reach a server of this process; return what became of both."""
    family, kind = SOCKETS[way]
    if family is None or (way == "abstract" and sys.platform != "linux"):
        pytest.skip(f"no sockets of this kind here: {way}")
    with tempfile.TemporaryDirectory(prefix="quiz") as folder, socket.socket(family, kind) as server:
        name = {"unix": f"{folder}/s", "abstract": f"\0quiz-test-{os.getpid()}"}.get(way, ("127.0.0.1", 0))
        server.bind(name)
        if kind == socket.SOCK_STREAM:
            server.listen()
        where = server.getsockname()
        send = f"s.sendto(b'x', {where!r})" if way == "udp" else f"s.connect({where!r})"
        done = attempt(level, f"s = socket.socket({int(family)}, {int(kind)})\n{send}")
        return done, reached(server)


@pytest.mark.parametrize("level", STRONG)
@pytest.mark.parametrize("way", SOCKETS)
def test_nobody_is_reached_by_a_socket(level: Level, way: str) -> None:
    done, arrived = reach(at(level), way)
    assert done.cases[0].raised is not None
    assert not arrived


@pytest.mark.parametrize("level", STRONG)
@pytest.mark.parametrize(
    "body",
    [
        "os.kill(parent, 9)", "os.kill(parent, 0)", "os.killpg(parent, 9)",
        # Signal 0 only asks whether one could be sent: these processes are not this test's.
        "os.kill(os.getppid(), 0)", "os.kill(-1, 0)",
    ],
)  # fmt: skip
def test_no_signal_leaves(level: Level, body: str) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True) as victim:
        done = attempt(at(level), body, parent=victim.pid)
        assert victim.poll() is None
        victim.communicate(b"\n")
    assert got(done) is None
    assert done.cases[0].raised is not None or done.ending == "exited"


@pytest.mark.skipif(sys.platform != "linux", reason="calls of Linux")
@pytest.mark.parametrize("level", STRONG)
@pytest.mark.parametrize(
    "body",
    [
        "return ctypes.CDLL(None).ptrace(16, parent, 0, 0)",
        "return ctypes.CDLL(None).unshare(0x10000000)",
        "return ctypes.CDLL(None).syscall(425, 8, ctypes.create_string_buffer(200))",  # io_uring
        "return ctypes.CDLL(None).prlimit(parent, 0, ctypes.create_string_buffer(16), None)",
        "b = ctypes.create_string_buffer(16)\nreturn ctypes.CDLL(None).process_vm_readv(parent, b, 1, b, 1, 0)",
        "import resource\nreturn -1 if resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, 10**6)) else 0",
    ],
    ids=["ptrace", "unshare", "io_uring", "prlimit", "process_vm_readv", "setrlimit"],
)
def test_no_call_reaches_another_process_or_lifts_a_lock(level: Level, body: str) -> None:
    done = attempt(at(level), body, parent=os.getpid())
    assert done.cases[0].raised is not None or got(done) == -1


@pytest.mark.parametrize("level", STRONG)
@pytest.mark.parametrize(
    "body",
    [
        "return os.fork()",
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])",
        "os.posix_spawn('/bin/sleep', ['sleep', '60'], {})",
        "os.execv('/bin/sh', ['sh'])",
        "return ctypes.CDLL(None).fork() + 1 or 1 / 0",
    ],
)
def test_nothing_is_started_or_left_behind(level: Level, body: str) -> None:
    assert attempt(at(level), body).cases[0].raised is not None


def test_the_probes_of_the_doctor_find_what_the_weakest_level_lets_through() -> None:
    """If the probes could not succeed, their failure at the other levels would prove nothing."""
    assert "read" in tried("limits").escapes


# -- bombs: contained at every level -----------------------------------------------------------------------------------

EVERY = [pytest.param(level, id=level) for level in LEVELS]


@pytest.mark.parametrize("level", EVERY)
def test_endless_computation_ends(level: Level) -> None:
    began = time.monotonic()
    done = run(
        Job("def probe():\n    while True: pass", call("probe", gives="y"), ("y",)), [{}], at=at(level), seconds=1
    )
    assert done.ending == "timeout"
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("level", EVERY)
def test_endless_computation_that_can_not_be_interrupted_ends(level: Level) -> None:
    source = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ndef probe():\n    return 9 ** 9 ** 9"
    assert run(Job(source, call("probe", gives="y"), ("y",)), [{}], at=at(level), seconds=1).ending == "timeout"


@pytest.mark.skipif(not POSIX, reason="Windows bounds only time and output")
@pytest.mark.parametrize("level", EVERY)
@pytest.mark.parametrize("body", ["return len(bytearray(3 << 30))", "x = []\nwhile True: x.append(bytearray(1 << 20))"])
def test_memory_is_bounded(level: Level, body: str) -> None:
    raised = attempt(at(level), body).cases[0].raised
    assert raised is not None
    assert raised.type == "MemoryError"


@pytest.mark.skipif(not POSIX, reason="Windows bounds only time and output")
@pytest.mark.parametrize("level", EVERY)
def test_the_disk_is_not_filled(level: Level) -> None:
    done = attempt(at(level), "with open('big', 'wb', buffering=0) as f:\n    return f.write(b'x' * 1000)")
    assert done.cases[0].raised is not None
    assert done.cases[0].raised.type in ("OSError", "PermissionError", "FileNotFoundError")


@pytest.mark.skipif(not POSIX, reason="Windows bounds only time and output")
@pytest.mark.parametrize("level", EVERY)
def test_processes_do_not_multiply(level: Level) -> None:
    if level == "limits" and sys.platform != "linux" and os.getuid() == 0:
        pytest.skip("the count of processes does not bind the superuser")
    body = "made = 0\nfor _ in range(50):\n    try:\n        if os.fork() == 0: os._exit(0)\n        made += 1\n"
    assert got(attempt(at(level), body + "    except OSError: pass\nreturn made")) == 0


@pytest.mark.parametrize("level", EVERY)
@pytest.mark.parametrize("where", ["stdout", "stderr", "1", "2"])
def test_floods_of_output_are_cut_off(level: Level, where: str) -> None:
    body = (
        f"while True: os.write({where}, b'x' * 65536)"
        if where.isdigit()
        else f"while True: print('y' * 9999, file=sys.{where})"
    )
    done = attempt(at(level), body)
    assert done.ending == "flooded"
    assert len(done.printed) <= 2000


@pytest.mark.parametrize("level", EVERY)
def test_a_result_that_is_enormous_is_refused(level: Level) -> None:
    raised = attempt(at(level), f"import numpy\nreturn numpy.zeros({MAX_ELEMENTS + 1})").cases[0].raised
    assert raised is not None
    assert "too large" in raised.message


# -- what an answer may do otherwise -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "ending", "type_"),
    [
        ("import os\nos._exit(0)", "exited", None),
        ("raise SystemExit", "raised", "SystemExit"),
        ("1 / 0", "raised", "ZeroDivisionError"),
        ("def probe(): return undefined", "done", "NameError"),
        ("def probe(): raise KeyboardInterrupt", "done", "KeyboardInterrupt"),
        ("def probe(): exit()", "done", "SystemExit"),
        ("import os\ndef probe(): os._exit(0)", "exited", None),
        ("def probe(): return probe()", "done", "RecursionError"),
        ("probe = 3", "done", "TypeError"),
        ("class E(Exception):\n    def __str__(self): raise self\ndef probe(): raise E", "done", "E"),
        ("import ctypes\ndef probe(): ctypes.string_at(0)", "crashed", None),
    ],
)
def test_every_ending_is_told(source: str, ending: str, type_: str | None) -> None:
    done = run(Job(source, call("probe", gives="y"), ("y",)), [{}])
    assert done.ending == ending
    raised = done.raised or (done.cases[0].raised if done.cases else None)
    assert (None if raised is None else raised.type) == type_


def test_the_line_of_a_fault_is_the_answers() -> None:
    done = run(
        Job("import numpy as np\ndef probe():\n    return np.zeros(2) @ np.zeros(3)", call("probe", gives="y"), ("y",)),
        [{}],
    )
    assert done.cases[0].raised
    assert done.cases[0].raised.line == 3


@pytest.mark.parametrize(
    "forged",
    ['{"case": 0, "values": {"y": {"array": ["float64", [1000000000], ""]}}}', '{"case": 0}', "PASS", "[" * 5000,
     '{"case": 0, "values": {"y": {"array": ["object", [1], "AAAA"]}}}', '{"case": 7, "values": {"y": 1}}',
     '{"case": 0, "values": {"y": {"dict": [[{"tuple": [{"list": []}]}, 1]]}}}', '{"raised": 3}'],
)  # fmt: skip
def test_forged_messages_do_no_harm(forged: str) -> None:
    """An answer that finds the descriptor of the results can send what it likes; it is read as data, with bounds."""
    send = f"try: os.write(fd, {forged!r}.encode() + b'\\n')\n    except OSError: pass"
    source = f"import os\nfor fd in range(3, 20):\n    {send}\nos._exit(0)"
    done = run(Job(source, call("probe", gives="y"), ("y",)), [{}])
    assert all(case.values is None for case in done.cases)


def test_nothing_passes_from_one_answer_to_the_next() -> None:
    steps = call("probe", gives="y")
    run(Job("import numpy\nnumpy.exp = None\nnumpy.mark = 1\ndef probe(): return 1", steps, ("y",)), [{}])
    done = run(
        Job("import numpy\ndef probe(): return [hasattr(numpy, 'mark'), numpy.exp is None]", steps, ("y",)), [{}]
    )
    assert done.cases[0].values == {"y": [False, False]}


def test_steps_construct_call_and_read() -> None:
    source = "class Scale:\n    def __init__(self, by): self.by = by\n"
    source += "    def forward(self, x):\n        self.x = x\n        return x * self.by"
    steps = (
        Step("new", "Scale", (("by", "factors", 1),)),
        Step("method", "forward", ((None, "x", None),), "y"),
        Step("read", "x", gives="kept"),
    )
    x = np.arange(3.0)
    done = run(Job(source, steps, ("y", "kept", "x")), [{"factors": [2, 5], "x": x}])
    values = done.cases[0].values
    assert values is not None
    assert values["y"].tolist() == [0, 5, 10]
    assert values["kept"].tolist() == values["x"].tolist() == [0, 1, 2]


def test_a_process_that_was_made_ready_is_used() -> None:
    prepare()
    assert got(attempt(levels.level(), "return 5")) == 5


# -- the wire ----------------------------------------------------------------------------------------------------------

DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda part: (
        st.lists(part, max_size=4) | st.tuples(part, part) | st.dictionaries(st.text(max_size=5), part, max_size=3)
    ),
    max_leaves=12,
)


@given(DATA)
def test_data_survive_the_wire(value: Any) -> None:
    import json

    assert unpack(json.loads(json.dumps(pack(value)))) == value


@pytest.mark.parametrize("dtype", ["bool", "int8", "int64", "uint8", "float32", "float64"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3, 4)])
def test_arrays_survive_the_wire(dtype: str, shape: tuple[int, ...]) -> None:
    array = np.random.default_rng(0).integers(0, 2, shape).astype(dtype)
    back = unpack(pack(array))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert (back == array).all()
    assert unpack(pack(array.T)).tolist() == array.T.tolist()


def test_what_is_no_data_is_named() -> None:
    assert unpack(pack({"f": len, "o": np.array([object()])})) == {
        "f": Other("builtin_function_or_method"),
        "o": Other("array of object"),
    }
    assert unpack(pack(iter([1, 2]))) == [1, 2]
    with pytest.raises(WireError):
        pack(np.zeros(MAX_ELEMENTS + 1))
    with pytest.raises(WireError):
        pack(iter(int, 1))


@settings(max_examples=300)
@given(st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda part: st.lists(part, max_size=4)
    | st.dictionaries(st.sampled_from(["array", "dict", "list", "tuple", "other", "x"]), part, max_size=2),
    max_leaves=10,
))  # fmt: skip
def test_any_json_is_read_or_refused(data: Any) -> None:
    with contextlib.suppress(WireError):
        unpack(data)


# -- what is told of a case --------------------------------------------------------------------------------------------


def one_case(source: str, **values: Any) -> Any:
    return run(Job(source, call("probe", *values, gives="y"), ("y",)), [values]).cases[0]


def test_inputs_that_were_written_into_are_named() -> None:
    values = {"a": np.arange(3.0), "b": np.arange(3.0), "c": [np.zeros(2)], "d": {"W": np.ones(2)}}
    source = "def probe(a, b, c, d):\n    a[0] = 9\n    c[0][1] += 1\n    d = {'W': 2}\n    return b + 1"
    assert one_case(source, **values).changed == ("a", "c")
    assert one_case("def probe(a, b, c, d): return a + 1", **values).changed == ()
    assert one_case("def probe(a, b, c, d):\n    d['V'] = 1", **values).changed == ("d",)


def test_what_is_printed_belongs_to_its_case() -> None:
    source = "print('defined')\ndef probe(x):\n    print('x is', x)\n    return x"
    done = run(Job(source, call("probe", "x", gives="y"), ("y",)), [{"x": 1}, {"x": 2}])
    assert done.printed == "defined\n"
    assert [case.printed for case in done.cases] == ["x is 1\n", "x is 2\n"]
    assert one_case("def probe(x):\n    print('a' * 9000)\n    1 / 0", x=1).printed == "a" * 2000


def test_what_one_case_leaves_behind_is_no_other_cases() -> None:
    body = "    seen.append(x)\n    C.count += 1\n    return (len(seen), C.count)"
    source = f"seen = []\nclass C: count = 0\ndef probe(x):\n{body}"
    done = run(Job(source, call("probe", "x", gives="y"), ("y",)), [{"x": 1}] * 3)
    assert [case.values["y"] for case in done.cases] == [(1, 1)] * 3


@pytest.mark.parametrize("draw", ["np.random.rand()", "random.random()", "np.random.default_rng().random()"])
def test_numbers_drawn_without_a_seed_are_the_same_in_every_run_and_others_in_every_case(draw: str) -> None:
    source = f"import random\ndef probe():\n    return [{draw}, {draw}]"
    job = Job(source, call("probe", gives="y"), ("y",))
    first, again = (run(job, [{}, {}]).cases for _ in range(2))
    assert [case.values for case in first] == [case.values for case in again]
    drawn = [number for case in first for number in case.values["y"]]
    assert len(set(drawn)) == 4


def test_a_seed_that_is_given_is_obeyed() -> None:
    done = one_case("def probe(): return np.random.default_rng(5).random()")
    assert done.values["y"] == np.random.default_rng(5).random()


def test_a_slice_arrives_as_one() -> None:
    sliced = np.arange(12.0).reshape(3, 4)[:, ::2]
    source = "def probe(a): return (a.flags.c_contiguous, a.tolist())"
    assert one_case(source, a=sliced).values["y"] == (False, sliced.tolist())
    assert one_case(source, a=np.arange(3.0)).values["y"][0] is True
    assert one_case("def probe(a):\n    a[0, 0] = 5", a=sliced).changed == ("a",)
    assert one_case("def probe(a): return a.sum()", a=sliced).changed == ()


def test_objects_are_known_by_their_names_and_the_latest_without_one() -> None:
    source = "class Sum:\n    def __init__(self, start): self.total = start\n"
    source += "    def add(self, x):\n        self.total += x\n        return self.total"
    x = ((None, "x", None),)
    steps = (
        Step("new", "Sum", ((None, "a", None),), of="one"), Step("new", "Sum", ((None, "b", None),), of="two"),
        Step("method", "add", x, "first", of="one"), Step("method", "add", x, "second", of="two"),
        Step("method", "add", x, "again", 2, "one"), Step("method", "add", x, "latest"),
        Step("new", "Sum", x), Step("read", "total", gives="new"), Step("read", "total", gives="kept", of="one"),
    )  # fmt: skip
    done = run(Job(source, steps, ("first", "second", "again", "latest", "new", "kept")), [{"a": 10, "b": 20, "x": 1}])
    assert done.cases[0].values == {
        "first": 11, "second": 21, "again": [12, 13], "latest": 22, "new": 1, "kept": 13
    }  # fmt: skip


def test_a_result_that_a_later_call_writes_into_is_told() -> None:
    source = "kept = np.zeros(2)\ndef same(x):\n    kept[:] = x\n    return kept\ndef new(x): return x + kept[:]\n"
    source += "def fill(x, out=[]):\n    out.append(x)\n    return out\ndef given(x): return x\n"
    source += "def lazy(x): return (i for i in range(3))"

    def changed(name: str) -> tuple[str, ...]:
        steps = (*call(name, "x", gives="y"), *call(name, "z", gives="again"))
        done = run(Job(source, steps, ("y", "again")), [{"x": 1, "z": 2}])
        assert done.cases[0].values is not None
        return done.cases[0].changed

    assert changed("same") == changed("fill") == ("y",)
    assert changed("new") == changed("given") == changed("lazy") == ()


def test_a_call_is_repeated_and_a_value_taken_as_it_stands() -> None:
    source = "class C:\n    n = 0\n    def up(self, x):\n        self.n += 1\n        x[0] += 1\n        return self.n"
    steps = (
        Step("new", "C"), Step("method", "up", ((None, "x", None),), "first", 3), Step("take", "x", (), "then"),
        Step("method", "up", ((None, "x", None),), "last"),
    )  # fmt: skip
    done = run(Job(source, steps, ("first", "then", "last", "x")), [{"x": np.zeros(1)}])
    values = done.cases[0].values
    assert values is not None
    assert (values["first"], values["last"]) == ([1, 2, 3], 4)
    assert (values["then"].tolist(), values["x"].tolist()) == ([3.0], [4.0])


def test_further_cases_are_run_in_the_same_process_until_none_is_wanted() -> None:
    batches = [[{"x": 10}, {"x": 20}], [{"x": 5}], []]
    seen: list[list[Any]] = []

    def further(cases: Any) -> Any:
        seen.append([case.values["y"] if case.values else case.raised.type for case in cases])
        return batches.pop(0)

    source = "def probe(x):\n    return 100 // (x - 5)"
    done = run(Job(source, call("probe", "x", gives="y"), ("y",)), [{"x": 6}, {"x": 7}], further=further)
    assert [case.values["y"] for case in done.cases] == [100, 50]
    assert seen == [[100, 50], [20, 6], ["ZeroDivisionError"]]


def test_further_cases_end_with_the_process_or_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz import sandbox

    monkeypatch.setattr(sandbox, "FURTHER_SECONDS", 0.5)
    for last in ("os._exit(0)", "while True: pass"):
        source = f"import os\ndef probe(x):\n    if x > 1:\n        {last}\n    return x"
        asked = []

        def further(cases: Any, asked: list[Any] = asked) -> Any:
            asked.append(len(cases))
            return [{"x": 2}]

        done = run(Job(source, call("probe", "x", gives="y"), ("y",)), [{"x": 1}], further=further)
        assert (done.ending, len(done.cases), asked) == ("done", 1, [1])


# -- what may be imported ----------------------------------------------------------------------------------------------

LOOK = """
import os, sys
def probe(root):
    sys.path.append(root)
    sys.path.append(os.path.join(os.path.dirname(os.__file__), "site-packages"))
    found = []
    for name in ("beside_numpy", "solvers", "quiz", "sympy", "pip"):
        try:
            __import__(name)
            found.append(name)
        except (ImportError, OSError):
            pass
    return found
"""


@pytest.mark.parametrize("level", EVERY)
def test_nothing_but_numpy_is_found_without_searching(level: Level) -> None:
    source = LOOK.replace("    sys.path.append(root)\n", "").replace("sys.path.append(os.path", "(os.path")
    assert got(run(Job(source, call("probe", "root", gives="got"), ("got",)), [{"root": ""}], at=at(level))) == []
    body = "import numpy.linalg\nreturn float(numpy.linalg.det(numpy.eye(2)))"
    assert got(attempt(at(level), body)) == 1.0


@pytest.mark.parametrize("level", STRONG)
def test_what_is_installed_beside_numpy_is_not_seen_by_searching_either(
    level: Level, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an installation that is not editable: the program's own packages lie in the folder that NumPy is in."""
    real = shown.packages()
    installed = tmp_path / "site-packages"
    installed.mkdir()
    for package in real:
        shutil.copytree(package, installed / package.name, symlinks=True)
    for name in ("beside_numpy", "solvers"):
        (installed / name).mkdir()
        (installed / name / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(shown, "packages", lambda: [installed / package.name for package in real])
    launch._launch.cache_clear()
    try:
        run(Job("def probe(): pass", call("probe", gives="got"), ("got",)), [{}], at=at(level))  # uses up the spare one
        child = run(Job(LOOK, call("probe", "root", gives="got"), ("got",)), [{"root": str(installed)}], at=level)
        assert got(child) == []
    finally:
        launch._launch.cache_clear()
        prepare(level)
