"""A question and its answer -> the one sentence that they make together: 「…は？」 with 「L1」 is 「…は L1」.

Only for questions whose form shows where the answer goes: a topic that is left open, a condition whose consequence is
asked for, "what is ...", whether something is so. Where something false is asked for, or one of several options, there
is no such sentence; nor where the answer tells what somebody did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.asked import english_questions, japanese_questions, yes_no
from quiz.report.asked.japanese_questions import Place
from quiz.report.frozen import frozen
from quiz.report.rows import Row

MAX_TEXT: Final = 300
_NUMBERED: Final = late(
    r"\A[\s*#>・●■◆-]*(?:(?:q|問|質問|設問|確認テスト|例題|question|test|no)\.?\s*(?:\d{1,2}(?:-\d{1,2})?)?(?!\d)\s*[.:)】\]、]*\s*|"
    r"\d{1,2}(?:-\d{1,2})?\s*[.:)】\]](?!\d)\s*)?",
    re.I,
)
_MARK: Final = late(r"\A[\s*>・-]*(?:(?:a|ans|answer|答え?|解答|回答)\s*\d{0,2}\s*[.:)、→]+|[→⇒]|->)\s*", re.I)
_MINUTES: Final = late(r"[(（]\s*\d{1,2}\s*(?:分|min)[^)）]{0,4}[)）]")
_NOT_PLAIN: Final = late(
    r"誤|間違|不適切|適切でない|正しくない|当てはまらない|以外|選べ|選び|(?:すべて|全て)(?:を|の正|選|挙|答)|[①-⑳]|\((?:ア|a|あ|1)\)|"
    r"\bnot\b|n't\b|incorrect|wrong(?! when| if)|false|except|true or|which of the following",
    re.I,
)
_POINTS_BACK: Final = late(
    r"\A(?:and|then|so)\b|\b(?:that|this|those|these|it|them) (?:\w+ )?(?:sum|method|layer|value|by|one)|"
    r"それ|その|これ",
    re.I,
)
"""A question that rests on the one before it."""
_LABEL: Final = late(r"[(（]?(?:[a-zA-Zア-オ]|\d{1,2})[)）.]?")
_QUANTITY: Final = late(
    r"値|傾き|微分|最大|最小|いくつ|いくら|何(?:層|個|回|枚|つ|倍|次元)|数は|ノルム|標準偏差|分散|平均|チャネル|足すと|"
    r"\bh\b|how many|norm|slope|value|what is|deviation|derivative|number",
    re.I,
)
_ORDER: Final = late(
    r"(?P<topic>.+?)を(?:[一二三]つ|\d\s?[つ点個])?(?:簡単に|簡潔に|それぞれ)?(?:挙げ|あげ|述べ|答え|書き?|説明し?)(?:よ|ろ|なさい|て(?:ください)?|け)[?。\s]*"
)
_LISTED: Final = late(
    r"\A\w{1,12}?(?:正則化|法)?\s?(?:と|か)\s?\w{1,12}?(?:正則化|法)?\s?(?:のうち|の中|では|で)?、\s*"
)
"""The two things of which a question asks which one: the sentence is of the one that the answer names."""
_ENGLISH: Final = tuple(
    (late(asked, re.IGNORECASE), sentence)
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
_CAPITAL: Final = late(
    r"(?:The|An?|It|Its|They|Each|Every|One|Two|Between|From|Because|All|No|None|Training|Some|Only|Half|About|Roughly|How|To|By|In)\b"
)
_SPELT_NUMBERS: Final = {
    "one quarter": "0.25",
    "a quarter": "0.25",
    "one half": "0.5",
    "a half": "0.5",
    "one": "1",
    "zero": "0",
}


_JAPANESE: Final = late("[ぁ-んァ-ヶ一-龠]")
_OWN_DOING: Final = late(
    r"今回|今日|(?:して|やって|使って|変えて|試して)みた|(?:下げ|上げ|変え|増やし|減らし|外し)たら|ハンズオン|配布|"
    r"書いてあ|まだ|わからな|分からな|不明|"
    r"\bmy (?:runs?|code|case|experiments?|notebook)\b|\bI (?:took|used|chose|tried|don't|do not)\b|"
    r"\bnot sure\b|\bwe (?:used|took)\b",
    re.I,
)
"""What somebody did or does not know: an answer, but no statement."""
_LITTLE: Final = 6
"""How much may stand behind the word that there is no answer."""
NOTHING: Final = "..."
"""An answer that says nothing, to see what a question's own words say."""


_UNKNOWN: Final = late(
    r"(?:まだ)?(?:よく)?(?:わからな|分からな|わかりませ|分かりませ|不明|未定|知らな|まだ(?:整理|調べ|決め|わか|分か))|"
    r"(?:I )?(?:don't know|do not know|not sure|no idea)\b",
    re.I,
)


def says_nothing(given: str) -> bool:
    """Whether an answer is that there is none.

    >>> says_nothing("わからない"), says_nothing("わからないときは 0.9 にする"), says_nothing("0.9")
    (True, False, False)
    """
    found = _UNKNOWN.match(given.strip())
    return found is not None and len(given) - found.end() <= _LITTLE


