"""Several parts in one question, each of a kind of its own, judged by itself; the score is their weighted sum.

An answer is carried forward: a part whose key is computed from an earlier answer is judged by the learner's own value
as well (:mod:`quiz.kinds.multipart.following`), so that one mistake costs once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quiz.draws import Draws
from quiz.kinds import kind_of
from quiz.kinds.instance import Computed
from quiz.kinds.kind import Kind
from quiz.kinds.multipart.following import Answered, follow
from quiz.kinds.multipart.labelled_answers import Written, answers_of_parts, how_to_label, joined
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, PartOutcome, Unreadable, Variant, Verdict
from quiz.reading.blanks import gives_up, is_blank

if TYPE_CHECKING:
    from quiz.interaction import Interaction

UNANSWERED = Outcome("unanswered", 0.0)


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What was written for one part, and how it was read; ``read`` is None where nothing was written."""

    text: str
    read: Parsed | Unreadable | None


class Multipart(Kind):
    """A question with parts (a), (b) and so on."""

    label = Text("小問つき", "several parts")
    keys = frozenset({"part"})
    key_rule = "none"
    key_place = "part"
    may_be_part = False

    # -- for a variant -----------------------------------------------------------------------------------------------

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Compute each part, with the keys of the parts before it by their names."""
        known = dict(values)
        parts: list[Variant] = []
        for part in item.parts:
            kind = kind_of(part.item)
            found = kind.compute(part.item, dict(known), draws)
            parts.append(
                Variant(part.item, 0, dict(known), found.key, found.options, found.distractors, 0, found.shown)
            )
            if kind.carries:
                known[part.name] = found.key
        return Computed(tuple(part.key for part in parts), parts=tuple(parts))

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Those of the parts, in order."""
        return tuple(one for part in variant.parts for one in kind_of(part.item).interactions(part))

    def answer_format(self, variant: Variant) -> Text:
        """Tell how the parts' answers are told apart."""
        return how_to_label(labels_of(variant.item))

    def fits(self, value: Any) -> bool:
        """The keys of the parts."""
        return isinstance(value, tuple)

    def letters(self, variant: Variant) -> Collection[str]:
        """What may be an answer to one of the parts."""
        return tuple(letter for part in variant.parts for letter in kind_of(part.item).letters(part))

    def show(self, item: Item, value: Any) -> Text:
        """Write each part's answer with its label, in one line."""
        shown = [
            (part.label, kind_of(part.item).show(part.item, one)) for part, one in zip(item.parts, value, strict=True)
        ]
        return Text(
            "　".join(f"({label}) {text.ja}" for label, text in shown),
            "  ".join(f"({label}) {text.en}" for label, text in shown),
        )

    def typed(self, variant: Variant, value: Any) -> str:
        """A line for each part."""
        texts = [kind_of(part.item).typed(part, one) for part, one in zip(variant.parts, value, strict=True)]
        return joined(labels_of(variant.item), texts)

    def key_shown(self, variant: Variant) -> Text:
        """The keys of the parts with their labels, a line each."""
        shown = [
            (part.label, kind_of(part.item).key_shown(inner))
            for part, inner in zip(variant.item.parts, variant.parts, strict=True)
        ]
        return Text(
            "\n\n".join(f"({label}) {text.ja}" for label, text in shown),
            "\n\n".join(f"({label}) {text.en}" for label, text in shown),
        )

    def key_in_report(self, variant: Variant) -> Text | None:
        """The same in one line."""
        shown = self.key_shown(variant)
        return Text(shown.ja.replace("\n\n", "　"), shown.en.replace("\n\n", "  "))

    def key_data(self, variant: Variant) -> Any:
        """The key of each part."""
        return tuple(kind_of(part.item).key_data(part) for part in variant.parts)

    def summary_line(self, variant: Variant) -> Text | None:
        """The keys in one line; None where one of them takes more."""
        lines = [kind_of(part.item).summary_line(part) for part in variant.parts]
        return None if any(line is None for line in lines) else self.key_in_report(variant)

    # -- read and judged ---------------------------------------------------------------------------------------------

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read the answer to each part; one that is missing leaves the others as they are."""
        written = answers_of_parts(raw, labels_of(variant.item))
        if isinstance(written, Unreadable):
            return written
        answers = tuple(map(_answer, written, variant.parts))
        return Parsed(answers, self._understood(variant.item, answers))

    def apart(self, raw: str, variant: Variant) -> Sequence[str] | Unreadable:
        """What stands behind each label."""
        written = answers_of_parts(raw, labels_of(variant.item))
        return written if isinstance(written, Unreadable) else ["" if one is None else one.text for one in written]

    def together(self, variant: Variant, answers: Sequence[str]) -> str:
        """A line for each answer, begun with its label."""
        return joined(labels_of(variant.item), answers)

    @staticmethod
    def _understood(item: Item, answers: Sequence[PartAnswer]) -> str:
        shown = [
            f"({part.label}) {answer.read.understood_as if isinstance(answer.read, Parsed) else '?'}"
            for part, answer in zip(item.parts, answers, strict=True)
            if answer.read is not None
        ]
        return "  ".join(shown)

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Judge each part, carrying earlier answers forward, and add up the points."""
        answers: tuple[PartAnswer, ...] = parsed.content
        judged: list[PartOutcome] = []
        before: list[Answered] = []
        for part, inner, answer in zip(variant.item.parts, variant.parts, answers, strict=True):
            read = answer.read if isinstance(answer.read, Parsed) else None
            by_itself = _judged(answer, inner)
            outcome = (None if read is None else follow(part, inner, read, by_itself, before)) or by_itself
            earned = part.points * Fraction(outcome.score).limit_denominator(10**6)
            judged.append(PartOutcome(part.label, outcome, earned, part.points))
            before.append(Answered(part, inner, read, by_itself.verdict == "correct"))
        return whole_outcome(judged, parsed.understood_as, _swapped(variant, answers, judged))

    # -- audited -----------------------------------------------------------------------------------------------------

    def answers(self, variant: Variant) -> Sequence[str]:
        """The keys line by line, in the other order, and in one line where no part's answer has several."""
        labels = labels_of(variant.item)
        texts = [kind_of(part.item).answers(part)[-1] for part in variant.parts]
        lines = [f"({label}) {text}" for label, text in zip(labels, texts, strict=True)]
        prose = any(kind_of(part.item).takes_lines(part.item) for part in variant.parts)
        wide = "\n".join(f"（{label}）{text}" for label, text in zip(labels, texts, strict=True))
        one_line = [] if prose or self.apart(" ".join(lines), variant) != texts else [" ".join(lines)]
        return *one_line, "\n".join(reversed(lines)), wide, "\n".join(lines)

    def key_typed(self, variant: Variant) -> Text:
        """The keys line by line."""
        labels = labels_of(variant.item)
        found = [(label, kind_of(part.item).key_typed(part)) for label, part in zip(labels, variant.parts, strict=True)]
        return Text(
            "\n".join(f"({label}) {text.ja}" for label, text in found),
            "\n".join(f"({label}) {text.en}" for label, text in found),
        )

    def facts(self, item: Item) -> int:
        """Those of the parts."""
        return sum(kind_of(part.item).facts(part.item) for part in item.parts)


