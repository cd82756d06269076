"""Free text: the program shows which points of the rubric it found; the learner has the last word.

A machine's verdict on a text is a proposal: ``correct`` where enough facets are there and nothing speaks against them,
``partial`` where some are, ``undecided`` where it found none or met a claim that is false. It never says ``wrong``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quiz.bank.kind_format import KindPart
from quiz.columns import truncate
from quiz.draws import Draws
from quiz.kinds.instance import Computed
from quiz.kinds.kind import InReports, Kind, RuleFault, statement_faults
from quiz.kinds.text.fields import Rubric, TextFields, read_rubric
from quiz.kinds.text.labelled import LabelledAnswer, LabelledFault, labelled_answers, misjudged
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant, Verdict
from solvers.budget import TEXT_ANSWER

if TYPE_CHECKING:
    from quiz.interaction import Interaction


class FreeText(Kind):
    """An answer in sentences."""

    label = Text("記述", "text")
    written_out = True
    keys = frozenset({"rubric"})
    key_rule = "optional"
    key_place = "rubric"
    in_reports = InReports.PASSAGE
    self_assessed = True

    def read_fields(self, part: KindPart) -> TextFields:
        """Read the rubric and the model answer."""
        model_answer = part.body("model", {*part.values, "key"})
        if "rubric" not in part.top:
            part.top.fault(None, "記述問題に [rubric] がありません", "a text question needs a [rubric]")
            return TextFields(Rubric((), (), 1), model_answer)
        return TextFields(read_rubric(part.top.table("rubric")), model_answer)

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """A text has no computed key: its rubric stands for one."""
        return Computed(None)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Sentences, beside the model answer."""
        from quiz.interaction import WriteText

        return (WriteText(self.model_answer(variant)),)

    def model_answer(self, variant: Variant) -> Text:
        """Return the model answer for the variant's numbers."""
        fields: TextFields = variant.item.answer
        return fields.model_answer.fill({**variant.values, "key": variant.key})

    def key_shown(self, variant: Variant) -> Text:
        """The model answer stands for the key."""
        return self.model_answer(variant)

    def key_in_report(self, variant: Variant) -> Text | None:
        """The model answer."""
        return self.model_answer(variant)

    def key_data(self, variant: Variant) -> Any:
        """The model answer, in both languages."""
        return self.model_answer(variant)

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to answer."""
        return Text("文章で答えてください（日本語でも英語でも）", "answer in a sentence or two (Japanese or English)")

    def takes_lines(self, item: Item) -> bool:
        """Two effects are a list of two lines."""
        return True

    def fits(self, value: Any) -> bool:
        """A text item has no computed key."""
        return value is None

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Any text is an answer; only its length is bounded, and a single letter says nothing."""
        text = " ".join(raw.split())
        if len(raw) > TEXT_ANSWER:
            return Unreadable(
                Text(f"長すぎます（{TEXT_ANSWER} 文字まで）", f"too long (at most {TEXT_ANSWER} characters)"),
                TEXT_ANSWER,
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
        from quiz.kinds.text.rubric import judge_text  # hundreds of patterns, which reading an item doesn't need

        rubric: Rubric = variant.item.answer.rubric
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

    def answers(self, variant: Variant) -> Sequence[str]:
        """The model answer, in both languages."""
        text = self.model_answer(variant)
        return text.ja, text.en

    def key_typed(self, variant: Variant) -> Text:
        """The model answer."""
        return self.model_answer(variant)

    def nonsense(self, variant: Variant) -> tuple[str, ...]:
        """A lone sign is no text."""
        return ("?!", "((")

    def item_faults(self, item: Item) -> Iterator[RuleFault]:
        """Every sample is judged as its author labelled it; nothing false is found in the answers beside the item."""
        from quiz.kinds.text.rubric import judge_text

        rubric: Rubric = item.answer.rubric
        for place, sample in enumerate(rubric.samples):
            findings = judge_text(sample.answer, rubric)
            found = {finding.name for finding in findings if finding.state == "found"}
            false = {finding.name for finding in findings if finding.state == "contradicted"}
            if found != set(sample.facets) or false != set(sample.contradictions):
                seen = ", ".join(sorted(found | {f"!{name}" for name in false})) or "-"
                labels = set(sample.facets) | {f"!{name}" for name in sample.contradictions}
                wanted = ", ".join(sorted(labels)) or "-"
                ja, en = (
                    f"例の判定が違います: {seen}（期待: {wanted}） → 観点の claim か例の facets を直してください",
                    f"the sample is judged {seen}, labelled {wanted} → mend the claims, or its label",
                )
                yield "rubric", f"rubric.sample.{place}", Text(ja, en)
        try:
            labelled = labelled_answers(item)
        except LabelledFault as fault:
            yield "labelled", "rubric", fault.message
            return
        yield from _few_samples(rubric, labelled)
        faults = [said for said in (misjudged(answer, rubric) for answer in labelled) if said is not None]
        if faults:
            more_ja, more_en = (
                (f"（ほか {len(faults) - 1} 件）", f" (and {len(faults) - 1} more)") if faults[1:] else ("", "")
            )
            yield "labelled", "rubric", Text(faults[0].ja + more_ja, faults[0].en + more_en)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """The item's ``check`` is a statement that must hold."""
        return statement_faults(variant)


KIND = FreeText()


ENOUGH_SAMPLES = 2
"""The fewest answers of either sort that show what a rubric finds and what it doesn't."""


def _few_samples(rubric: Rubric, labelled: Sequence[LabelledAnswer]) -> Iterator[RuleFault]:
    """A rubric is tried on answers that make a point, and on answers that make none."""
    made = [bool(sample.facets) for sample in rubric.samples] + [bool(answer.facets) for answer in labelled]
    right, others = sum(made), len(made) - sum(made)
    if min(right, others) < ENOUGH_SAMPLES:
        ja = f"例が足りません: 要点のある答えが {right} 個、ない答えが {others} 個"
        en = f"too few samples: {right} with a point that the rubric asks for, {others} without"
        remedy = f"どちらも {ENOUGH_SAMPLES} 個以上書いてください", f"write at least {ENOUGH_SAMPLES} of each"
        yield "samples", "rubric.sample.0", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
