"""What a process gives up by itself, tried in processes of their own: none of it could be undone here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quiz.sandbox.inside import locks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="calls of Linux")


def said_by(script: str) -> str:
    """What a script prints that has the locks and the C library at hand."""
    folder = str(Path(locks.__file__).parent)
    start = f"import ctypes, os, sys, threading, time\nsys.path.insert(0, {folder!r})\n"
    start += "import locks\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", start + script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


@pytest.mark.parametrize("proc", [True, False], ids=["with /proc", "without"])
def test_a_second_thread_is_noticed(proc: bool) -> None:
    """Landlock and capabilities would not hold it; where there is no /proc the kernel is asked in another way."""
    hide = "" if proc else "def listdir(path): raise OSError\nos.listdir = listdir\n"
    asked = "print(locks.is_alone(libc))\n"
    thread = "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    if not proc and said_by(hide + asked) != "True":
        pytest.skip("unshare is refused here")
    assert said_by(hide + asked + thread + asked + "sys.stdout.flush()\nos._exit(0)").split() == ["True", "False"]


def test_no_lock_counts_that_a_second_thread_would_not_have() -> None:
    thread = "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    lock = "import child\nprint(child._locked({'locks': ['landlock'], 'shown': []})['locks'])\n"
    end = "sys.stdout.flush()\nos._exit(0)"
    assert not {"landlock", "capabilities"} & set(said_by(f"{thread}{lock}{end}").split("'"))
    assert "capabilities" in said_by(f"{lock}{end}")


def test_capabilities_are_gone_and_that_is_seen() -> None:
    status = "print([line.split()[1] for line in open('/proc/self/status') if line.startswith(('CapPrm', 'CapEff'))])"
    said = said_by(f"print(locks.drop_capabilities(libc))\n{status}").splitlines()
    assert said == ["True", "['0000000000000000', '0000000000000000']"]


def test_capabilities_that_stay_are_not_called_gone() -> None:
    stays = "class Stubborn:\n    prctl = capset = lambda *_: 0\n    def capget(self, header, sets):\n"
    stays += "        sets.raw = bytes([1]) + bytes(23)\n        return 0\n"
    assert said_by(f"{stays}print(locks.drop_capabilities(Stubborn()))") == "False"


def test_what_is_bounded_stays_bounded() -> None:
    script = "import resource\nprint(locks.bound_resources())\n"
    script += "print(resource.getrlimit(resource.RLIMIT_FSIZE), resource.getrlimit(resource.RLIMIT_NPROC))"
    assert said_by(script).splitlines() == ["True", "(0, 0) (0, 0)"]
