"""A question and its answer -> the one sentence that they make together: 「…は？」 with 「L1」 is 「…は L1」.

Only for questions whose form shows where the answer goes: a topic that is left open, a condition whose consequence is
asked for, "what is ...". Where something false is asked for, or one of several options, there is no such sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quiz.report.rows import Row

MAX_TEXT: Final = 300
_NUMBERED: Final = re.compile(
    r"\A[\s*#>・●■◆-]*(?:(?:q|問|質問|設問|確認テスト|例題|question|test|no)\.?\s*(?:\d{1,2}(?:-\d{1,2})?)?(?!\d)\s*[.:)】\]、]*\s*|"
    r"\d{1,2}(?:-\d{1,2})?\s*[.:)】\]](?!\d)\s*)?",
    re.I,
)
_MARK: Final = re.compile(r"\A[\s*>・-]*(?:(?:a|ans|answer|答え?|解答|回答)\s*\d{0,2}\s*[.:)、→]+|[→⇒]|->)\s*", re.I)
_MINUTES: Final = re.compile(r"[(（]\s*\d{1,2}\s*(?:分|min)[^)）]{0,4}[)）]")
_NOT_PLAIN: Final = re.compile(
    r"誤|間違|不適切|適切でない|正しくない|当てはまらない|以外|選べ|選び|すべて|全て|[①-⑳]|\((?:ア|a|あ|1)\)|"
    r"\bnot\b|n't\b|incorrect|wrong(?! when| if)|false|except|true or|which of the following",
    re.I,
)
_POINTS_BACK: Final = re.compile(
    r"\A(?:and|then|so)\b|\b(?:that|this|those|these|it|them) (?:\w+ )?(?:sum|method|layer|value|by|one)|"
    r"それ|その|これ",
    re.I,
)
"""A question that rests on the one before it."""
_PROMISES: Final = re.compile(r"guarantee|certain|必ず|絶対|保証|確実|完全に", re.I)
_REASON: Final = re.compile(r"\bbecause\b|\bsince\b|ので|から|ため", re.I)
_LABEL: Final = re.compile(r"[(（]?(?:[a-zA-Zア-オ]|\d{1,2})[)）.]?")
_WHAT: Final = r"(?:何|なに|どれ|どちら|いくつ|いくら|どう(?:なる|いう[^?]*)?)"
_TOPIC: Final = re.compile(rf"(?P<topic>.*?(?:とは|のは|は))[\s,、]*{_WHAT}?(?:ですか|でしょうか|か)?[?。\s]*")
_ORDER: Final = re.compile(
    r"(?P<topic>.+?)を(?:[一二三]つ|\d\s?[つ点個])?(?:簡単に|簡潔に|それぞれ)?(?:挙げ|あげ|述べ|答え|書き?|説明し?)(?:よ|ろ|なさい|て(?:ください)?|け)[?。\s]*"
)
_LISTED: Final = re.compile(r"\A\w{1,8}?(?:正則化|法)?(?:と|か)\w{1,8}?(?:正則化|法)?(?:のうち|の中|では|で)?、\s*")
"""The two things of which a question asks which one: the sentence is of the one that the answer names."""
COMPARES: Final = re.compile(
    r"(?:と|、|か).{0,30}(?:で、|のうち|どちら|どっち|より|違い|比べ)|\bor\b|\bthan\b|between|compared"
)
"""A question that names several things, of which its answer may single one out."""
_CONSEQUENCE: Final = re.compile(
    r"(?P<if>.*?(?:と|場合|とき|たら|れば)(?:は|には|に)?)[\s,、]*(?:どう(?:なる|なり|変わる|変化)|何が起(?:こ|き)る|どんな[^?]{0,16}|"
    r"どのような[^?]{0,20})(?:ます|でしょう|のです)?か?[?。\s]*"
)
_ENGLISH: Final = tuple(
    (re.compile(asked, re.IGNORECASE), sentence)
    for asked, sentence in (
        (r"what (?:happens|goes wrong)(?: to [\w ]{1,40}?)? (?P<if>(?:if|when) .{5,160}?)\?", "{if}, {answer}"),
        (r"what(?: is|'s| are) (?P<topic>.{3,160}?)\?", "{topic} is {answer}"),
        (r"name (?P<topic>.{3,160}?)[.?]", "{topic} are {answer}"),
        (r"why (?:do (?:we|people|you) )?use (?P<topic>.{3,80}?)\?", "{topic} is used because {answer}"),
        (r"what (?:[\w-]+ ){1,3}?does (?P<topic>.{3,60}?) use(?P<rest> .{0,60})?\?", "{topic} uses {answer}{rest}"),
        (r"what does (?P<topic>.{3,60}?) do(?P<rest> .{0,60})?\?", "In {topic}{rest}, {answer}"),
        (
            r"(?:which|what) (?:\w+ ){0,4}?(?P<does>(?:gives|makes|leads|sets|uses|has|adds|keeps|divides|"
            r"produces|drives|decays|"
            r"forgets|accumulates|suits|prevents|shrinks|replaces|tends|multiplies|subtracts|scales|fits) .{3,120}?)\?",
            "{answer} {does}",
        ),
    )
)
_SPELT_NUMBERS: Final = {
    "one quarter": "0.25",
    "a quarter": "0.25",
    "one half": "0.5",
    "a half": "0.5",
    "one": "1",
    "zero": "0",
}


NOTHING: Final = "..."
"""An answer that says nothing, to see what a question's own words say."""


