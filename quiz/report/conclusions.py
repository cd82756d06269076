"""Where an answer concludes (よって, ゆえに, ∴, so, hence; a second 答え), and what it had said before.

A derivation in a report may end in another value than the one that it works towards. The conclusion is the answer;
where both speak of the same quantity and disagree, nobody can tell which was meant: the answer is left undecided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quiz.language import Text
from quiz.model import Outcome
from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.likeness import compact
from quiz.report.question import paragraph_ends
from quiz.report.rows import Row, cut

MAX_ROWS = 40
MAX_CONCLUSIONS = 6
"""Only the last few are read: a text with more is no derivation."""

# によって and にしたがって are "by" and "according to"; "so that" and "so far" conclude nothing.
_WORD = late(
    r"(?<!に)(?:よって|したがって|従って)|ゆえに|故に|以上より|以上から|∴|\\therefore|"
    r"(?:^|(?<=[.,;:。、] )|(?<=[。、]))so\b(?! (?:that|far|on))|\b(?:hence|therefore|thus)\b",
    re.I,
)
_REASON = late(r"ので[、,]?\s*(?=\S)|(?<=[\d)])\s*で[、,]?\s*(?=\d{1,5}\s*[x×])")
"""What leads from working to what it gives: 「…なので 3×3」, 「(7-3)/2+1 で 3×3」."""
_NO_ANSWER = late(
    r"(?:答えは|正解は)?(?:(?:分|わ|判|解)か(?:らな(?:い|かった)(?:です)?|らず|りません(?:でした)?)|解け(?:ない|なかった|ません(?:でした)?)|"
    r"(?:まだ|今は)?(?:分|わ|判|解)から(?:ない|ん|ず)(?!が|けど|けれど|ので|も)[^0-9a-z]{0,24}|"
    r"不明(?:です)?|(?:未|無)(?:回答|解答|記入)[^0-9a-z]{0,24}|空欄|白紙|パス(?:します|する)?|飛ばし(?:た|ました)|スキップ|保留|未定|"
    r"(?:[^。?]{0,30}(?:ので|ため|から)[、,]?)?(?:この問題は|ここは|また|まだ)*(?:後で|あとで|後日|後ほど|のちほど|そのうち|今度|次回|明日)"
    r"(?:解答|回答|答え)?(?:を|は)?(?:も?う一度)?(?:やる|やります|解く|解きます|考える|考えます|書く|書きます|書き足します|埋める|埋めます|"
    r"調べる|調べます|計算する|計算します|確認する|確認します|追記(?:する|します|予定)?|記入(?:する|します)?|復習する|復習します|答える|答えます)?(?:予定|つもり)?(?:です)?|"
    r"(?:まだ|未だ)(?:解いて|やって|書いて|考えて|答えて)(?:い)?(?:ない|ません)|todo|tbd|tba|pass(?:ed)?|(?:later|tobedone|tobeadded)|"
    r"(?:istill|still)?(?:have|need)to(?:do|work|think|figure)(?:this|it|thisone)?(?:out|about)?(?:this|it)?(?:later|yet)?|"
    r"not(?:done|solved|finished|written)(?:yet)?|"
    r"(?:i(?:ll|will)?)?(?:add|do|write|answer|come)(?:it|this|back)*(?:later|tothis|tothislater)|unknown|(?:i)?(?:dont|donot|didnot|didnt)know(?:it)?|"
    r"notsure|noidea|noanswer|notanswered|n/a|skip(?:ped)?)"
)
_NOTE = late(r"[(（]([^()（）。.]{1,40})(?:[。.][^()（）]{0,80})?[)）]")
"""A note in brackets, and its first sentence."""
_TO_DO = late(r"(?:todo|tbd|tba)\Z")
"""What may stand behind it."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands in the report (``text``, at ``row``), and the outcome of grading it."""

    text: str
    row: Row
    outcome: Outcome
    note: Text | None = None

    @property
    def decided(self) -> bool:
        """True if what is written could be judged."""
        return self.outcome.verdict not in ("unreadable", "unanswered", "undecided")


