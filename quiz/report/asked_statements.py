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
    r"誤|間違|不適切|適切でない|正しくない|当てはまらない|以外|どれか|選べ|選び|すべて|全て|[①-⑳]|\((?:ア|a|あ|1)\)|"
    r"\bnot\b|n't\b|incorrect|wrong|false|except|true or|which of the following",
    re.I,
)
_TOPIC: Final = re.compile(
    r"(?P<topic>.*?(?:は|とは|のは))[\s,、]*(?:何|なに|どれ|どちら|いくつ|どう(?:なる|いう[^?]*)?)?(?:ですか|でしょうか|か)?[?。\s]*\Z"
)
COMPARES: Final = re.compile(
    r"(?:と|、|か).{0,30}(?:で、|のうち|どちら|どっち|より|違い|比べ)|\bor\b|\bthan\b|between|compared"
)
"""A question that names several things, of which its answer may single one out."""
_CONSEQUENCE: Final = re.compile(
    r"(?P<if>.*?(?:と|場合|とき|たら|れば)(?:は|には|に)?)[\s,、]*(?:どう(?:なる|なり|変わる|変化)|何が起(?:こ|き)る|どんな[^?]{0,16}|どのような[^?]{0,20})"
    r"(?:ます|でしょう|のです)?か?[?。\s]*\Z"
)
_ENGLISH: Final = (
    (re.compile(r"what happens(?: to [\w ]{1,40}?)? (?P<if>(?:if|when) .{5,160}?)\?", re.I), "{if}, {answer}"),
    (re.compile(r"what(?: is|'s| are) (?P<topic>.{3,160}?)\?", re.I), "{topic} is {answer}"),
    (re.compile(r"(?:which|what) (?:\w+ ){0,5}?(?P<does>(?:gives|makes|leads|sets|uses|has|adds|keeps|divides|produces|drives|decays|"
                r"forgets|accumulates|suits|prevents|shrinks) .{3,120}?)\?", re.I), "{answer} {does}"),
)  # fmt: skip


def as_statement(prompt: Sequence[Row], answer: Sequence[Row]) -> str | None:
    """Return the sentence that a question and the first row of its answer make; None where none can be made.

    >>> from quiz.report.documents import Line, Report
    >>> from quiz.report.rows import rows_of
    >>> rows = rows_of(Report("r", (Line("Q1. 疎な解になりやすいのは？", 1), Line("A. L1のほう", 2))))
    >>> as_statement(rows[:1], rows[1:])
    '疎な解になりやすいのはL1のほう。'
    """
    asked, given = asked_text(prompt), given_text(answer)
    if not asked or not given or len(asked) + len(given) > MAX_TEXT or _NOT_PLAIN.search(asked):
        return None
    found = _CONSEQUENCE.fullmatch(asked)
    if found is not None:
        return f"{found['if']}、{given}。"
    found = _TOPIC.fullmatch(asked)
    if found is not None:
        return f"{found['topic']}{given}。"
    for pattern, sentence in _ENGLISH:
        found = pattern.fullmatch(asked)
        if found is not None:
            whole = sentence.format(answer=given, **found.groupdict())
            return whole[:1].upper() + whole[1:] + "."
    return None


def asked_text(prompt: Sequence[Row]) -> str:
    """The words of a question, without its number and the time allowed."""
    return _NUMBERED.sub("", _MINUTES.sub("", " ".join(row.plain.strip() for row in prompt))).strip(" *_")


def given_text(answer: Sequence[Row]) -> str:
    """The first row of an answer, without its mark."""
    written = next((row.plain for row in answer if row.kind == "text" and row.plain.strip()), "")
    return _MARK.sub("", written).strip(" *_。.")