def as_statement(asked: str, given: str) -> str | None:
    """Return the sentence that a question and its answer make; None where none can be made.

    >>> as_statement("疎な解になりやすいのは？", "L1のほう")
    '疎な解になりやすいのはL1のほう。'
    >>> as_statement("What happens if the learning rate is too large?", "the loss diverges")
    'If the learning rate is too large, the loss diverges.'
    """
    asked = without_list(asked)
    if (
        not asked
        or not given
        or len(asked) + len(given) > MAX_TEXT
        or _NOT_PLAIN.search(asked)
        or _LABEL.fullmatch(given)
        or _POINTS_BACK.search(asked)
    ):
        return None
    for pattern, sentence in (
        (_CONSEQUENCE, "{if}、{answer}。"),
        (_TOPIC, "{topic}{answer}。"),
        (_ORDER, "{topic}は{answer}。"),
    ):
        found = pattern.fullmatch(asked.replace("？", "?"))
        if found is not None:
            return sentence.format(answer=given, **found.groupdict())
    for pattern, sentence in _ENGLISH:
        found = pattern.fullmatch(asked)
        if found is not None:
            answer = _SPELT_NUMBERS.get(given.lower(), given)
            answer = re.sub(r"\Abecause ", "", answer, flags=re.IGNORECASE) if "because" in sentence else answer
            whole = sentence.format(answer=answer, **{name: part or "" for name, part in found.groupdict().items()})
            return whole[:1].upper() + whole[1:] + "."
    return None


def without_list(asked: str) -> str:
    """The words of a question without the two things that it begins with.

    >>> without_list("L1とL2、疎な解になりやすいのは?")
    '疎な解になりやすいのは?'
    """
    return _LISTED.sub("", asked)


def promises(given: str) -> bool:
    """Whether an answer promises something: a claim that knows the thing doesn't know the promise."""
    return _PROMISES.search(given) is not None


def gives_reason(given: str) -> bool:
    """Whether an answer gives a reason beside what it says."""
    return _REASON.search(given) is not None


_AN_ANSWER_BEFORE: Final = re.compile(r"\A\s*(?:→|->|⇒).*\s(?=\d{1,2}[.)]\s)")
"""In a list without blank lines the answer to one question stands in one paragraph with the next."""


def asked_text(prompt: Sequence[Row]) -> str:
    """The words of a question, without its number and the time allowed, nor the answer to the one before."""
    asked = _AN_ANSWER_BEFORE.sub("", _MINUTES.sub("", " ".join(row.plain.strip() for row in prompt)))
    return _NUMBERED.sub("", asked).strip(" *_")


def given_text(answer: Sequence[Row]) -> str:
    """The first row of an answer, without its mark."""
    written = next((row.plain for row in answer if row.kind == "text" and row.plain.strip()), "")
    return _MARK.sub("", written).strip(" *_。.")
