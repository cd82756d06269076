"""Free text: the program shows which points of the rubric it found; the learner has the last word.

A machine's verdict on a text is a proposal: ``correct`` where enough facets are there and nothing speaks against them,
``partial`` where some are, ``undecided`` where it found none or met a claim that is false. It never says ``wrong``.
"""

from __future__ import annotations

from typing import Any

from quiz.columns import truncate
from quiz.kinds.kind import Kind
from quiz.kinds.text.rubric import judge_text
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant, Verdict

MAX_LENGTH = 4_000


class FreeText(Kind):
    """An answer in sentences."""

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to answer."""
        return Text("文章で答えてください（日本語でも英語でも）", "answer in a sentence or two (Japanese or English)")

    def fits(self, value: Any) -> bool:
        """A text item has no computed key."""
        return value is None

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Any text is an answer; only its length is bounded, and a single letter says nothing."""
        text = " ".join(raw.split())
        if len(raw) > MAX_LENGTH:
            return Unreadable(
                Text(f"長すぎます（{MAX_LENGTH} 文字まで）", f"too long (at most {MAX_LENGTH} characters)"), MAX_LENGTH
            )
        if sum(character.isalpha() for character in text) < 2:
            return Unreadable(
                Text("文章として読めません", "this isn't a sentence"),
                remedy=Text(
                    "言葉で説明してください。わからないときは s でとばせます", "explain in words; s skips the question"
                ),
            )
        return Parsed(raw, truncate(text, 60))

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Hold the text against the rubric; see the module's text for the verdicts."""
        rubric = variant.item.rubric
        assert rubric is not None  # itemfile refuses a text item without one
        findings = judge_text(parsed.content, rubric)
        points = sum(finding.points for finding in findings if finding.state == "found")
        doubts = [finding for finding in findings if finding.state in ("negated", "contradicted")]
        score = min(points / rubric.need, 1.0)
        messages = {facet.name: facet.message for facet in rubric.contradictions}
        diagnoses = tuple(
            Diagnosis(finding.name, messages.get(finding.name) or finding.label)
            for finding in doubts
            if finding.state == "contradicted"
        )
        verdict: Verdict = "correct" if points >= rubric.need else "partial"
        if doubts or not points:
            verdict = "undecided"
        return Outcome(verdict, round(score, 4), diagnoses, parsed.understood_as, facets=findings)

    def show(self, item: Item, value: Any) -> Text:
        """The model answer stands for the key."""
        assert item.model_answer is not None
        return item.model_answer.fill({})

    def answers(self, variant: Variant) -> tuple[str, ...]:
        """The model answer, in both languages."""
        assert variant.item.model_answer is not None
        text = variant.item.model_answer.fill(variant.values)
        return text.ja, text.en

    def nonsense(self, variant: Variant) -> tuple[str, ...]:
        """A lone sign is no text."""
        return ("?!", "((")


KIND = FreeText()
