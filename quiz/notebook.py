"""Questions in a notebook (Jupyter, Colab): an exported notebook's cells call these functions, which grade and explain.

What they return shows itself as Markdown below its cell, or as plain text where nothing else can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.language import Language, Text
from quiz.verdicts import WORDINGS

if TYPE_CHECKING:
    from quiz.model import Outcome, Variant

CHANGED = Text(
    "※ このノートブックを作ったあとで問題が変わっています。新しく書き出してください。",
    "Note: this question has changed since the notebook was made; please export it again.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text below a cell."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.markdown

    __repr__ = __str__


def check(
    item: str, seed: int, answer: object, *, course: str = "day2", lang: Language = "ja", digest: str = ""
) -> Shown:
    """Grade an answer to a question and say what is wrong with it.

    ``answer`` is what a learner would type at the prompt; a number is taken as it is. ``digest`` is that of the
    question as the notebook shows it.

    >>> print(check("conv-output-size", 3, "1x1", lang="en").markdown.splitlines()[0])
    **✗ wrong**
    """
    from quiz.grading import grade

    variant = _variant(course, item, seed)
    outcome = grade(variant, answer if isinstance(answer, str) else str(answer))
    return Shown("\n\n".join([*_outcome(outcome, lang), *_changed(variant, digest, lang)]))


def explain(item: str, seed: int, *, course: str = "day2", lang: Language = "ja") -> Shown:
    """Return the worked solution of a question, with its numbers.

    >>> "1" in explain("conv-output-size", 3, lang="en").markdown
    True
    """
    from quiz.drawing import pictures, solution
    from quiz.figures.gallery import Gallery
    from quiz.render.portable import portable

    variant = _variant(course, item, seed)
    return Shown(portable(solution(variant).in_(lang), Gallery(lang, pictures(variant))))


def _variant(course: str, item: str, seed: int) -> Variant:
    from quiz.courses import open_bank
    from quiz.drawing import draw

    return draw(open_bank(course).item(item), seed)


def _outcome(outcome: Outcome, lang: Language) -> list[str]:
    from quiz.render.portable import literal, portable

    wording = WORDINGS[outcome.verdict]
    lines = [f"**{wording.mark} {wording.label.in_(lang)}**"]
    if outcome.understood_as:
        read = Text(f"（{outcome.understood_as} と読みました）", f"(read as {outcome.understood_as})")
        lines.append(literal(read.in_(lang)))
    if outcome.unreadable is not None:
        lines.append(literal(outcome.unreadable.reason.in_(lang)))
        if outcome.unreadable.remedy is not None:
            lines.append("→ " + literal(outcome.unreadable.remedy.in_(lang)))
    lines += [portable(diagnosis.message.in_(lang)) for diagnosis in outcome.diagnoses]
    for part in outcome.parts:
        lines.append(f"({literal(part.label)}) " + "  \n".join(_outcome(part.outcome, lang)))
    return lines


def _changed(variant: Variant, digest: str, lang: Language) -> list[str]:
    from quiz.drawing import prompt
    from quiz.exchange.sheet import printed_digest

    return [] if digest in ("", printed_digest(variant, prompt(variant))) else [CHANGED.in_(lang)]
