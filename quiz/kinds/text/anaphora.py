"""What "it" and 「それを」 point at: the one thing of the rubric that the sentence before speaks of.

Where that sentence names several things, or this one names one itself, a pronoun is left as it is: nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

_POINTS_JA = re.compile(
    r"(?:(?:この|その|こうした|そうした|そういった|こういった)(?:問題|現象|傾向|影響|症状|状態|恐れ|リスク|こと)|それ|これ)"
    r"(?=を|が(?!ある|あっ|な[いく]))"
)
"""Only as an object or as what something happens to: 「それは」 may be the method."""
_POINTS_EN = re.compile(
    r"(?:(?<=prevents )|(?<=reduces )|(?<=avoids )|(?<=mitigates )|(?<=alleviates )|(?<=suppresses )|(?<=counteracts )"
    r"|(?<=lessens )|(?<=curbs )|(?<=eases )|(?<=against )|(?<=speeds up )|(?<=stabilizes )|(?<=accelerates ))"
    r"(?:it|them|these)(?=$|[,.;]| (?:a lot|a little|somewhat|considerably|well|too|and|by|through)\b)"
    r"|\b(?:this|that) (?:problem|issue|phenomenon|effect|danger|risk|tendency)\b"
)


def resolved(sentence: str, before: str, names: Callable[[str], Collection[str]]) -> str:
    """Return a sentence with the thing that its pronoun points at; ``names`` tells which things a text names.

    >>> named = lambda text: [name for name in ("overfitting", "過学習", "学習率") if name in text]
    >>> resolved("batch norm reduces it", "overfitting is common", named)
    'batch norm reduces overfitting'
    >>> resolved("それを抑える", "過学習が起きやすい", named), resolved("それを抑える", "過学習と学習率", named)
    ('過学習を抑える', 'それを抑える')
    """
    pattern = _POINTS_EN if sentence.isascii() else _POINTS_JA
    found = pattern.search(sentence)
    if found is None or not before or names(sentence[: found.start()] + "、" + sentence[found.end() :]):
        return sentence
    things = names(before)
    if len(things) != 1:
        return sentence
    return sentence[: found.start()] + next(iter(things)) + sentence[found.end() :]
