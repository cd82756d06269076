"""Which lines stand between fences (`` ``` ``), and which of them are code: told by what stands there.

Reports open a fence with a title (`` ```python:train.py ``), close it with words behind it, forget to close it, and
fence their prose, their questions and their answers. So a fence only says where code may be; a sentence between fences
stays a sentence, and a cell of a notebook begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from quiz.reading.late_patterns import late

Inside = Literal["mark", "behind", "code", "text"]
"""``behind``: words behind the signs that close a fence."""

_FENCE: Final = late(r"(?P<lead>[\s>]*(?:(?:[-*+]|\d{1,3}[.)])\s+)?)(?P<signs>```+|~~~+)(?P<info>[^`\n]*)$")
_LANGUAGES: Final = frozenset(
    "python python2 python3 py ipython ipython3 pycon bash sh shell zsh console terminal cmd powershell bat r c cpp "
    "c++ java javascript js ts json yaml yml toml ini html css xml sql matlab octave julia go rust ruby dockerfile "
    "diff".split()
)
_NAMES: Final = _LANGUAGES | frozenset(
    "text txt plain plaintext none log output math latex tex markdown md mermaid".split()
)
_NAME: Final = late(r"\s*\{?\s*\.?(?P<name>[A-Za-z][\w+#-]*)")

_CJK: Final = late(r"[\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_PROSE_SHARE: Final = 0.35
"""So much of a line's letters are Japanese in a sentence that stands between fences; in code, those of a comment."""
_TEX: Final = late(
    r"\\(?:d?frac|sqrt|sum|partial|nabla|left|begin|mathrm|cdot|times|alpha|beta|gamma|epsilon|eta|theta|lambda|mu|sigma)"
    r"(?![a-z])|\$[^$]{1,200}\$"
)
_CODE_SIGNS: Final = late(
    r"[=!]=|[-+*/]=|;\s*$|(?:^|\s)#|//|\"\"\"|'''|[\"'][^\"']{0,80}[\"']\s*[:,)\]]|[A-Za-z_]\w*\.\w+\s*\(|\w\[[^\]]*\]\s*="
    r"|\b(?:def|import|return|lambda|self|print)\b|[A-Za-z]\w*_\w+\s*[=(:]|<[/a-zA-Z]|\{\{"
)
_STATEMENT: Final = late(
    r"""\s*(?:
        >>>\s | \$\s\w | [!%](?:pip|matplotlib|cd|ls|time)
      | (?:import|from)\s+[A-Za-z_][\w.]*(?:\s+(?:import|as)\s.*|\s*(?:\#.*)?$)
      | (?:def|class)\s+\w+\s*[(:]
      | (?:for\s.+\sin\s.+|while\s.+|if\s.+|elif\s.+|with\s.+|except\b.*|else|try|finally)\s*:\s*(?:\#.*)?$
      | (?:return|yield|raise|assert)\s+(?:[\w.]+\s*(?:$|[(\[,+*/=-].*)|[(\[\-'"].*) | (?:pass|break|continue)\s*$
      | print\s*\( | @\w+(?:\.\w+)*\s*(?:\(.*)?$ | self\.\w+
      | [A-Za-z_][\w.\[\]'", :]*\s*(?:[-+*/%]|//|\*\*)=\s*\S
      | [A-Za-z_][\w.\[\]'", :]*=(?!=).*(?:[A-Za-z_]\w*\.\w+|\w\[[^\]]+\]|["']|\w_\w)
      | [A-Za-z_]\w*(?:\.\w+)+\s*\(
      | [A-Za-z_]\w*\[[^\]]*[:,][^\]]*\]\s*$
    )""",
    re.VERBOSE,
)
_WORDS: Final = late(r"'[^']*'|\"[^\"]*\"|#.*")
_BESIDE_CODE: Final = late(
    r"(?: {4}|\t)\s*#|\s*(?:#(?!#)|#{7}|[)\]}]+\s*,?\s*$"
    r"|(?:[A-Za-z_]\w*(?:, ?\w+)*|\([\w, ()]{3,80}\))\s?=\s?[!-~][ -~]*$"
    r"|[A-Za-z_]\w*\([ -~]*\)\s*$)"
)
_ANSWERS: Final = late(r"\s*(?:[-*+]\s+)?[(（]?(?:\d{1,2}|[a-zA-Z])[)）.:：]\s*\S|.*[=＝]|.*(?:[A-Za-z]{2,}[ ,.]+){4}")
_LOOKED_AT: Final = 200
"""So many characters of a line tell what it is; the patterns would take quadratic time on a very long one."""
_SHORT: Final = 3
"""A fence around so few lines, none of which is code, holds an answer rather than what a program printed."""
_RUN: Final = 3
"""So many statements, one below the other, are code that nobody has fenced."""


@dataclass(frozen=True, slots=True)
class Fence:
    """What opens or closes a fence: its signs, and what stands behind them."""

    signs: str
    info: str

    @property
    def language(self) -> str:
        """The name that the fence gives what it holds, in small letters; empty without one."""
        found = _NAME.match(self.info)
        return found["name"].lower() if found else ""

    @property
    def names(self) -> bool:
        """Whether what stands behind the signs is a name, as only the beginning of a fence has one.

        >>> Fence("```", "python:train.py").names, Fence("```", "とする。").names, Fence("```", " ここまで").names
        (True, False, False)
        """
        return self.language in _NAMES

    def closes(self, opening: Fence) -> bool:
        """Whether this is an end for that beginning."""
        return self.signs[0] == opening.signs[0] and len(self.signs) >= len(opening.signs) and not self.names


