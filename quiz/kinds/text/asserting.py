"""What of a sentence its writer asserts. A clause that is only reported, supposed, wished, feared or denied as a whole
tells nothing: 「…と言われていたが」, "people used to claim that ...", 「もし…のなら」, "..., or so they say".

Which words take a clause without asserting it stands in closed lists (:mod:`quiz.kinds.text.english_embeddings` and
:mod:`quiz.kinds.text.japanese_embeddings`). The default
is the careful one: where a verb of thinking, saying or hoping is met, its part of the sentence asserts nothing unless
it is one of the few constructions that do (「…と言える」, "it is known that"). A part ends where the sentence turns
(「…が、」, "but"); what has nothing to say of its own ("but that is a myth") takes back what stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quiz.kinds.text import english_embeddings as en
from quiz.kinds.text import japanese_embeddings as ja
from quiz.kinds.text.english_frames import NOT_ASSERTED
from quiz.kinds.text.japanese_frames import NOT_ASSERTED as NOT_ASSERTED_JA

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
_WORD = re.compile(r"[a-z']+")
_THAT = re.compile(r"\bthat\b")
_CLAUSE_BEGINS = re.compile(r"[,;:()\0]|\b(?:and|but|so|because|since|while|whereas|although|which|if|when)\b")
_THEREFORE = re.compile(r"(?:,|;|:)? ?\b(?:so(?! that)|therefore|thus|hence|which is why|consequently)\b,?|[;:]")
_THEREFORE_JA = re.compile(r"(?:ので|ため(?!に)|から(?=、)|よって|したがって|従って|そのため|ゆえに)、?|[:;→⇒]")
_SUPPOSES = re.compile(r"(?:even )?(?:if|suppose|supposing|assuming|provided)\b|もし|仮に")
_FEWEST = 2
"""So few words take a clause: "legend says that"."""
_BLANK = "\0"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence: whether its writer asserts it, and what it takes back of what stood before.

    ``supposes`` is what it supposes: where that makes a point by itself, nothing in the sentence is asserted.
    """

    text: str
    asserted: bool = True
    takes_back: bool = False
    """It denies what stood before it: the part before, or the sentence before where it is the first."""
    if_empty: bool = False
    """It does so only if it speaks of nothing itself."""
    supposes: str = ""


def takes_all_back(sentence: str) -> bool:
    """Whether a sentence says that what follows it is false.

    >>> takes_all_back("the following is wrong"), takes_all_back("次の文は誤りである"), takes_all_back("その文は短い")
    (True, True, False)
    """
    return (ja if _JAPANESE.search(sentence) else en).ANNOUNCED.search(sentence) is not None


def asserted_parts(sentence: str, speaks: Callable[[str], bool] = lambda text: False) -> tuple[Part, ...]:
    """Cut a sentence where it turns, if anything in it takes a clause without asserting it; else leave it whole.

    ``speaks`` tells whether a text names a thing of the rubric.

    >>> [(part.text, part.asserted) for part in asserted_parts("学習が遅いと思われがちだが、速くなる")]
    [('学習が遅いと思われがちだが、', False), ('速くなる', True)]
    >>> [(part.text, part.asserted) for part in asserted_parts("some say it is slow, but training is fast")]
    [('some say it is slow', False), (', but training is fast', True)]
    >>> [part.asserted for part in asserted_parts("it is known that training is fast")]
    [True]
    """
    if _JAPANESE.search(sentence):
        return _japanese(sentence)
    return _english(sentence, speaks)


def without_verdict(text: str) -> str:
    """Return a text without the words that call something false: 「間違い」 may be a thing of the rubric, too.

    >>> without_verdict("これは間違いです")
    'これはす'
    """
    return (ja.FALSE if _JAPANESE.search(text) else en.FALSE).sub("", text)


def _japanese(sentence: str) -> tuple[Part, ...]:
    if sentence.endswith(ja.ASKS):
        return (Part(sentence, asserted=False),)
    if ja.PRO_FORMS.fullmatch(sentence):
        return (Part(sentence, asserted=False, takes_back=True),)
    met = ja.MET.search(sentence)
    turned = ja.TURNS_BACK.search(sentence)
    framed = NOT_ASSERTED_JA.begins(sentence) >= 0
    if met is None and turned is None and not framed:
        return (Part(sentence),)
    plain = ja.ASSERTING.sub(_blanked, sentence)
    if ja.WHOLE.search(plain):
        return (Part(sentence, asserted=False, takes_back=bool(ja.FALSE.search(plain)), if_empty=True),)
    parts: list[Part] = []
    bounds = _between(ja.TURNS, sentence)
    if framed and not any(NOT_ASSERTED_JA.begins(sentence[begin:end]) >= 0 for begin, end in bounds):
        return (Part(sentence, asserted=False),)
    for begin, end in bounds:
        text, told = sentence[begin:end], plain[begin:end]
        if parts and ja.PRO_FORMS.fullmatch(text.strip("、 ")):
            parts.append(Part(text, asserted=False, takes_back=True))
            continue
        reported = ja.REPORTED.search(told)
        consensus = ja.CONSENSUS.search(text) and end < len(sentence)
        if reported or consensus:
            parts.append(Part(text, asserted=False, takes_back=bool(parts), if_empty=True))
            continue
        if framed and (place := NOT_ASSERTED_JA.begins(text)) >= 0:
            parts += _before_a_frame(text, place, _THEREFORE_JA)
            continue
        if denied := ja.DENIED_TWICE.search(text):
            cut = max(text.rfind(mark, 0, denied.start()) for mark in "、→>") + 1
            if cut:
                parts.append(Part(text[:cut], asserted=False))
                text = text[cut:]
        condition = ja.CONDITIONS.search(text)
        parts.append(Part(text, supposes=text[: condition.start()] if condition else ""))
    return _joined(parts)