@dataclass(frozen=True, slots=True)
class Division:
    """An answer in two: the rows before a conclusion and the conclusion itself.

    ``stated`` is False where only a ``ので`` leads to it, which may also stand in an explanation of the answer.
    """

    before: tuple[Row, ...]
    conclusion: tuple[Row, ...]
    stated: bool


def is_no_answer(rows: Sequence[Row]) -> bool:
    """True if the rows say that there is no answer: わからなかった, unknown; or so in a note of its own: （未記入）."""
    noted = _NOTE.fullmatch(rows[0].plain.strip()) if rows and paragraph_ends(rows) == 1 else None
    if noted is not None and is_no_answer([replace(rows[0], plain=noted[1])]):
        return True
    written = compact("".join(row.plain for row in rows)) if len(rows) <= 3 else ""
    bare = re.sub(r"[。.,!…'’()~〜*:]", "", written)
    return bool(bare) and _NO_ANSWER.fullmatch(_TO_DO.sub("", bare) or bare) is not None


_PLACE = (
    "(?:上|下|前|先|後|以上|上記|前記|下記|上述|前述|先述|既述|後述|要点|要約|まとめ|本文|講義|スライド|資料|ノート(?:ブック)?|"
    "節|章|項|表|図|コード|セクション|ページ|section|chapter|page|above|below|earlier|before|previous|notes?|slides?|summary)"
)
_JOINT = "(?:[のにをはがで、,:「」\\s]|§|(?:(?<![a-z])[a-z]{1,3})?\\d++(?:[.-]\\d++)*+|第|同じ|ある|記した|書いた)*"
_POINTS = late(
    f"(?:{_PLACE}{_JOINT})+(?:(?:記載|記述|説明|解説|まとめ)?(?:し(?:た|ている)|され(?:た|ている)|の)?(?:通り|とおり)|"
    "参照|(?:記載|記述|説明|解説)(?:した|している|しています|済み)|(?:を)?(?:見よ|見てください|ご覧ください))"
    "(?:です|である|だ|する|してください|のこと)?|"
    "(?:please\\s)?(?:see|refer\\sto|as|same\\sas)\\s(?:(?:the|my|in|it|is|was|are)\\s)*"
    f"(?:(?:described|mentioned|stated|explained|written|shown|noted|said|given)\\s)?(?:(?:the|my|in)\\s)*"
    f"(?:{_PLACE}\\s*(?:\\d{{1,3}}(?:\\.\\d{{1,3}})*\\s*)?)+",
    re.I,
)
_POINTING_LENGTH = 60
_ANSWER_WORDS = late(r"^(?:答えは|解答は|詳細は|詳しくは|内容は|特徴は|これは)")


def is_pointing(rows: Sequence[Row]) -> bool:
    """True if the rows only say where something else stands: 上述の通り, 前の節を参照, "see above".

    >>> from quiz.report.documents import Line
    >>> def row(text: str) -> Row: return Row(Line(text, 1), "text", text, text)
    >>> [is_pointing([row(text)]) for text in ("上述の通り", "要点のまとめに記載した通り。", "As described above.")]
    [True, True, True]
    >>> is_pointing([row("上述の通り、学習が速くなる。")])
    False
    """
    written = " ".join(row.plain for row in rows).strip() if len(rows) <= 2 else ""
    if not 0 < len(written) <= _POINTING_LENGTH:
        return False
    return bool(_POINTS.fullmatch(_ANSWER_WORDS.sub("", written.strip(" 。.()・-*"))))


