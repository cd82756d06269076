"""The line of a question's program with its gap filled in, W = …: what stands in the gap."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from quiz.reading.brackets import are_closed
from quiz.reading.late_patterns import late

if TYPE_CHECKING:
    from quiz.model import Variant

_FENCED: Final = late(r"^```[^\n]*\n(.*?)\n```", re.DOTALL | re.MULTILINE)
_GAP: Final = late(r"(?<![\w\])])\(\?\)|(?<=\()\?(?=\))")
"""(?), which stands for all that is wanting; in the brackets of a call the ? alone, as the brackets are the call's."""
_TOKEN: Final = late(r"[A-Za-z_]\w*|[0-9.]+|\S")
_LONGEST: Final = 300
_LONGEST_LINE: Final = 200


def filled_gap(raw: str, variant: Variant) -> str | None:
    """Return what an answer puts in the gap of its question's program; None where it isn't the line with the gap.

    >>> from quiz import draw, load_bank
    >>> filled_gap("W = np.zeros(3)", draw(load_bank().item("init-code-choice"), 0))
    'np.zeros(3)'
    """
    stem = variant.item.stem
    return in_gap(raw, stem.fill(variant.values).ja) if "?)" in stem.ja.source else None


def in_gap(raw: str, stem: str) -> str | None:
    """Return what an answer puts in the gap of the programs of a text; the line may begin at a call around it.

    >>> stem = "```\\ny = np.mean(x, (?), keepdims=True)\\n```"
    >>> in_gap("np.mean(x, axis=0, keepdims=True)", stem), in_gap("np.mean(x, axis=0)", stem)
    ('axis=0', None)
    >>> in_gap("swap(1, 0)", "```\\ny = x.swap(?).T\\n```"), in_gap("wap(1, 0)", "```\\ny = x.swap(?).T\\n```")
    ('1, 0', None)
    """
    if len(raw) > _LONGEST:
        return None
    written = raw.strip().strip("`").strip().rstrip(";。")
    for program in _FENCED.findall(stem):
        for line in program.split("\n"):
            gap = _GAP.search(line)
            if gap is None or len(line) > _LONGEST_LINE:
                continue
            for form in _forms(line[: gap.start()].strip(), line[gap.end() :].strip()):
                found = form.fullmatch(written)
                if found is not None and are_closed(found["gap"]):
                    return found["gap"].strip()
    return None


@lru_cache(maxsize=64)
def _forms(before: str, behind: str) -> tuple[re.Pattern[str], ...]:
    """The line, from its beginning or from a call on, to its end or to the bracket that closes its call."""
    first, last = _TOKEN.findall(before), _TOKEN.findall(behind)
    names = [at for at, token in enumerate(first) if token[0].isalpha() or token[0] == "_"]
    # What is put into `rate * (?)` may be all of `rate * param`: only the whole line or a call is surely the line.
    starts = [at for at in names if at == names[0] or "(" in first[at:]]
    ends = [last] if last[:1] != [")"] or not before.endswith("(") else [last, [")"]]
    return tuple(
        re.compile(rf"{_spaced(first[start:])}\s*(?P<gap>.{{1,{_LONGEST}}}?)\s*{_spaced(end)}")
        for start in starts
        for end in ends
    )


def _spaced(tokens: list[str]) -> str:
    return r"\s*".join(map(re.escape, tokens))
