"""The levels of isolation, strongest first: what each holds, and which one this machine really gives.

- ``bubblewrap``: namespaces of its own (no files but Python's, no network, no other process), and the locks below.
- ``kernel``: the kernel's filters alone (Landlock for files, seccomp for calls), and resource limits.
- ``limits``: resource limits, or on Windows no more than a time limit. It holds the bombs and promises little else.

A level counts only if it holds when it is tried: the probe reads a file, opens a socket and starts a process.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence

from quiz.errors import QuizError
from quiz.language import Text
from quiz.sandbox.launch import LEVELS, Level
from quiz.sandbox.probes import escapes

SAID: dict[Level, Text] = {
    "bubblewrap": Text("bubblewrap（名前空間）と制限", "bubblewrap (namespaces) with limits"),
    "kernel": Text("カーネルのフィルタ（Landlock・seccomp）と制限", "kernel filters (Landlock, seccomp) with limits"),
    "limits": Text("資源の制限のみ（最も弱い）", "resource limits only (the weakest)"),
}
NOT_HELD = Text(
    "このレベルが止めるのは、終わらない計算・メモリの使いすぎ・大きなファイル・大量の出力だけです。"
    "解答のコードは、あなた自身と同じようにファイルを読み、消し、ネットワークにつなげます。"
    "自分で書いたコードだけを採点してください。問題ファイルの作者のコードはこのレベルでは実行しません。",
    "This level stops endless computation, too much memory, large files and floods of output, and nothing else. The "
    "code of an answer can read and delete your files and use the network as you can. Grade only code that you wrote "
    "yourself; code written by a question's author is not run at this level.",
)
WINDOWS = Text(
    "Windows ではメモリ・ファイルの大きさ・プロセスの数も制限されません。",
    "On Windows memory, the size of files and the number of processes are not bounded either.",
)
STRONGER = Text(
    "Linux では pip install 'kakunin-test[sandbox]' か、システムの bubblewrap を入れると強くなります。",
    "On Linux pip install 'kakunin-test[sandbox]', or the system's bubblewrap, makes it stronger.",
)


_measured: dict[str, Level] = {}
_measuring = threading.Lock()


def level() -> Level:
    """Return the strongest level that holds here, tried once per process."""
    with _measuring:
        if "level" not in _measured:
            _measured["level"] = next((one for one in LEVELS[:-1] if holds(one)), "limits")
        return _measured["level"]


def holds(one: Level) -> bool:
    """Try a level: True if its child starts, computes, and can't read, connect or start a process."""
    try:
        return not escapes(one)
    except (QuizError, OSError):
        return False


def notices(one: Level) -> Sequence[Text]:
    """Return what must be said of a level: nothing, or what the weakest does not hold."""
    if one != "limits":
        return ()
    return (NOT_HELD, WINDOWS) if sys.platform == "win32" else (NOT_HELD, STRONGER)