def divisions(rows: Sequence[Row]) -> Iterator[Division]:
    """Yield the ways to divide an answer before a conclusion, the last conclusion first.

    >>> from quiz.report.documents import Line
    >>> written = "(7-3)/2+1 = 3、よって 3×3"
    >>> row = Row(Line(written, 1), "text", written, written)
    >>> [(one.before[0].plain, one.conclusion[0].plain) for one in divisions([row])]
    [('(7-3)/2+1 = 3、', '3×3')]
    """
    places = [
        (place, begin, end, stated)
        for place, row in enumerate(rows[:MAX_ROWS])
        for begin, end, stated in _words(row, first=place == 0)
    ]
    for place, begin, end, stated in reversed(places[-MAX_CONCLUSIONS:]):
        before = [*rows[:place], cut(rows[place], 0, begin)]
        after = [cut(rows[place], end), *rows[place + 1 : MAX_ROWS]]
        yield Division(tuple(filter(_written, before)), tuple(filter(_written, after)), stated)


def concludes(rows: Sequence[Row]) -> bool:
    """Whether one of the rows says that it concludes, or has a mark of an answer.

    >>> from quiz.report.documents import Line
    >>> def row(text: str) -> Row: return Row(Line(text, 1), "text", text, text)
    >>> concludes([row("よって 3×3")]), concludes([row("AlexNet は 5 層の畳み込み層をもつ")])
    (True, False)
    """
    return any(_WORD.search(row.plain) is not None or marks.names_answer(row.plain) for row in rows[:MAX_ROWS])


def _words(row: Row, *, first: bool) -> list[tuple[int, int, bool]]:
    found = [(word.start(), word.end(), True) for word in _WORD.finditer(row.plain)]
    found += [(word.start(), word.end(), False) for word in _REASON.finditer(row.plain)]
    marked = marks.after_answer(row.plain)
    if marked is not None and not first and not marks.is_letter_mark(row.plain):
        found.append((0, marked, True))
    return sorted(found)


def _written(row: Row) -> bool:
    return any(sign.isalnum() for sign in row.plain)


def disagreeing(before: Given, conclusion: Given) -> Given:
    """Return what an answer is whose conclusion isn't what stood before it: undecided, with both in the reason."""
    first, last = before.text.strip(), conclusion.text.strip()
    note = Text(
        f"途中の「{first}」と結論の「{last}」が食い違うので、どちらが答えか決められません",
        f'"{first}" and the conclusion "{last}" disagree, so which is meant can\'t be told',
    )
    undecided = replace(conclusion.outcome, verdict="undecided", score=0.0, diagnoses=())
    return replace(conclusion, outcome=undecided, note=note)


def concluded(
    rows: Sequence[Row],
    read: Callable[[Sequence[Row]], Given | None],
    earlier: Callable[[Division, Given], Given | None],
    *,
    reasons: bool = True,
) -> Given | None:
    """Return the conclusion of an answer, undecided if it isn't what stood before; None if there is none to read.

    ``read`` reads rows; ``earlier`` gives what the rows before a conclusion say of the same quantity, if anything.
    Without ``reasons``, a ``ので`` leads to no conclusion: the reasons for a choice speak of the other options.
    """
    for division in divisions(rows):
        if not division.conclusion:
            continue
        if not division.stated and (not reasons or _answers_at_once(division, read)):
            continue
        conclusion = read(division.conclusion)
        if conclusion is None or not conclusion.decided:
            continue
        bare = conclusion.text.strip(" $")
        if not division.stated and len(bare) == 1 and bare.isalpha():
            continue  # a letter that an explanation speaks of
        before = earlier(division, conclusion)
        return conclusion if before is None or _agree(before, conclusion) else disagreeing(before, conclusion)
    return None


def _answers_at_once(division: Division, read: Callable[[Sequence[Row]], Given | None]) -> bool:
    """Whether the first row is the bare answer, so that a later ``ので`` explains it."""
    first = division.before[0] if division.before else None
    if first is None or first.line == division.conclusion[0].line or re.search("[=は]", first.plain):
        return False
    given = read([first])
    return given is not None and given.decided


def _agree(before: Given, conclusion: Given) -> bool:
    """Two readings agree if they were understood alike, or if neither is wrong (2t and 2(x + y), 1/3 and 0.333)."""
    if before.outcome.understood_as == conclusion.outcome.understood_as:
        return True
    return "wrong" not in (before.outcome.verdict, conclusion.outcome.verdict)
