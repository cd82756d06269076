"""A generated practice set: the sheet for the learner, which never holds a key, and the key file apart from it.

Both are written in one pass over the variants, as Markdown to hand out or as JSON to be graded by ``quiz grade``.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.bank.blueprint import QuestionSet
from quiz.bank.folder import Bank
from quiz.bank.sheet_marks import KEY_MARK, QuestionMark, SheetMark
from quiz.bank.template import typeset
from quiz.drawing import draw, other_language, pictures, prompt, solution
from quiz.figures.gallery import Gallery, Picture
from quiz.kinds import kind_of
from quiz.language import LANGUAGES, Language, Text, counted
from quiz.model import Form, Prompt, ShownEntry, Variant
from quiz.outlet.json_text import json_text
from quiz.render.portable import code_block, list_entry, literal, portable


@dataclass(frozen=True, slots=True)
class Edition:
    """One form as it is printed: the set, the form, its number among so many, and the language it is made in."""

    question_set: QuestionSet
    form: Form
    language: Language
    number: int = 1
    of: int = 1


class Writer(ABC):
    """Writes a sheet or a key piece by piece: the head, an entry for each variant, the end."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @abstractmethod
    def head(self) -> str:
        """Return what stands above the entries."""

    @abstractmethod
    def entry(self, number: int, variant: Variant) -> str:
        """Return the entry of a variant; ``number`` counts from 1."""

    def end(self) -> str:
        """Return what stands below the entries."""
        return ""


def variants(bank: Bank, form: Form) -> Iterator[Variant]:
    """Yield the variants of a form, in order."""
    for place in form.places:
        yield draw(bank.item(place.item), place.seed)


def printed_digest(variant: Variant, shown: Prompt) -> str:
    """Return the digest of a printed question: of its file, its seed, and what a learner reads of it.

    A text that only tells how to answer is no part of it: it may be reworded by another version of the program.
    """
    every = [*shown.lists, *(entries for part in shown.parts for entries in part.lists)]
    lists = [[(entry.label, entry.text.ja, entry.text.en) for entry in entries] for entries in every]
    parts = [variant.item.digest, shown.seed, shown.stem.ja, shown.stem.en, lists, shown.start]
    parts += [[part.label, part.stem.ja, part.stem.en] for part in shown.parts]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


# -- JSON --------------------------------------------------------------------------------------------------------------


class JsonSheet(Writer):
    """The learner's sheet as ``quiz grade`` reads it."""

    def head(self) -> str:
        """The bank, its digest, the seed."""
        return json_text(_head(self.edition))[:-1] + ', "items": [\n'

    def entry(self, number: int, variant: Variant) -> str:
        """One line for a variant."""
        return (",\n" if number > 1 else "") + json_text(self.data(variant))

    def data(self, variant: Variant) -> dict[str, Any]:
        """Return what the file holds of a variant."""
        return sheet_entry(variant)

    def end(self) -> str:
        """Close the list."""
        return "\n]}\n"


