"""Equalities between mere numbers in a report's text that do not hold: ``216/4 + 1 = 54 + 1 = 56``.

Each link of a chain is worked out by itself. A link that holds is passed over: whether the right sum was written is for
who reads the words beside it to say. Formulas between dollar signs are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.arithmetic.sum_tokens import Link, links_of
from quiz.report.arithmetic.sum_values import holds, value_of
from quiz.report.claims.guards import claims_nothing
from quiz.report.frozen import frozen
from quiz.report.rows import Row

MOST_LINKS: Final = 2_000
"""More links than this are in no report; what comes after them is not checked."""
MOST_CHARACTERS: Final = 2_000

_MAY_STATE: Final = late(
    r"[\d)%|⁰¹²³⁴-⁹個つ回枚件倍] ?[=≈≒≃≅](?!=) ?(?:約|およそ|ほぼ|about |approximately |roughly )? ?[-(√|\d]"
)
"""What stands in every row with a link: a number in front of a sign, and one behind it."""
_DOT: Final = late(r"(?<=\d)・(?=\d)")
"""A dot between two numbers: a product where the equality holds with it, and perhaps a list where it doesn't."""
_BULLET: Final = late(r"\s*(?:[-*+•・■◆◇○●▪□※★>]\s*|\(?\d{1,2}[.)](?!\d)\s*|[①-⑳]\s*)*")
_FORMULA: Final = late(r"\$[^$]*\$|\\[(\[].*?\\[)\]]|\\[A-Za-z]+|https?:\S+")
_SENTENCE: Final = late(r"(?:[^。．!?？！.]|\.(?=\S))+[。．!?？！.]?")
_NOT_MEANT: Final = late(
    r"誤(?!差)|間違|ミス|違っ(?:た|て)|違う|おかし|不正解|ではな|でな[いく]|ません|ない|じゃな|忘れ|うっかり|書きかけ|だと思|"
    r"と思っ|と(?:計算|書い)てい(?:た|まし)|つもり|最初は|はじめは|初めは|当初|以前|昔|かと|だろう|でしょう|ダメ|だめ|嘘|うそ|"
    r"もし(?!く)|(?a:\b(?:not|never|wrong\w*|incorrect\w*|mistake\w*|mistaken\w*|error|forgot\w*|instead|thought|believed|"
    r"at first|first try|once|used to|suppose\w*|false\w*|typo|slip|claims|said|says|wrote|written as|read as|"
    r"blog|forum)\b|"
    r"n't\b)|[?？]|"
    r"[×✗]\s*\Z|「[^」]*=[^」]*」|\"[^\"]*=[^\"]*\"|“[^”]*=[^”]*”",
    re.I,
)
"""Words that make an equality one that the report does not state itself."""
_OF_ERRORS: Final = late(
    r"誤(?!差)|間違|ミス(?!テ)|勘違|つまず|(?a:\b(?:mistakes?|errors? (?:i|that)|pitfalls?|wrong|slips)\b)", re.I
)


IN_THOUSANDS: Final = late(r"\d ?(?:(?i:thousand|mill?ions?|mil|billions?)\b|[MGT]\b)")
"""A number that is told in thousands or millions in English: "= 120 Mil" is no 120."""


@frozen
class FalseLink:
    """An equality that does not hold: the row and the place in its plain text, both sides, and what is said of it."""

    row: Row
    place: int
    shown: str
    expected: str
    message: Text


def false_links(rows: Sequence[Row]) -> Iterator[FalseLink]:
    """Yield the equalities of numbers that do not hold, in the order of a report's rows."""
    heading, seen = "", 0
    for row in rows:
        if row.kind == "heading":
            heading = row.plain
        if row.kind != "text" or row.quoted or not _MAY_STATE.search(row.plain) or len(row.plain) > MOST_CHARACTERS:
            continue
        if _OF_ERRORS.search(heading):
            continue
        begins = _BULLET.match(row.plain)
        start = begins.end() if begins is not None else 0
        text = _FORMULA.sub(lambda found: "$" * len(found[0]), " " * start + row.plain[start:])
        dots = {found.start() for found in _DOT.finditer(text)}
        text = _DOT.sub("×", text) if dots else text
        if text.startswith("|"):
            text = text.replace("|", "。")  # no absolute values between the cells of a table
        for sentence in _SENTENCE.finditer(text):
            if not _MAY_STATE.search(sentence[0]) or not is_stated(sentence[0]) or IN_THOUSANDS.search(sentence[0]):
                continue
            for link in links_of(sentence[0], row.text):
                seen += 1
                if seen > MOST_LINKS:
                    return
                if holds(link) is False:
                    opens, ends = sentence.start() + link.left.start, sentence.end()
                    if not dots.isdisjoint(range(opens, ends)):
                        continue  # what the dot joins may be a list, and no product
                    yield _false(row, sentence.start(), link)


def is_stated(sentence: str) -> bool:
    """Whether a sentence states its equality itself: it neither asks nor quotes nor tells of an error.

    >>> is_stated("よって 2×3 = 6 である"), is_stated("最初は 2×3 = 5 と計算した"), is_stated("Is 2×3 = 6?")
    (True, False, False)
    """
    return not _NOT_MEANT.search(sentence) and not claims_nothing(sentence.strip().lower())


def _false(row: Row, begins: int, link: Link) -> FalseLink:
    left, right = _shown(value_of(link.left)), _shown(value_of(link.right))
    sign = "≈" if link.about else "="
    shown = f"{link.left.written} {sign} {link.right.written}"
    sides = f"{link.left.written} = {left}", f"{link.right.written} = {right}"
    ja = f"左辺は {sides[0] if link.left.computes else left}、右辺は {sides[1] if link.right.computes else right} です"
    en = (f"The left-hand side is {sides[0] if link.left.computes else left}, "
          f"the right-hand side {sides[1] if link.right.computes else right}")  # fmt: skip
    message = Text(f"この等号は成り立ちません: {shown}。{ja}。", f"This equality does not hold: {shown}. {en}.")
    return FalseLink(row, begins + link.left.start, shown, left, message)


def _shown(value: float | None) -> str:
    """Show a value in at most six digits, a whole number in full."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{value:.6g}"