def _english(sentence: str, speaks: Callable[[str], bool]) -> tuple[Part, ...]:
    if sentence.endswith("?"):
        return (Part(sentence, asserted=False),)
    words = _WORD.findall(sentence)
    if _only_pro_forms(words):
        return (Part(sentence, asserted=False, takes_back=True),)
    framed = NOT_ASSERTED.begins(sentence) >= 0
    if not framed and not _is_met(words, sentence, speaks):
        condition = en.CONDITIONS.search(sentence) if "if" in words or "provided" in words else None
        return (Part(sentence, supposes=condition[1] if condition else ""),)
    plain = en.ASSERTING.sub(_blanked, sentence)
    if en.WHOLE.search(plain):
        return (Part(sentence, asserted=False, takes_back=bool(en.FALSE.search(plain)), if_empty=True),)
    parts: list[Part] = []
    bounds = _between(en.TURNS, sentence)
    if framed and not any(NOT_ASSERTED.begins(sentence[begin:end]) >= 0 for begin, end in bounds):
        return (Part(sentence, asserted=False),)  # "it isn't as though ...", "it tried to ..., but failed"
    for begin, end in bounds:
        text, told = sentence[begin:end], plain[begin:end]
        said = _WORD.findall(told)
        reported = not en.REPORTING.isdisjoint(said) or en.DENIED_THAT.search(told) is not None
        if parts and _only_pro_forms(said):
            parts.append(Part(text, asserted=False, takes_back=True))
        elif framed and (place := NOT_ASSERTED.begins(text)) >= 0:
            parts += _before_a_frame(text, place, _THEREFORE)
        elif reported or _is_taken(told, speaks):
            back = bool(parts) or not en.BACK.isdisjoint(said)
            parts.append(Part(text, asserted=False, takes_back=back, if_empty=True))
        elif en.CONSENSUS.search(text) and end < len(sentence):
            parts.append(Part(text, asserted=False))
        else:
            condition = en.CONDITIONS.search(text)
            parts.append(Part(text, supposes=condition[1] if condition else ""))
    return _joined(parts)


def _before_a_frame(text: str, place: int, therefore: re.Pattern[str]) -> list[Part]:
    """What is asserted before a frame is what the rest only follows from: "they are equal, so one should ..."."""
    cuts = [found.end() for found in therefore.finditer(text, 0, place)]
    cut = cuts[-1] if cuts and not _SUPPOSES.match(text) else 0
    return [*([Part(text[:cut])] if cut else []), Part(text[cut:], asserted=False)]


def _is_met(words: list[str], sentence: str, speaks: Callable[[str], bool]) -> bool:
    """Whether anything in a sentence may take a clause without asserting it; most have nothing of the kind."""
    met = frozenset(words)
    if not met.isdisjoint(en.TRIGGERS) or not en.PAIRS.isdisjoint(zip(words, words[1:], strict=False)):
        return True
    if words[:1] == ["had"] or sentence.endswith(" not") or ("would" in met and "if" in met):
        return True
    if "that" in met and (words[0] == "that" or en.DENIED_THAT.search(sentence) or _is_taken(sentence, speaks)):
        return True
    turns = met & en.TURNING
    return bool(turns) and _only_pro_forms(words[max(len(words) - words[::-1].index(turn) for turn in turns) :])


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """Join what is asserted side by side: "it isn't gone, but it is less" is read as one."""
    joined = parts[:1]
    for part in parts[1:]:
        last = joined[-1]
        if last.asserted and part.asserted:
            joined[-1] = Part(last.text + part.text, supposes=last.supposes or part.supposes)
        else:
            joined.append(part)
    return tuple(joined)


def _is_taken(text: str, speaks: Callable[[str], bool]) -> bool:
    """Whether "that" takes a clause behind words of which it isn't known that they assert it."""
    for that in _THAT.finditer(text):
        before = _CLAUSE_BEGINS.split(text[: that.start()])[-1]
        words = _WORD.findall(before)
        if (
            not text[that.end() :].strip(" ,;.")
            or len(words) < _FEWEST
            or words[-1] in en.NO_MATRIX
            or en.RELATIVE.match(text, that.start())
        ):
            continue
        if not en.TAKING.issuperset(words) and not speaks(" ".join(word for word in words if word not in en.SOMEBODY)):
            return True
    return False


def _blanked(found: re.Match[str]) -> str:
    return _BLANK * len(found[0])


def _between(turns: re.Pattern[str], sentence: str) -> list[tuple[int, int]]:
    """Where the parts begin and end that a sentence has between its turns."""
    cuts = [turn.end() if turn.lastgroup == "ends" else turn.start() for turn in turns.finditer(sentence)]
    bounds = [0, *(cut for cut in cuts if 0 < cut < len(sentence)), len(sentence)]
    return list(zip(bounds, bounds[1:], strict=False))


def _only_pro_forms(words: list[str]) -> bool:
    """Whether words only deny what was said: "but it doesn't", "not really", "in practice this does not happen"."""
    return 0 < len(words) <= en.LONGEST_PRO_FORM and en.PRO_FORMS.issuperset(words) and not en.DENIALS.isdisjoint(words)