class JsonKey(JsonSheet):
    """The key file: keys, solutions, and the questions as they were written, by which an old sheet is graded."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition)
        self._used: dict[str, None] = {}

    def data(self, variant: Variant) -> dict[str, Any]:
        """Return the key of a variant."""
        self._used[variant.item.id] = None
        return key_entry(variant, self.edition.language)

    def end(self) -> str:
        """The source of each question that the sheet asks, once."""
        bank = self.edition.question_set.bank
        sources = {identifier: bank.source(identifier) for identifier in self._used}
        return f'\n], "sources": {json_text(sources, indent=0)}}}\n'


def _head(edition: Edition) -> dict[str, Any]:
    """Return what sheet and key file have in common: bank, digest, seed; which form it is, where there are several."""
    question_set = edition.question_set
    bank = question_set.bank
    written_in = {"languages": list(bank.languages)} if bank.languages != LANGUAGES else {}
    several = {"form": edition.number, "forms": edition.of} if edition.of > 1 else {}
    return {
        "bank": question_set.bank.name,
        "set": question_set.blueprint.name,
        "digest": question_set.bank.digest,
        "seed": edition.form.seed,
        **several,
        **written_in,
    }


def sheet_entry(variant: Variant) -> dict[str, Any]:
    """Return a variant as the learner's sheet has it.

    ``lists`` are the lists below the stem, each with its labels; ``options`` is the only one of them, None where an
    answer is put together from two sides or there is nothing to choose from.
    """
    shown = prompt(variant)
    parts = [
        {"label": part.label, "points": float(written.points), "kind": part.kind, **_asked(part)}
        for part, written in zip(shown.parts, variant.item.parts, strict=True)
    ]
    return {
        "id": shown.item,
        "seed": shown.seed,
        "kind": shown.kind,
        "digest": printed_digest(variant, shown),
        "minutes": shown.minutes,
        **_asked(shown),
        **({"parts": parts} if parts else {}),
        **({"languages": list(shown.languages)} if len(shown.languages) < len(LANGUAGES) else {}),
    }


def _asked(shown: Prompt) -> dict[str, Any]:
    """Return what is asked: of a question, or of one of its parts."""
    lists = [[_labelled(entry) for entry in entries] for entries in shown.lists]
    placed = picture_data(shown.pictures)
    return {
        "stem": both(shown.stem),
        "options": lists[0] if len(lists) == 1 else None,
        "answer_format": both(shown.answer_format),
        **({"lists": lists} if lists else {}),
        **({"start": shown.start} if shown.start else {}),
        **({"pictures": placed} if placed else {}),
    }


def picture_data(pictures: Mapping[str, Picture]) -> list[dict[str, Any]]:
    """Return pictures as JSON has them: where they stand, what they show in words, and the whole of them."""
    return [
        {
            "place": target,
            "words": {language: picture.words(language, "") for language in LANGUAGES},
            "image": {language: picture.address(language, "") for language in LANGUAGES},
        }
        for target, picture in pictures.items()
    ]


def key_entry(variant: Variant, language: Language = "ja") -> dict[str, Any]:
    """Return what the key file adds for a variant: the key, its text, the distractors, the worked solution.

    The text is what a learner may type for the key, in the language in which the sheet is made.
    """
    kind = kind_of(variant.item)
    digest = printed_digest(variant, prompt(variant))
    variant = kind.settled(variant)
    placed = picture_data(pictures(variant))
    parts = [
        {"label": part.label, "points": float(part.points), **_key_of(inner, language)}
        for part, inner in zip(variant.item.parts, variant.parts, strict=True)
    ]
    return {
        "id": variant.item.id,
        "seed": variant.seed,
        "digest": digest,
        **_key_of(variant, language),
        "solution": both(solution(variant)),
        **({"pictures": placed} if placed else {}),
        **({"parts": parts} if parts else {}),
    }


def _key_of(variant: Variant, language: Language) -> dict[str, Any]:
    """Return the key of a question, or of one of its parts, and the answers that show a slip."""
    kind = kind_of(variant.item)
    distractors = [
        {"value": plain(slip.value), "misconceptions": list(slip.misconceptions)} for slip in variant.distractors
    ]
    return {
        "key": plain(kind.key_data(variant)),
        "key_text": kind.key_typed(variant).in_(language),
        "distractors": distractors,
    }


def _labelled(entry: ShownEntry) -> dict[str, str]:
    return {"label": entry.label, **both(entry.text)}


def both(text: Text) -> dict[str, str]:
    """Return a text as JSON has it."""
    return {"ja": text.ja, "en": text.en}


def plain(value: Any) -> Any:
    """Return a computed value as JSON has it; exact fractions and trees become text that can be read back.

    >>> plain((7, Fraction(1, 4))), plain(Text("ひし形", "diamond"))
    ([7, '0.25'], {'ja': 'ひし形', 'en': 'diamond'})
    """
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Text):
        return both(value)
    if isinstance(value, Fraction):
        return typeset(value, "text")
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    from solvers.expression import to_ascii

    return to_ascii(value)


# -- Markdown ----------------------------------------------------------------------------------------------------------

ANSWER = Text("答え:", "Answer:")
"""What stands before the place for an answer."""

POINTS = 1
"""What a question counts, as ``quiz grade`` adds them up."""


class MarkdownSheet(Writer):
    """The learner's sheet to hand out: a line for the name, and of each question how it is answered and where."""

    def head(self) -> str:
        """Title, name line, and what the sheet is."""
        edition, lang = self.edition, self.edition.language
        form = edition.form
        count, most = len(form.places), POINTS * len(form.places)
        mark = SheetMark(edition.question_set.bank.name, form.seed, count, lang)
        blank = "_" * 24
        name = Text(
            f"氏名: {blank}　番号: {blank[:12]}　得点: {blank[:6]} / {most}",
            f"Name: {blank}  No.: {blank[:12]}  Points: {blank[:6]} / {most}",
        )
        which = Text(f"用紙 {edition.number} / {edition.of}・", f"Form {edition.number} of {edition.of}, ")
        about = Text(
            f"{count} 問・{most} 点満点・目安 {form.minutes:g} 分 (seed {form.seed})",
            f"{counted(count, 'question')}, {counted(most, 'point')}, {form.minutes:g} min (seed {form.seed})",
        )
        title = literal(edition.question_set.blueprint.title.in_(lang))
        return f"{mark}\n\n# {title}\n\n{name.in_(lang)}\n\n{which.in_(lang)}{about.in_(lang)}\n"

    def entry(self, number: int, variant: Variant) -> str:
        """The question below its mark, with an empty place for the answer."""
        lang = self.edition.language
        shown = prompt(variant)
        mark = QuestionMark(number, shown.item, shown.seed, printed_digest(variant, shown))
        about = Text(f"{POINTS} 点・{shown.minutes:g} 分", f"{counted(POINTS, 'point')}, {shown.minutes:g} min")
        title = f"{Text('問', 'Question ').in_(lang)}{number} ({about.in_(lang)})"
        below = "\n" * bool(shown.parts) + "".join(f"- ({part.label}) \n" for part in shown.parts)
        return f"\n{mark}\n\n## {title}\n\n{question_markdown(shown, lang)}\n{ANSWER.in_(lang)}\n{below}"


