"""What can go wrong for a person, said so that the person can mend it: where, what was found, what to do.

Everything that a command may fail with is a ``QuizError``; the command line prints it in the reader's language and
ends with its exit status, never with a traceback.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.language import Language, Text
from quiz.outlet.visible import in_line, message_lines
from solvers.budget import OverBudget, Unit


class QuizError(Exception):
    """A fault with a bilingual message, a remedy, and the exit status that a command ends with.

    >>> error = QuizError(Text("見つかりません", "not found"), remedy=Text("名前を確かめてください", "check the name"))
    >>> print(error.in_("en"))
    not found
      → check the name
    """

    exit_status = 2

    def __init__(self, message: Text, *, remedy: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.remedy = remedy

    def in_(self, language: Language) -> str:
        """Return the message, and the remedy on a line of its own."""
        return _told(self.message.in_(language), self.remedy, language)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: the file, its line (1-based; 0 where no line can be named), what was found, what to do.

    ``foreign`` marks a file that was never meant as a question: it is told, and is no defect of the bank.
    """

    path: str
    line: int
    message: Text
    remedy: Text | None = None
    foreign: bool = False

    def in_(self, language: Language) -> str:
        """Return ``file:line: message`` with the remedy on a second line."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return _told(f"{in_line(place)}: {self.message.in_(language)}", self.remedy, language)


class FileFaults(QuizError):
    """All the faults of one or more files, found in one reading."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(Text(f"{len(faults)} 件の誤りがあります", f"{len(faults)} fault(s) found"))
        self.faults = tuple(faults)

    def in_(self, language: Language) -> str:
        """Return one paragraph for each fault."""
        return "\n".join(fault.in_(language) for fault in self.faults)


def _told(message: str, remedy: Text | None, language: Language) -> str:
    """A message with its remedy; the names and passages of a stranger's in them stay in their lines."""
    lines = message_lines(message)
    if remedy is not None:
        lines.append(f"  → {in_line(remedy.in_(language))}")
    return "\n".join(lines)


def with_remedy(message: Text, remedy: Text | None) -> Text:
    """Return a message and what to do as one sentence, where there is but one line for both.

    >>> with_remedy(Text("ありません", "missing"), Text("書いてください", "write it")).en
    'missing → write it'
    """
    if remedy is None:
        return message
    return Text(f"{message.ja} → {remedy.ja}", f"{message.en} → {remedy.en}")


class Unanswerable(QuizError):
    """An item that can't be drawn or whose key can't be computed for these values."""


_TOO_MUCH: Mapping[Unit, Text] = {
    "characters": Text("長すぎます（{most} 文字まで）", "too long (at most {most} characters)"),
    "bytes": Text("大きすぎます（{most} バイトまで）", "too large (at most {most} bytes)"),
    "lines": Text("行が多すぎます（{most} 行まで）", "too many lines (at most {most})"),
    "digits": Text("数の桁が多すぎます（{most} 桁まで）", "a number has too many digits (at most {most})"),
    "bits": Text("数が大きすぎます（{most} ビットまで）", "a number grows too large (at most {most} bits)"),
    "levels": Text("入れ子が深すぎます（{most} 段まで）", "nested too deeply (at most {most} levels)"),
    "entries": Text("多すぎます（{most} 個まで）", "too many (at most {most})"),
    "values": Text("値が多すぎます（{most} 個まで）", "too many values (at most {most})"),
    "names": Text("名前が多すぎます（{most} 個まで）", "too many names (at most {most})"),
    "steps": Text("計算が多すぎます（{most} 回まで）", "too much to compute (at most {most} steps)"),
    "elements": Text("配列が大きすぎます（要素は {most} 個まで）", "an array is too large (at most {most} elements)"),
}


def too_much(over: OverBudget) -> Text:
    """Return what is larger than what is worked with, and how large it may be.

    >>> from solvers.budget import Bound
    >>> too_much(OverBudget(Bound(1000, "digits"))).en
    'a number has too many digits (at most 1000)'
    """
    words, most = _TOO_MUCH[over.bound.unit], int(over.bound)
    return Text(words.ja.format(most=most), words.en.format(most=most))


_REFUSALS = {
    errno.EACCES: "権限がありません",
    errno.EPERM: "許されていません",
    errno.ENOENT: "その名前のファイルかフォルダがありません",
    errno.EEXIST: "同じ名前のものがもうあります",
    errno.ENOTDIR: "フォルダがあるべきところにファイルがあります",
    errno.EISDIR: "同じ名前のフォルダがあります",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ENOSPC: "ディスクの空きがありません",
    errno.EDQUOT: "使える容量を超えました",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.EROFS: "書き込みのできない場所です",
    errno.ELOOP: "リンクが輪になっています",
    errno.EINVAL: "ふつうのファイルではありません",
    errno.EIO: "読み書きに失敗しました",
    errno.EADDRINUSE: "ほかのプログラムが使っています",
    errno.EADDRNOTAVAIL: "この機械の番地ではありません",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENOMEM: "メモリが足りません",
    errno.EBUSY: "ほかから使われています",
    errno.ENOTEMPTY: "フォルダが空ではありません",
    errno.EXDEV: "別のディスクには移せません",
    errno.ENODEV: "その装置はありません",
    errno.ENXIO: "その装置はありません",
    errno.EPIPE: "相手が先に閉じました",
    errno.ETIMEDOUT: "時間内に応答がありませんでした",
    errno.ECONNREFUSED: "接続できません",
}
"""What the system refuses, in the other language: it speaks but one."""


def refusal(error: OSError) -> Text:
    """Return why the system refuses something, in both languages.

    >>> refusal(OSError(errno.ENOSPC, "No space left on device"))
    Text(ja='ディスクの空きがありません', en='No space left on device')
    """
    said = error.strerror or str(error) or type(error).__name__
    return Text(_REFUSALS.get(error.errno or 0, said), said)
