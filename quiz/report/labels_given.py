"""The labels that an answer gives, read from its first sentence: 「(a)と(c)を選びました。…」 names two options.

What follows gives reasons, and may name the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from quiz.language import Text
from quiz.model import Diagnosis, Option, Outcome, Unreadable
from quiz.reading.fillers import TAILS, filler_cuts
from quiz.reading.labels import chosen, label, mentioned
from quiz.reading.late_patterns import late
from quiz.report.rows import Row

BULLETS = "-*+•・ "
"""What may stand before the labels of an answer."""


def without_tail(text: str) -> str:
    """Return a text without the words around an answer: 「(2)です」 is (2)."""
    starts, ends = filler_cuts(text.strip(), tails=TAILS)
    return text.strip()[starts[-1] : ends[-1]].strip()


SAYS_CHOSEN = late(
    r"(?:を|が)?(?:選(?:びました|んだ|びます|ぶ|択しました|択した)|正しい)$|"
    r"(?:だけ)?(?:に|へ)(?:変更|訂正|修正)?(?:した|しました|する|します)?$"
)
"""With what a sentence ends that says which label was chosen."""
_LABEL = r"\(?(?:\d{1,2}|[a-hA-H]|[ア-コ])\)?"
_LABELS = late(rf"{_LABEL}(?:\s?(?:と|、|,|・|&|and|および|及び)\s?{_LABEL})+")
"""Labels with a word between them that gives them all: から and か don't."""
_FIRST_SENTENCE = late(r"。|\.(?!\d)|\s[—–-]\s|\bbecause\b|ので|なぜなら|理由")


def labels_given(row: Row, count: int) -> frozenset[int]:
    """Return the labels that an answer gives in its first sentence with nothing else in it, two or more; else none.

    >>> from quiz.report.documents import Line
    >>> def given(text: str) -> list[int]: return sorted(labels_given(Row(Line(text, 1), "text", text, text), 4))
    >>> given("(a)と(c)を選びました。(b)は誤り"), given("(a)。(c)は誤り"), given("(a)か(c)")
    ([0, 2], [], [])
    """
    first = SAYS_CHOSEN.sub("", without_tail(_FIRST_SENTENCE.split(row.plain.lstrip(BULLETS))[0])).strip()
    if _LABELS.fullmatch(first) is None:
        return frozenset()
    found = mentioned(first, count)
    if isinstance(found, Unreadable):
        return frozenset()
    return named if len(named := chosen(found, count)) > 1 else frozenset()


def too_many(chosen: frozenset[int], options: Sequence[Option]) -> Outcome:
    """Return the outcome of an answer that chooses several of which only one holds."""
    named = "、".join(map(label, sorted(chosen)))
    right = any(options[place].correct for place in chosen)
    note = Diagnosis(
        "several-chosen",
        Text(
            f"{named} の {len(chosen)} つが選ばれていますが、正しい選択肢は 1 つだけです。"
            + ("そのうち 1 つは正解です。" if right else ""),
            f"{named} were chosen, but only one option is right." + (" One of them is." if right else ""),
        ),
        certain=False,
    )
    return Outcome("wrong", 0.0, (note,), named)
