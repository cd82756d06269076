"""The words around a learner's number or formula (答えは 7×7 です, 約 0.25, 更新回数 469), blanked out.

Every character that is taken away leaves a space, so that columns still point into what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LEAD = re.compile(
    r"\s*(?:(?:答え|解答|正解|答|解)\s*(?:は|[:：)）])?|(?:the\s+)?answer(?:\s+is|\s*[:：])?|約|およそ|だいたい|ほぼ|about|approx(?:imately|\.)?)\s*",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:くらい|ぐらい|程度|ほど)?\s*(?:です|である|だ|になります|となります|になる|となる|と思います|かな)?\s*[。．.、,！!]?\s*\Z"
)


def bare(raw: str, names: Collection[str] = ()) -> str:
    """Return the text with polite words and the given names blanked, at its full length.

    >>> bare("答えは 7×7 です。").strip(), bare("(更新回数) 469", ["更新回数"]).split()
    ('7×7', ['(', ')', '469'])
    """
    text = raw
    for _ in range(2):  # "the answer is about 3"
        text = _blank(text, _LEAD.match(text))
    text = _blank(text, _TAIL.search(text))
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"{re.escape(name)}\s*(?:は|が|[:：=＝])?", lambda found: " " * len(found[0]), text)
    return text


def _blank(text: str, found: re.Match[str] | None) -> str:
    if found is None or not found[0].strip():
        return text
    return text[: found.start()] + " " * len(found[0]) + text[found.end() :]
