"""What is said of an outcome in a report: the verdict, what speaks for it, the slips that lead to the answer."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Variant
from quiz.verdicts import WORDINGS


def expected_of(variant: Variant) -> Text | None:
    """Return the key of a variant as a report's finding shows it; None where it has none to show."""
    return kind_of(variant.item).key_in_report(variant)


def message_of(outcome: Outcome, note: Text | None) -> Text:
    """Say the verdict, what speaks for it, and the slips that lead to the answer."""
    message = [note or WORDINGS[outcome.verdict].sentence]
    if note is None and outcome.unreadable is not None:
        remedy = outcome.unreadable.remedy
        message = [outcome.unreadable.reason, *([remedy] if remedy is not None else [])]
    if outcome.facets:
        message.append(_facets(outcome))
    slips = outcome.diagnoses
    if outcome.parts and note is None and outcome.unreadable is None:
        message.append(_of_parts(outcome))
    elif slips and note is None and not outcome.facets:
        message = []  # the slip says it better than the bare verdict
        if sum(slip.certain for slip in slips) > 1 and not outcome.parts:
            message.append(Text("この答えになる誤りは 1 つではありません", "more than one slip leads to this answer"))
    message += [slip.message for slip in slips]
    return Text("。".join(text.ja.rstrip("。") for text in message) + "。", _sentences([text.en for text in message]))


def _of_parts(outcome: Outcome) -> Text:
    """Say the verdict on each part: (a) 正解、(b) 不正解."""
    said = [(part.label, WORDINGS[part.outcome.verdict].short) for part in outcome.parts]
    return Text(
        "、".join(f"({name}) {text.ja}" for name, text in said), ", ".join(f"({name}) {text.en}" for name, text in said)
    )


def _sentences(parts: Sequence[str]) -> str:
    return " ".join(part[:1].upper() + part[1:].rstrip(".") + "." for part in parts)


def _facets(outcome: Outcome) -> Text:
    found = [finding.label for finding in outcome.facets if finding.state == "found"]
    if not found:
        return Text("採点の観点は見つかりませんでした", "none of the rubric's points was found")
    ja, en = "、".join(label.ja for label in found), ", ".join(label.en for label in found)
    return Text(f"見つかった観点: {ja}", f"points found: {en}")
