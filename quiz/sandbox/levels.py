"""The levels of isolation, strongest first: what each holds, and which one this machine really gives.

- ``bubblewrap``: namespaces of its own (no files but Python's, no network, no other process), and the locks below.
- ``kernel``: the kernel's filters alone (Landlock for files, seccomp for calls), no capabilities, resource limits.
  What it does not hold: that there *is* a file of some name, how large and how old, can be asked; its content can't.
- ``limits``: resource limits, and where Linux has it the filter for calls. On Windows a time limit. Root is refused.

A level counts only if it holds when it is tried: the probe reads files, opens a socket and starts a process.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence

from quiz.errors import QuizError, refusal
from quiz.language import Text
from quiz.sandbox import launch
from quiz.sandbox.launch import LEVELS, Level
from quiz.sandbox.probes import Tried, tried

SAID: dict[Level, Text] = {
    "bubblewrap": Text("bubblewrap（名前空間）と制限", "bubblewrap (namespaces) with limits"),
    "kernel": Text("カーネルのフィルタ（Landlock・seccomp）と制限", "kernel filters (Landlock, seccomp) with limits"),
    "limits": Text("資源の制限（最も弱い）", "resource limits (the weakest)"),
}

# -- what is not held --------------------------------------------------------------------------------------------------

_AS_YOU_CAN = Text(
    "解答のコードは、あなた自身と同じようにファイルを読み、消し、ネットワークにつなげます。",
    "The code of an answer can read and delete your files and use the network as you can.",
)
_HELD: dict[str, Text] = {
    "win32": Text(
        "このレベルが止めるのは、終わらない計算と大量の出力だけです。"
        "Windows ではメモリ・ファイルの大きさ・プロセスの数は制限されません。",
        "This level stops endless computation and floods of output, and nothing else; on Windows memory, the size of "
        "files and the number of processes are not bounded.",
    ),
    "darwin": Text(
        "このレベルが止めるのは、終わらない計算・大きなファイル・大量の出力だけです。"
        "macOS ではメモリの制限が効かないことがあります。",
        "This level stops endless computation, large files and floods of output, and nothing else; macOS may not obey "
        "the bound of memory.",
    ),
}
_HELD_ELSEWHERE = Text(
    "このレベルが止めるのは、終わらない計算・メモリの使いすぎ・大きなファイル・大量の出力だけです。",
    "This level stops endless computation, too much memory, large files and floods of output, and nothing else.",
)
_ONLY_READING = Text(
    "このレベルは、終わらない計算・メモリの使いすぎ・大量の出力・ファイルの変更・ネットワーク・別のプログラムの起動を"
    "止めます。ファイルを読むことは止めません。解答のコードは、あなたに読めるものを何でも（採点の基準も）読めます。",
    "This level stops endless computation, too much memory, floods of output, changes to files, the network and the "
    "start of other programs. It does not stop reading: the code of an answer can read whatever you can read, the "
    "references that it is compared with among it.",
)
WHOSE_CODE = Text(
    "自分で書いたコードだけを採点してください。問題ファイルの作者のコードはこのレベルでは実行しません。",
    "Grade only code that you wrote yourself; code written by a question's author is not run at this level.",
)
STRONGER = Text(
    "Linux では pip install 'kakunin-test[sandbox]' か、システムの bubblewrap を入れると強くなります。",
    "On Linux pip install 'kakunin-test[sandbox]', or the system's bubblewrap, makes it stronger.",
)
_NAMES_SEEN = Text(
    "このレベルでは、ファイルの中身は読めませんが、ファイルの有無・大きさ・日付は調べられます。",
    "At this level the content of files can't be read; that there is a file of some name, its size and its date can.",
)

# -- what a kernel lacks -----------------------------------------------------------------------------------------------

_NOT_IN_LANDLOCK: dict[str, Text] = {
    "truncate": Text("ファイルを空にすること", "emptying files"),
    "tcp": Text("TCP", "TCP"),
    "ioctl": Text("機器の操作（ioctl）", "ioctl on devices"),
    "scope": Text("シグナルと抽象ソケット", "signals and abstract sockets"),
}
_ATTEMPTS: dict[str, Text] = {
    "read": Text("ファイルを読めた", "a file could be read"),
    "source": Text("このプログラムのソースを読めた", "this program's source could be read"),
    "write": Text("ファイルに書けた", "a file could be written"),
    "connect": Text("ネットワークにつなげた", "the network could be reached"),
    "start": Text("別のプログラムを起動できた", "another program could be started"),
    "fork": Text("プロセスを増やせた", "a process could be started"),
}
_UNFINISHED = Text("試すプロセスが途中で終わった", "the process that tried it ended early")


_measured: dict[str, Level] = {}
_tried: dict[Level, Tried | Text] = {}
_measuring = threading.RLock()


def level() -> Level:
    """Return the strongest level that holds here, tried once per process."""
    with _measuring:
        if "level" not in _measured:
            _measured["level"] = next((one for one in LEVELS[:-1] if holds(one)), "limits")
        return _measured["level"]


def holds(one: Level) -> bool:
    """Try a level: True if its child starts, locks itself in, computes, and none of its attempts succeeds."""
    return refused(one) is None


def refused(one: Level) -> Text | None:
    """Return why a level doesn't count here; None if it does."""
    found = _outcome(one)
    if isinstance(found, Text):
        return found
    said = [_ATTEMPTS.get(name, _UNFINISHED) for name in found.escapes]
    return Text("、".join(part.ja for part in said), ", ".join(part.en for part in said)) if said else None


