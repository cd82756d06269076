"""A generated practice set: the sheet for the learner, which never holds a key, and the key file apart from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from quiz.bank.blueprint import QuestionSet
from quiz.bank.folder import Bank
from quiz.bank.template import typeset
from quiz.drawing import draw, prompt, solution
from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Language, Text, counted
from quiz.model import Form, Outcome, Variant
from quiz.render.portable import code_block, list_entry, literal, portable

MAX_SHEET_BYTES = 200_000_000


def variants(bank: Bank, form: Form) -> Iterator[Variant]:
    """Yield the variants of a form, in order."""
    for place in form.places:
        yield draw(bank.item(place.item), place.seed)


def sheet_head(question_set: QuestionSet, form: Form) -> dict[str, Any]:
    """Return what sheet and key file have in common: bank, digest, seed."""
    return {
        "bank": question_set.bank.name,
        "set": question_set.blueprint.name,
        "digest": question_set.bank.digest,
        "seed": form.seed,
    }


def sheet_entry(variant: Variant) -> dict[str, Any]:
    """Return a variant as the learner's sheet has it."""
    shown = prompt(variant)
    options = [{"label": entry.label, **_both(entry.text)} for entry in shown.entries]
    return {
        "id": shown.item,
        "seed": shown.seed,
        "kind": shown.kind,
        "minutes": shown.minutes,
        "stem": _both(shown.stem),
        "options": options or None,
        "answer_format": _both(shown.answer_format),
        **({"start": shown.start} if shown.start else {}),
    }


def key_entry(variant: Variant) -> dict[str, Any]:
    """Return what the key file adds for a variant: the key, its text, the distractors, the worked solution."""
    kind = kind_of(variant.item)
    variant = kind.settled(variant)
    distractors = [
        {"value": plain(slip.value), "misconceptions": list(slip.misconceptions)} for slip in variant.distractors
    ]
    return {
        "id": variant.item.id,
        "seed": variant.seed,
        "key": plain(kind.key_data(variant)),
        "key_text": kind.answers(variant)[-1],
        "distractors": distractors,
        "solution": _both(solution(variant)),
    }


def _both(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}


def plain(value: Any) -> Any:
    """Return a computed value as JSON has it; exact fractions and trees become text that can be read back.

    >>> plain((7, Fraction(1, 4))), plain(Text("ひし形", "diamond"))
    ([7, '0.25'], {'ja': 'ひし形', 'en': 'diamond'})
    """
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Text):
        return _both(value)
    if isinstance(value, Fraction):
        return typeset(value, "text")
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    from solvers.expression import to_ascii

    return to_ascii(value)


def sheet_markdown(question_set: QuestionSet, form: Form, language: Language) -> Iterator[str]:
    """Yield the learner's sheet as Markdown, block by block."""
    title = literal(question_set.blueprint.title.in_(language))
    minutes = Text(
        f"{len(form.places)} 問・目安 {form.minutes:g} 分",
        f"{counted(len(form.places), 'question')}, {form.minutes:g} min",
    )
    yield f"# {title}\n\n{minutes.in_(language)} (seed {form.seed})\n"
    for number, variant in enumerate(variants(question_set.bank, form), start=1):
        shown = prompt(variant)
        time = Text(f"{shown.minutes:g} 分", f"{shown.minutes:g} min").in_(language)
        yield f"\n## {Text('問', 'Question ').in_(language)}{number} ({time})\n\n{portable(shown.stem.in_(language))}\n"
        if shown.start:
            yield f"\n{code_block(shown.start, 'python')}\n"
        for entries in shown.lists:
            yield "\n" + "\n".join(list_entry(f"- {entry.label}", entry.text.in_(language)) for entry in entries) + "\n"
        yield f"\n{Text('答え:', 'Answer:').in_(language)}\n"