def labels_of(item: Item) -> tuple[str, ...]:
    """Return the labels of an item's parts."""
    return tuple(part.label for part in item.parts)


def _answer(written: Written | None, variant: Variant) -> PartAnswer:
    """Read one part's answer; the column of a fault is that of the whole response."""
    if written is None or is_blank(written.text) or gives_up(written.text):
        return PartAnswer("" if written is None else written.text, None)
    read = kind_of(variant.item).read(written.text, variant)
    if isinstance(read, Unreadable) and read.column is not None:
        read = replace(read, column=read.column + written.column)
    return PartAnswer(written.text, read)


def _judged(answer: PartAnswer, variant: Variant) -> Outcome:
    if answer.read is None:
        return UNANSWERED
    if isinstance(answer.read, Unreadable):
        return Outcome("unreadable", 0.0, unreadable=answer.read)
    return kind_of(variant.item).judge(answer.read, variant)


def whole_outcome(parts: Sequence[PartOutcome], understood_as: str, diagnoses: Sequence[Diagnosis] = ()) -> Outcome:
    """Return the judgement of the whole from those of its parts.

    A part that can't be read makes the whole unreadable, so that it is asked again; the others keep their points. One
    that can't be decided makes it undecided, and its points are left out of the score.
    """
    told = [*diagnoses]
    for part in parts:
        told += [replace(one, message=_labelled(part.label, one.message)) for one in part.outcome.diagnoses]
    decided = [part for part in parts if part.outcome.verdict != "undecided"]
    most = sum(part.points for part in decided)
    score = float(sum(part.earned for part in decided) / most) if most else 0.0
    fault = next((part for part in parts if part.outcome.unreadable is not None), None)
    unreadable = None
    if fault is not None and fault.outcome.unreadable is not None:
        unreadable = replace(fault.outcome.unreadable, reason=_labelled(fault.label, fault.outcome.unreadable.reason))
    return Outcome(
        _verdict([part.outcome.verdict for part in parts], score),
        round(score, 4),
        tuple(told),
        understood_as,
        unreadable,
        parts=tuple(parts),
    )


def _verdict(verdicts: Sequence[Verdict], score: float) -> Verdict:
    there = set(verdicts)
    for verdict in ("unreadable", "undecided"):
        if verdict in there:
            return verdict
    if len(there) == 1:
        return verdicts[0]
    if there == {"correct", "incomplete"}:
        return "incomplete"
    return "partial" if score else "wrong"


def _labelled(label: str, text: Text) -> Text:
    return Text(f"({label}) {text.ja}", f"({label}) {text.en}")


def _swapped(variant: Variant, answers: Sequence[PartAnswer], judged: Sequence[PartOutcome]) -> list[Diagnosis]:
    """Say of two wrong answers that each would be right at the other's place."""
    wrong = [place for place, part in enumerate(judged) if part.outcome.verdict == "wrong"]
    for place in wrong:
        for other in wrong:
            if (
                other > place
                and _right_at(variant, answers, place, other)
                and _right_at(variant, answers, other, place)
            ):
                one, two = (variant.item.parts[at].label for at in (place, other))
                ja, en = (
                    f"({one}) と ({two}) の答えが逆のようです。",
                    f"The answers to ({one}) and ({two}) seem to be exchanged.",
                )
                return [Diagnosis("parts-exchanged", Text(ja, en), certain=False)]
    return []


def _right_at(variant: Variant, answers: Sequence[PartAnswer], place: int, other: int) -> bool:
    inner = variant.parts[other]
    kind = kind_of(inner.item)
    read = kind.read(answers[place].text, inner)
    return isinstance(read, Parsed) and kind.judge(read, inner).verdict == "correct"


KIND = Multipart()