def _outcome(one: Level) -> Tried | Text:
    """Try a level, once per process; return what came of it, or why it can't be started."""
    with _measuring:
        if one not in _tried:
            try:
                _tried[one] = tried(one)
            except QuizError as error:
                _tried[one] = error.message
            except OSError as error:
                _tried[one] = refusal(error)
        return _tried[one]


def notices(one: Level) -> Sequence[Text]:
    """Return what must be said of a level before anything is run: nothing, or what the weakest does not hold."""
    if one != "limits":
        return ()
    if launch.is_superuser():
        return ()  # nothing is run
    if sys.platform != "linux":
        return (_HELD.get(sys.platform, _HELD_ELSEWHERE), _AS_YOU_CAN, WHOSE_CODE)
    found = _outcome(one)
    if isinstance(found, Tried) and "seccomp" in found.locks:
        return (_ONLY_READING, WHOSE_CODE, STRONGER)
    return (_HELD_ELSEWHERE, _AS_YOU_CAN, WHOSE_CODE, STRONGER)


def remarks(one: Level) -> Sequence[Text]:
    """Return what there is to know of a level beyond that: why no stronger one, what this kernel lacks.

    No stronger level is tried at all but on Linux.
    """
    said = []
    for stronger in LEVELS[: LEVELS.index(one)] if sys.platform == "linux" else ():
        why = refused(stronger)
        if why is not None:
            said.append(
                Text(f"{SAID[stronger].ja} は使えません: {why.ja}", f"not given here: {SAID[stronger].en}: {why.en}")
            )
    if one == "kernel":
        said.append(_NAMES_SEEN)
    found = _outcome(one) if one != "limits" else None
    if isinstance(found, Tried):
        said += _absences(found)
    return said


def _absences(found: Tried) -> list[Text]:
    """What this kernel, or this architecture, does not give a level that counts all the same."""
    said = []
    if found.lacking and {"landlock", "seccomp"} <= set(found.locks):
        names = [_NOT_IN_LANDLOCK[name] for name in found.lacking]
        said.append(
            Text(
                f"このカーネルの Landlock で止められないもの: {'、'.join(name.ja for name in names)}"
                "（システムコールのフィルタで止めています）",
                f"this kernel's Landlock can't forbid {', '.join(name.en for name in names)}; "
                "the filter of system calls does",
            )
        )
    absent = [name for name in ("landlock", "seccomp") if name not in found.locks]
    if absent:
        said.append(
            Text(
                f"この環境にないもの: {'、'.join(absent)}（名前空間だけで止めています）",
                f"not to be had here: {', '.join(absent)}; the namespaces hold without",
            )
        )
    return said