def question_markdown(shown: Prompt, language: Language) -> str:
    """Return a question as a sheet prints it: the stem, what there is to choose from, how to answer; then its parts.

    Where it is written in another language only, that is said first.
    """
    blocks = [] if (other := other_language(shown, language)) is None else [f"*{other.in_(language)}*"]
    blocks.append(portable(shown.stem.in_(language), Gallery(language, shown.pictures)))
    if shown.start:
        blocks.append(code_block(shown.start, "python"))
    for entries in shown.lists:
        blocks.append("\n".join(list_entry(f"- {entry.label}", entry.text.in_(language)) for entry in entries))
    for part in shown.parts:
        share = "" if part.share is None else Text(f"（{part.share.ja}）", f" ({part.share.en})").in_(language)
        blocks.append(f"**({part.label})**{share}\n\n{question_markdown(part, language)}".removesuffix("\n"))
    how = Text("答え方", "How to answer").in_(language)
    blocks.append(f"{how}: {portable(shown.answer_format.in_(language))}")
    return "".join(f"{block}\n\n" for block in blocks).removesuffix("\n")


class MarkdownKey(Writer):
    """The key with the worked solutions, to be read."""

    def head(self) -> str:
        """Title and seed."""
        edition, lang = self.edition, self.edition.language
        title, key = literal(edition.question_set.blueprint.title.in_(lang)), Text("解答", "key").in_(lang)
        which = Text(f"用紙 {edition.number} / {edition.of}, ", f"form {edition.number} of {edition.of}, ").in_(lang)
        return f"{KEY_MARK}\n\n# {title}: {key} ({which}seed {edition.form.seed})\n"

    def entry(self, number: int, variant: Variant) -> str:
        """The answer and the way to it."""
        lang = self.edition.language
        answer = kind_of(variant.item).key_shown(variant).in_(lang)
        shown = portable(answer if "\n" in answer else f"**{answer}**")
        title = literal(variant.item.title.in_(lang))
        head = f"\n## {number}. {title} [{variant.item.id}, seed {variant.seed}]\n\n{shown}\n"
        return f"{head}\n{portable(solution(variant).in_(lang), Gallery(lang, pictures(variant)))}\n"
