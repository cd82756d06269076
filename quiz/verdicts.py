"""How each verdict is worded and marked, in one place: on the screen, in a report's findings, for a bare comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.language import Text
from quiz.model import Verdict


@dataclass(frozen=True, slots=True)
class Wording:
    """A verdict's mark, the style in which a screen shows it, its name, and the sentence that says it.

    ``column`` is its name where a table has no room for more than a word; None where the name is one.
    """

    mark: str
    style: str
    label: Text
    sentence: Text
    column: Text | None = None

    @property
    def short(self) -> Text:
        """The verdict's name in a table."""
        return self.column or self.label


WORDINGS: Mapping[Verdict, Wording] = {
    "correct": Wording("✓", "good", Text("正解", "correct"), Text("正解です", "correct")),
    "incomplete": Wording(
        "△",
        "half",
        Text("値は合っています（形がまだ）", "right value, not yet the form asked for"),
        Text("値は合っていますが、求められた形ではありません", "the value is right, but not in the form asked for"),
        Text("形がまだ", "not the form"),
    ),
    "partial": Wording("△", "half", Text("一部正解", "partly right"), Text("一部だけ正解です", "partly right")),
    "wrong": Wording("✗", "bad", Text("不正解", "wrong"), Text("不正解です", "wrong")),
    "unreadable": Wording(
        "?",
        "half",
        Text("読み取れません", "unreadable"),
        Text("読み取れません", "can't be read"),
        Text("読めない", "unreadable"),
    ),
    "undecided": Wording(
        "?",
        "half",
        Text("判定できません（不正解とは数えません）", "undecided (not counted as wrong)"),
        Text("自動では判定できません", "can't be decided automatically"),
        Text("判定できず", "undecided"),
    ),
    "unanswered": Wording(
        "-", "dim", Text("未解答", "unanswered"), Text("答えが書かれていません", "no answer is written")
    ),
    "imprecise": Wording(
        "△",
        "half",
        Text("条件つき・不正確", "imprecise"),
        Text("条件つきでだけ正しい記述です", "true only under a condition, or in other words"),
        Text("条件つき", "imprecise"),
    ),
    "needs-run": Wording(
        "?",
        "half",
        Text("実験で確かめる（--run）", "needs a run (--run)"),
        Text("実験を動かせば確かめられます", "an experiment can check this"),
        Text("要実験", "needs a run"),
    ),
    "self-assessed": Wording("✓", "good", Text("自己採点", "self-assessed"), Text("自己採点です", "self-assessed")),
}

COMPARED: Mapping[str, Text] = {
    "correct": Text("等しい", "equal"),
    "incomplete": Text("値は等しいが、形が違う", "equal in value, not in form"),
    "wrong": Text("等しくない", "not equal"),
    "undecided": Text("判定できない", "undecided"),
    "unreadable": Text("読み取れない", "unreadable"),
}
"""The verdicts of a comparison of two expressions, which knows no question and no answer."""
