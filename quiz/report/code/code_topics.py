"""What a line of code is said to be: by its comments, by the function and the class around it, by the text above.

The nearest words count. Where they name two rivals, or speak of what is wrong or only tried, nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.code_flow import Scope
from quiz.report.code.printed_code import Block
from quiz.report.formulas.known import Library
from quiz.report.formulas.notation import JAPANESE

COMMENT_LINES: Final = 6
"""How far above a line a comment may stand that tells what the line is part of."""

_CAMEL: Final = late(r"(?<=[a-z0-9])(?=[A-Z])")
_OPEN: Final = late(
    r"誤(?!差)|間違|悪い例|だめ|ダメ|失敗|ではない|ではなく|ないと|なければ|なしの|無しの|せずに|しない場合|としてしま|バグ|エラー"
    r"|問題点|もし|仮に|してみよう|しよう|作ってみ|変更前|比較|代わり|改良|自作|近似|簡易|簡略"
    r"|wrong|incorrect|mistake|bug\b|\berrors?\b(?! function)|without|instead|should not|naive|bad example|try\b|todo"
    r"|unlike|simplif",
    re.IGNORECASE,
)

_BESIDE_JAPANESE: Final = late(f"(?<=[{JAPANESE}]) +| +(?=[{JAPANESE}])")
_DERIVED: Final = late(r"(?<![a-z])d(?=sigmoid|tanh|relu)")
"""The derivative of a function, as in ``dsigmoid``."""
_LABEL: Final = late(r"[\s\d.*:#()_|\u3000-]+")
_CODE: Final = late(r"\w\s*[-+*/]?=\s*\w|\w\(\w*\)|^(?:return|import|from|for|if)\b")
"""A comment that is a line of code which was switched off."""

Nearness = Literal["comment", "name", "text"]


@dataclass(frozen=True, slots=True)
class Said:
    """The topics that a line of code is said to be of, the words that say so, and where they stand."""

    topics: frozenset[str]
    words: str
    nearness: Nearness


class BlockTopics:
    """What the lines of one block are said to be."""

    def __init__(self, block: Block, library: Library) -> None:
        self._block = block
        self._library = library
        self._groups = {topic.id: topic.group for topic in library.topics}
        self._alone = {
            comment.line: comment for comment in block.comments if comment.alone and not _CODE.search(comment.text)
        }
        self._beside = {comment.line: comment for comment in block.comments if not comment.alone}

    def of(self, line: int, scope: Scope, relevant: Collection[str]) -> Said | None:
        """Return what a line is said to be, of some topics; None where none, two rivals, or something open is said."""
        for words, nearness in self._levels(line, scope):
            named = topics_in(self._library, words)
            topics = named & frozenset(relevant)
            if not topics:
                continue
            if "other" in named or _OPEN.search(words) or self._are_rivals(topics):
                return None
            if nearness == "text" and self._is_open:
                return None
            return Said(topics, words, nearness)
        return None

    def _levels(self, line: int, scope: Scope) -> Iterator[tuple[str, Nearness]]:
        if line in self._beside:
            yield self._beside[line].text, "comment"
        above = [self._alone[at].text for at in range(line - 1, line - 1 - COMMENT_LINES, -1) if at in self._alone]
        yield from ((words, "comment") for words in above[:2])
        yield from ((name, "name") for name in reversed(scope))
        yield self._block.above, "text"
        yield from ((heading, "text") for heading in self._block.headings)

    def _are_rivals(self, topics: frozenset[str]) -> bool:
        groups = [self._groups[topic] for topic in topics if self._groups[topic]]
        return len(groups) != len(set(groups))

    @cached_property
    def _is_open(self) -> bool:
        """Whether the text around the block says that its code is wrong, or an exercise."""
        return bool(_OPEN.search(self._block.above) or _OPEN.search(self._block.below[:80]))


@lru_cache(maxsize=4096)
def topics_in(library: Library, words: str) -> frozenset[str]:
    """Return the topics that some words of code or of a text name."""
    if not words.strip():
        return frozenset()
    plain = _BESIDE_JAPANESE.sub("", normalize(words))
    spelt = _DERIVED.sub("d ", f"{plain} {_CAMEL.sub(' ', plain)}".lower())
    label = _LABEL.sub("", plain).lower()
    return frozenset(topic.id for topic in library.topics if topic.words.search(spelt) or label in topic.alone)