@frozen
class Completed:
    """The sentence of a question and its answer, and what of it is left without the answer."""

    text: str
    hollow: str


def completed(asked: str, given: str) -> Completed | None:
    """Return the sentence that a question and its answer make; None where none can be made.

    >>> completed("疎な解になりやすいのは？", "L1のほう")
    Completed(text='疎な解になりやすいのはL1。', hollow='疎な解になりやすいのは...。')
    >>> completed("シグモイドは原点を通る?", "通る")
    Completed(text='シグモイドは原点を通る。', hollow='...')
    """
    asked = without_list(asked).replace("？", "?")
    reason = None if _JAPANESE.search(asked) else english_questions.why(asked, given)
    if reason is not None:
        return Completed(_begun(reason) + ".", NOTHING)
    if (
        not asked
        or not given
        or len(asked) + len(given) > MAX_TEXT
        or _NOT_PLAIN.search(asked)
        or _is_label(asked, given)
        or _POINTS_BACK.search(asked)
        or _OWN_DOING.search(given)
    ):
        return None
    own = _JAPANESE.search(asked) is not None
    given = given if own else _within(given)
    end = "。" if own else "."
    said = yes_no.proposition(asked, given) if own else english_questions.proposition(asked, given)
    if said is not None:
        return Completed(_begun(said) + end, NOTHING)
    place = _ordered(asked, given) or (japanese_questions.place_of(asked, given) if own else _in_english(asked, given))
    if place is None:
        return None
    answer = given if place.given is None else place.given
    whole, hollow = (_begun(f"{place.before}{said}{place.after}{end}") for said in (answer, NOTHING))
    return Completed(whole, hollow)


def as_statement(asked: str, given: str) -> str | None:
    """Return no more than the sentence itself.

    >>> as_statement("What happens if the learning rate is too large?", "the loss diverges")
    'If the learning rate is too large, the loss diverges.'
    """
    whole = completed(asked, given)
    return whole.text if whole is not None else None


def _within(given: str) -> str:
    """An answer without the capital that it begins with."""
    return _CAPITAL.sub(lambda word: word[0].lower(), given, count=1) if _CAPITAL.match(given) else given


def _is_label(asked: str, given: str) -> bool:
    """Whether an answer is no more than an option's label; a number is an answer where one is asked for."""
    return _LABEL.fullmatch(given) is not None and not ((given.isdigit() or given == "x") and _QUANTITY.search(asked))


def _begun(sentence: str) -> str:
    """An English sentence with a capital, but for a function's name: "If the rate is ...", "tanh(0) is ..."."""
    first = sentence.partition(" ")[0]
    return (
        sentence
        if _JAPANESE.search(sentence) or not (first == "a" or first[1:].isalpha())
        else sentence[:1].upper() + sentence[1:]
    )


def _ordered(asked: str, given: str) -> Place | None:
    """What somebody is told to name: 「…を挙げよ」."""
    found = _ORDER.fullmatch(asked)
    return Place(f"{found['topic']}は", given=given) if found is not None else None


def _in_english(asked: str, given: str) -> Place | None:
    """Where the answer goes in one of the forms above, or in any that `english_questions` knows."""
    if (place := english_questions.defined(asked, given) or english_questions.of_vector(asked, given)) is not None:
        return place
    if (said := english_questions.of_asked_subject(asked, given)) is not None:
        return Place("", given=said)
    for pattern, sentence in _ENGLISH:
        found = pattern.fullmatch(asked)
        if found is not None:
            answer = _SPELT_NUMBERS.get(given.lower(), given)
            answer = re.sub(r"\Abecause ", "", answer, flags=re.IGNORECASE) if "because" in sentence else answer
            before, after = (
                part.format(**{name: part or "" for name, part in found.groupdict().items()})
                for part in sentence.split("{answer}")
            )
            return Place(before, after, answer)
    return english_questions.place_of(asked, _SPELT_NUMBERS.get(given.lower(), given))


def without_list(asked: str) -> str:
    """The words of a question without the two things that it begins with.

    >>> without_list("L1とL2、疎な解になりやすいのは?")
    '疎な解になりやすいのは?'
    """
    return _LISTED.sub("", asked)


_AN_ANSWER_BEFORE: Final = late(r"\A\s*(?:→|->|⇒).*\s(?=\d{1,2}[.)]\s)")
"""In a list without blank lines the answer to one question stands in one paragraph with the next."""


def asked_text(prompt: Sequence[Row]) -> str:
    """The words of a question, without its number and the time allowed, nor the answer to the one before."""
    asked = _AN_ANSWER_BEFORE.sub("", _MINUTES.sub("", " ".join(row.plain.strip() for row in prompt)))
    return _NUMBERED.sub("", asked).strip(" *_")


def given_text(answer: Sequence[Row]) -> str:
    """The first row of an answer, without its mark."""
    written = next((row.plain for row in answer if row.kind == "text" and row.plain.strip()), "")
    return _MARK.sub("", written).strip(" *_。.")
