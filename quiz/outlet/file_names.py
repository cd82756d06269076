"""Files by a name that somebody chose: they lie in their folder, on every system, or there is no such file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from quiz.errors import QuizError
from quiz.language import Text
from quiz.outlet.visible import in_line, visible

MAX_BYTES = 240
"""Systems take 255 bytes; a number or an ending may be added to a name."""

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
"""What Windows takes for a device, with any ending."""


def inside(folder: Path, name: str) -> Path:
    """Return the path of a file of that name in a folder.

    >>> inside(Path("my-bank"), "relu.md").as_posix()
    'my-bank/relu.md'

    Raises:
        QuizError: the name leads elsewhere, is a device of Windows, or can't be written on every system.
    """
    fault = _fault(name)
    if fault is not None:
        shown = in_line(name)
        raise QuizError(
            Text(f"「{shown}」はファイル名に使えません: {fault.ja}", f"\"{shown}\" can't be a file's name: {fault.en}"),
            remedy=Text(
                "文字・数字・ハイフンなどの短い名前にしてください", "choose a short name of letters, digits, hyphens"
            ),
        )
    return folder / name


def _fault(name: str) -> Text | None:
    """Say what is wrong with a name; None if nothing is."""
    if any(sign in '/\\:*?"<>|' for sign in name) or name in ("", ".", ".."):
        return Text('区切りの / \\ と記号 : * ? " < > | は書けません', "it can't have / or \\ or any of : * ? \" < > |")
    if name != visible(name) or "\n" in name or "\t" in name:
        return Text("目に見えない文字があります", "it has characters that can't be seen")
    if name != name.strip() or name.endswith(".") or name.startswith(("-", "~")):
        return Text(
            "空白・ハイフン・~ で始めたり、空白・ピリオドで終えたりできません",
            "it can't begin with a blank, a hyphen or ~, nor end with a blank or a full stop",
        )
    if unicodedata.normalize("NFKC", name.split(".")[0].rstrip()).lower() in _DEVICES:
        return Text("Windows では装置の名前です", "on Windows it is the name of a device")
    if len(name.encode("utf-8")) > MAX_BYTES:
        return Text(f"長すぎます（{MAX_BYTES} バイトまで）", f"it is too long (at most {MAX_BYTES} bytes)")
    return None