def key_markdown(question_set: QuestionSet, form: Form, language: Language) -> Iterator[str]:
    """Yield the key with the worked solutions as Markdown, block by block."""
    title = literal(question_set.blueprint.title.in_(language))
    yield f"# {title}: {Text('解答', 'key').in_(language)} (seed {form.seed})\n"
    for number, variant in enumerate(variants(question_set.bank, form), start=1):
        answer = kind_of(variant.item).key_shown(variant).in_(language)
        shown = portable(answer if "\n" in answer else f"**{answer}**")
        title = literal(variant.item.title.in_(language))
        yield f"\n## {number}. {title} [{variant.item.id}, seed {variant.seed}]\n\n{shown}\n"
        yield f"\n{portable(solution(variant).in_(language))}\n"


# -- grading a sheet ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Graded:
    """One place of a sheet, its response and what became of it."""

    id: str
    seed: int
    response: str
    outcome: Outcome


def read_json(path: Path) -> Any:
    """Return the JSON of a file; raise :class:`quiz.errors.QuizError` where there is none."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SHEET_BYTES + 1)
    except OSError as error:
        raise QuizError(
            Text(f"{path} を読めません: {error.strerror}", f"can't read {path}: {error.strerror}")
        ) from None
    if len(data) > MAX_SHEET_BYTES:
        raise QuizError(Text(f"{path} が大きすぎます", f"{path} is too large"))
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise QuizError(Text(f"{path} は JSON ではありません: {error}", f"{path} isn't JSON: {error}")) from None


def sheet_places(sheet: Any, name: str) -> list[tuple[str, int]]:
    """Return (item, seed) of every place of a sheet; raise :class:`quiz.errors.QuizError` if it isn't one."""
    entries = sheet.get("items") if isinstance(sheet, dict) else None
    if not isinstance(entries, list):
        raise QuizError(
            Text(f"{name} は問題用紙ではありません（items がありません）", f"{name} is no sheet: it has no items"),
            remedy=Text("quiz generate --format json で作ります", "quiz generate --format json makes one"),
        )
    places = []
    for number, entry in enumerate(entries, start=1):
        item, seed = (entry.get("id"), entry.get("seed")) if isinstance(entry, dict) else (None, None)
        if not isinstance(item, str) or not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**63:
            raise QuizError(
                Text(f"{name} の {number} 番目に id と seed がありません", f"{name}: entry {number} lacks id or seed")
            )
        places.append((item, seed))
    return places


def match_responses(responses: Any, places: Sequence[tuple[str, int]], name: str) -> list[str]:
    """Return one response per place, "" where there is none.

    Accepted are a list in the sheet's order (of texts, or of tables with ``response``), and the same under
    ``responses`` or ``items``; entries with ``id`` and ``seed`` may stand in any order.
    """
    entries = responses
    if isinstance(responses, dict):
        entries = next((responses[key] for key in ("responses", "items", "attempts") if key in responses), None)
    if not isinstance(entries, list):
        raise QuizError(
            Text(f"{name} に解答の並びがありません", f"{name} has no list of responses"),
            remedy=Text('["7×7", "(2)", …] のように書いてください', 'write ["7x7", "(2)", ...]'),
        )
    named = {
        (entry.get("id"), entry.get("seed")): as_text(entry.get("response"))
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and isinstance(entry.get("seed"), int)
    }
    if named:
        strangers = [f"{item} (seed {seed})" for item, seed in named if (item, seed) not in set(places)]
        if strangers:
            raise QuizError(
                Text(f"{name} の {strangers[0]} は問題用紙にありません", f"{name}: {strangers[0]} isn't on the sheet")
            )
        return [named.get(place, "") for place in places]
    texts = [
        as_text(entry["response"] if isinstance(entry, dict) and "response" in entry else entry) for entry in entries
    ]
    if len(texts) > len(places):
        raise QuizError(
            Text(
                f"{name} の解答は {len(texts)} 個ですが、問題は {len(places)} 問です",
                f"{name} has {len(texts)} responses for {len(places)} questions",
            )
        )
    return texts + [""] * (len(places) - len(texts))


def as_text(value: Any) -> str:
    """Return a response as the learner would have typed it; of a text in both languages, the Japanese one.

    >>> as_text([7, 7]), as_text(0.25), as_text(None)
    ('(7, 7)', '0.25', '')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return f"({', '.join(map(as_text, value))})"
    if isinstance(value, dict):
        return as_text(value.get("ja") or value.get("en"))
    return str(value)