def fence_in(text: str) -> Fence | None:
    """Return the fence that a line is, in a quotation or a list's item as well; None for any other line.

    >>> fence_in("  - ```python: 例"), fence_in("```x = 1``` とする")
    (Fence(signs='```', info='python: 例'), None)
    """
    if "```" not in text and "~~~" not in text:
        return None
    found = _FENCE.match(text)
    return Fence(found["signs"], found["info"].strip()) if found else None


def inside_fences(lines: Sequence[str]) -> dict[int, Inside]:
    """Tell of every fence and of each line between two of them what it is; a fence that is never closed hides no prose.

    >>> inside_fences(["```", "x = np.zeros(3)", "零で初期化する。", "```", "本文"])
    {0: 'mark', 1: 'code', 2: 'text', 3: 'mark'}
    """
    found: dict[int, Inside] = {}
    for start, end, closed, opening in _blocks(lines):
        found[start] = "mark"
        inside = range(start + 1, end)
        if closed:
            closing = fence_in(lines[end])
            found[end] = "behind" if closing is not None and closing.info else "mark"
            found.update(kinds_between(lines, inside, opening.language))
            continue
        found.update((place, "code") for place in _code_at_once(lines, inside))
    return dict(sorted(found.items()))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int, bool, Fence]]:
    """Yield the place of each beginning, that of its end (or of the last that it reaches), if it is closed, itself."""
    opened: tuple[int, Fence] | None = None
    for place, text in enumerate(lines):
        fence = fence_in(text)
        if fence is None:
            continue
        if opened is None:
            opened = place, fence
        elif fence.closes(opened[1]):
            yield opened[0], place, True, opened[1]
            opened = None
        elif fence.signs[0] == opened[1].signs[0] and fence.names:  # the one before was forgotten
            yield opened[0], place, False, opened[1]
            opened = place, fence
    if opened is not None:
        yield opened[0], len(lines), False, opened[1]


def kinds_between(lines: Sequence[str], inside: range, language: str = "") -> Iterator[tuple[int, Inside]]:
    """Yield for each line that is marked as code, by fences or by a page, what it is."""
    written = [place for place in inside if lines[place].strip()]
    programmed = language in _LANGUAGES or language == "math"
    if not programmed and not any(is_statement(lines[place]) for place in written):
        short = len(written) <= _SHORT
        japanese = any(_CJK.search(lines[place]) for place in written)
        for place in inside:
            text = lines[place][:_LOOKED_AT]
            yield place, "text" if japanese or short or _ANSWERS.match(text) or is_sentence(text) else "code"
        return
    quoted = False  # within a text over several lines, as functions are described in
    for place in inside:
        text = lines[place]
        odd = (text.count('"""') + text.count("'''")) % 2 == 1
        yield place, "text" if not quoted and not odd and is_sentence(text) else "code"
        quoted = quoted != odd


def is_sentence(text: str) -> bool:
    """Whether a line that stands where code should is a sentence or a formula of the report.

    >>> is_sentence("答え: 勾配が消失する"), is_sentence("x = 1  # 重みの初期値"), is_sentence(r"\\frac{1}{2}x")
    (True, False, True)
    """
    bare = text.strip()[:_LOOKED_AT]
    if not bare or bare[0] in "#%\"'" or _CODE_SIGNS.search(bare):
        return False
    if _TEX.search(bare):
        return True
    return len(_CJK.findall(bare)) >= _PROSE_SHARE * len("".join(bare.split()))


def is_statement(text: str) -> bool:
    """Whether a line is a statement of a program and can hardly be anything else.

    >>> is_statement("grad += rate * param"), is_statement("z = t^2"), is_statement("for i in range(3):")
    (True, False, True)
    """
    begins = text[:_LOOKED_AT]
    return _STATEMENT.match(begins) is not None and not _CJK.search(_WORDS.sub("", begins))


def _code_at_once(lines: Sequence[str], inside: range) -> list[int]:
    """Return the places of the code below a fence that nobody has closed, up to the last statement before a text."""
    found: list[int] = []
    beside: list[int] = []
    for place in inside:
        text = lines[place]
        if is_statement(text):
            found += [*beside, place]
            beside = []
        elif not text.strip() or _BESIDE_CODE.match(text):
            beside.append(place)
        else:
            break
    return found


def unfenced_code(lines: Sequence[str]) -> set[int]:
    """Return the places of code that nobody has fenced: statements one below the other, and comments there.

    >>> sorted(unfenced_code(["実装:", "import numpy as np", "# 零", "w = np.zeros(3)", "", "print(w)", "零になる。"]))
    [1, 2, 3, 5]
    """
    found: set[int] = set()
    run: list[int] = []
    beside: list[int] = []
    statements = 0
    for place, text in enumerate([*lines, "."]):
        if not text.strip():
            continue
        if is_statement(text):
            run += [*beside, place]
            beside = []
            statements += 1
        elif run and _BESIDE_CODE.match(text):
            beside.append(place)
        else:
            if run and lines[run[-1]].rstrip().endswith(":"):
                run += [at for at in beside if lines[at][:1].isspace()]
            if statements >= _RUN:
                found.update(run)
            run, beside, statements = [], [], 0
    return found
