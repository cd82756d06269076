"""Finds the facets of a rubric in a free text, by synonyms, with negation, in Japanese and English.

A pattern is ``a|b & c|d``: one of a, b and one of c, d, in one sentence, in any order. A facet is negated where the
last of them is followed (Japanese) or preceded (English) by a negation in the same clause. This is no understanding of
language: it finds points to show to the learner, who decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quiz.kinds.text.fields import Facet, Rubric
from quiz.model import FacetFinding
from quiz.reading.spelling import normalize

_SENTENCE_END = re.compile(r"(?<=[。！？!?;；])|(?<=\.)\s+")
_BULLET = re.compile(r"\s*(?:[-*•・●]|[(（]?\d{1,2}[)）.．、]|[①-⑳])\s*")
# "... ため" and "... ので" end a clause even without a comma: what is denied after them is something else.
_CLAUSE_END_JA = re.compile(
    r"[、,。！？!?;；]|(?:が|けれど|けど|ため|ので|から)(?=[、,])|ため(?![にでの])|ので(?![はもすあなし])"
)
_CLAUSE_START_EN = re.compile(r"[,;:.!?]|\b(?:but|and|so|because|while|whereas|although)\b")

# "Not only ..." and "... must" and "perhaps" have a negation in their wording and none in their meaning.
_NOT_A_NEGATION_JA = re.compile(
    r"だけで(?:は)?なく|のみならず|ばかりか|ねばならない|なければ(?:ならない|いけない)|かもしれない|(?:に)?違いない|間違いない|"
    r"にすぎない|に過ぎない|少なくない|少な(?:い|く(?!な))|ではないか|わけにはいかない|ほかならない|しか(?!し)[^、。]{0,8}?(?:ない|ません|ず)|しか(?:し|出来|でき)ない"
)
_NEGATION_JA = re.compile(r"ない|なく(?!な)|ません|無い|ず(?:に|、|。|$)|とは(?:言え|いえ|限ら)な")
_NOT_A_NEGATION_EN = re.compile(r"\bnot only\b|\bno longer\b|\bno matter\b")
_NEGATION_EN = re.compile(r"\b(?:not|never|no|without|cannot|hardly|neither|nor|fails? to)\b|n't\b")


_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

State = Literal["found", "missing", "negated"]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence: Japanese without its spaces, anything else with single ones."""

    text: str
    japanese: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """The synonyms that stand at one place of a pattern, to be found in a Japanese and in any other sentence."""

    japanese: re.Pattern[str]
    other: re.Pattern[str]


def judge_text(text: str, rubric: Rubric) -> tuple[FacetFinding, ...]:
    """Return what became of every facet, and every contradiction that was met.

    Facets are "found", "negated" or "missing"; a contradiction is only listed where it is met.
    """
    sentences = tuple(_sentences(text))
    findings = []
    for facet in rubric.facets:
        state = _state(sentences, facet)
        findings.append(FacetFinding(facet.name, facet.label, state, facet.points if state == "found" else 0))
    for facet in rubric.contradictions:
        if _state(sentences, facet) == "found":
            findings.append(FacetFinding(facet.name, facet.label, "contradicted"))
    return tuple(findings)


def _state(sentences: tuple[_Sentence, ...], facet: Facet) -> State:
    """``found`` if any sentence affirms one of the patterns, else ``negated`` if one denies it, else ``missing``."""
    state: State = "missing"
    for pattern in facet.patterns:
        for sentence in sentences:
            match = _match(sentence, _compiled(pattern))
            if match == "found":
                return "found"
            if match == "negated":
                state = "negated"
    return state


def _match(sentence: _Sentence, terms: tuple[_Term, ...]) -> State:
    """Look for all terms in one sentence, and for a negation at the last of them."""
    matches = []
    for term in terms:
        found = (term.japanese if sentence.japanese else term.other).search(sentence.text)
        if found is None:
            return "missing"
        matches.append(found)
    denied = _denied_ja if sentence.japanese else _denied_en
    return "negated" if denied(sentence.text, matches) else "found"


def _denied_ja(text: str, matches: list[re.Match[str]]) -> bool:
    """True if an odd number of negations follows the last term, up to the end of its clause."""
    start = max(match.end() for match in matches)
    end = _CLAUSE_END_JA.search(text, start)
    clause = _NOT_A_NEGATION_JA.sub("", text[start : end.start() if end else len(text)])
    return len(_NEGATION_JA.findall(clause)) % 2 == 1


def _denied_en(text: str, matches: list[re.Match[str]]) -> bool:
    """True if an odd number of negations stands in the clause of the first term, outside the terms themselves."""
    first, last = min(match.start() for match in matches), max(match.end() for match in matches)
    start = max((mark.end() for mark in _CLAUSE_START_EN.finditer(text, 0, first)), default=0)
    clause = text[start:last]
    for match in sorted(matches, key=lambda found: found.start(), reverse=True):
        clause = clause[: match.start() - start] + " ~ " + clause[match.end() - start :]
    return len(_NEGATION_EN.findall(_NOT_A_NEGATION_EN.sub("", clause))) % 2 == 1


def _sentences(text: str) -> Iterator[_Sentence]:
    for line in _joined_lines(text):
        for sentence in _SENTENCE_END.split(line):
            if sentence and sentence.strip():
                spaced = " ".join(sentence.lower().split())
                japanese = _JAPANESE.search(spaced) is not None
                yield _Sentence(spaced.replace(" ", "") if japanese else spaced, japanese)


def _joined_lines(text: str) -> Iterator[str]:
    """Normalized lines; the points of a list belong to the line above them if that line ends no sentence."""
    heading = ""
    for raw in text.replace("\r", "\n").split("\n"):
        line = normalize(raw).replace("’", "'").strip()
        if not line:
            heading = ""
            continue
        bullet = _BULLET.match(raw)
        if bullet and heading:
            yield f"{heading} {line}"
            continue
        heading = "" if bullet or line.endswith(("。", ".", "!", "?")) else line
        yield line


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> tuple[_Term, ...]:
    return tuple(_term(part) for part in pattern.split("&"))


def _term(part: str) -> _Term:
    words = sorted((normalize(word).strip().lower() for word in part.split("|") if word.strip()), key=len, reverse=True)
    return _Term(
        re.compile("|".join(re.escape(word.replace(" ", "")) for word in words)),
        re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words))})"),
    )
