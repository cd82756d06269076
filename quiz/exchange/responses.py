"""A file of responses -> one response for each place of a sheet; what doesn't fit the sheet is told, by question.

Nothing is guessed. Responses of another sheet, or more than there are places, are refused whole; a place with two
different responses is refused alone; a place without one is told and counts as unanswered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.errors import QuizError
from quiz.exchange.as_printed import PrintedPlace
from quiz.language import Text

MAX_DEPTH = 5
"""Lists within lists: a matrix has two."""

MAX_NAMED = 12
"""So many questions are named in one sentence."""

_HEAD = ("bank", "set", "seed", "digest", "form")
"""By these a file of responses may say which sheet it answers."""


@dataclass(frozen=True, slots=True)
class Given:
    """The response to one place: its text, "" where there is none; ``fault`` says why it can't be graded."""

    text: str
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """One response for each place, and what is to be told about the file."""

    given: tuple[Given, ...]
    notes: tuple[Text, ...]


def match_responses(responses: Any, sheet: Mapping[str, Any], places: Sequence[PrintedPlace], name: str) -> Matched:
    """Return one response per place; raise :class:`quiz.errors.QuizError` for responses of another sheet.

    Accepted are a list in the sheet's order (of texts, numbers, lists, or tables with ``response``), and the same under
    ``responses``, ``items`` or ``attempts``; entries with ``id`` (and ``seed``) may stand in any order.
    """
    head = responses if isinstance(responses, dict) else {}
    listed = ("responses", "items", "attempts")
    entries = next((head[key] for key in listed if key in head), None) if isinstance(responses, dict) else responses
    if not isinstance(entries, list):
        raise QuizError(
            Text(f"{name} に解答の並びがありません", f"{name} has no list of responses"),
            remedy=Text('["7×7", "(2)", …] のように書いてください', 'write ["7x7", "(2)", ...]'),
        )
    named = [isinstance(entry, dict) and "id" in entry for entry in entries]
    if any(named):
        if not all(named):
            number = named.index(False) + 1
            raise QuizError(
                Text(
                    f"{name} の {number} 番目の解答に、ほかの解答にある id がありません",
                    f"{name}: response {number} has no id, though others have one",
                )
            )
        return _by_name(entries, places, name)
    for key in _HEAD:
        if key in head and key in sheet and head[key] != sheet[key]:
            raise _another_sheet(name, f"{key} {_short(head[key])}", f"{key} {_short(sheet[key])}")
    return _in_order(entries, places, name)


def _in_order(entries: Sequence[Any], places: Sequence[PrintedPlace], name: str) -> Matched:
    if len(entries) > len(places):
        raise QuizError(
            Text(
                f"{name} の解答は {len(entries)} 個ですが、問題は {len(places)} 問です",
                f"{name} has {len(entries)} responses for {len(places)} questions",
            ),
            remedy=Text("この用紙の解答か、確かめてください", "check that these are responses to this sheet"),
        )
    found = [
        Given(_answer_to(place, entry["response"] if _has_response(entry) else entry, number, name))
        for number, (entry, place) in enumerate(zip(entries, places, strict=False), start=1)
    ]
    lacking = places[len(entries) :]
    notes = [_lacking(lacking, name)] if lacking else []
    if lacking and entries:
        ja = "途中の 1 問を飛ばした並びなら、それより後ろは別の問題の解答として採点されています"
        en = "if one in the middle was left out, all behind it were graded as answers to other questions"
        notes.append(Text(ja, en))
    return Matched((*found, *(Given("") for _ in lacking)), tuple(notes))


def _by_name(entries: Sequence[Mapping[str, Any]], places: Sequence[PrintedPlace], name: str) -> Matched:
    """Give each response to the place that it names, by item and seed, or by the item alone where that is enough."""
    open_places: dict[int, list[str]] = {place.number: [] for place in places}
    by_id: dict[str, list[PrintedPlace]] = {}
    by_seed: dict[tuple[str, int], list[PrintedPlace]] = {}  # so that a sheet of thousands takes no square of them
    for place in places:
        by_id.setdefault(place.id, []).append(place)
        by_seed.setdefault((place.id, place.seed), []).append(place)
    strangers: list[Text] = []
    for number, entry in enumerate(entries, start=1):
        name_and_seed = (str(entry["id"]), entry["seed"]) if type(entry.get("seed")) is int else None
        near = by_id.get(str(entry["id"]), []) if name_and_seed is None else by_seed.get(name_and_seed, [])
        fitting = [place for place in near if _names(entry, place)]
        seeds = {place.seed for place in fitting}
        if not fitting:
            seed = f" (seed {_short(entry['seed'])})" if "seed" in entry else ""
            name_found = f"{_short(entry['id'])}{seed}"
            strangers.append(Text(f"{number} 番目の {name_found}", f"response {number}: {name_found}"))
        elif len(seeds) > 1:
            numbers = ", ".join(str(place.number) for place in fitting)
            raise QuizError(
                Text(
                    f"{name} の {number} 番目の解答は、問 {numbers} のどれのものか決まりません",
                    f"{name}: response {number} may be to any of the questions {numbers}",
                ),
                remedy=Text("id のほかに seed も書いてください", "give its seed, too"),
            )
        elif "response" in entry:
            # The same question may stand on a sheet twice: the first response is to the first of them.
            place = min(fitting, key=lambda place: (len(open_places[place.number]), place.number))
            open_places[place.number].append(_answer_to(place, entry["response"], number, name))
    if strangers:
        raise _strangers(strangers, len(strangers) == len(entries), name)
    found = [_one_of(open_places[place.number]) for place in places]
    notes = []
    lacking = [place for place in places if not open_places[place.number]]
    if lacking:
        notes.append(_lacking(lacking, name))
    twice = [place for place in places if len(open_places[place.number]) > 1]
    if twice:
        listed_twice = _questions(twice)
        ja = f"{name} に解答が 2 つ以上ある問題: {listed_twice.ja}"
        notes.append(Text(ja, f"{name} has more than one response to: {listed_twice.en}"))
    return Matched(tuple(found), tuple(notes))


def _strangers(strangers: Sequence[Text], all_of_them: bool, name: str) -> QuizError:
    more = len(strangers) - MAX_NAMED
    ja = "、".join(one.ja for one in strangers[:MAX_NAMED]) + (f" ほか {more} 個" if more > 0 else "")
    en = ", ".join(one.en for one in strangers[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")
    remedy = Text("この用紙の解答か、確かめてください", "check that these are responses to this sheet")
    if all_of_them:
        remedy = Text("別の用紙の解答のようです", "these seem to be responses to another sheet")
    return QuizError(
        Text(f"{name} の解答のうち、問題用紙にないもの: {ja}", f"{name}: what isn't on the sheet: {en}"), remedy=remedy
    )


def _names(entry: Mapping[str, Any], place: PrintedPlace) -> bool:
    """True if an entry's id, and its seed and digest where it has them, are those of a place."""
    seed, digest = entry.get("seed", place.seed), entry.get("digest", place.digest)
    return bool(
        entry["id"] == place.id and seed == place.seed and not isinstance(seed, bool) and digest == place.digest
    )


def _one_of(texts: Sequence[str]) -> Given:
    if len(set(texts)) > 1:
        counts = Counter(texts)
        listed = " / ".join(_short(text) for text in counts)
        fault = Text(f"違う解答が {len(counts)} つあります: {listed}", f"there are {len(counts)} responses: {listed}")
        return Given(texts[0], fault)
    return Given(texts[0] if texts else "")


def _lacking(places: Sequence[PrintedPlace], name: str) -> Text:
    listed = _questions(places)
    return Text(f"{name} に解答のない問題: {listed.ja}", f"{name} has no response to: {listed.en}")


def _questions(places: Sequence[PrintedPlace]) -> Text:
    """Name questions by their number on the sheet and their item."""
    shown = [f"{place.number} [{place.id}]" for place in places[:MAX_NAMED]]
    more = len(places) - len(shown)
    ja = "、".join(f"問 {one}" for one in shown) + (f" ほか {more} 問" if more else "")
    en = "question " + ", ".join(shown) + (f" and {more} more" if more else "")
    return Text(ja, en)


def _another_sheet(name: str, found: str, expected: str) -> QuizError:
    return QuizError(
        Text(
            f"{name} は別の用紙の解答です（{found}、この用紙は {expected}）",
            f"{name} has the responses to another sheet ({found}; this one has {expected})",
        ),
        remedy=Text("その用紙といっしょに指定してください", "grade them with their own sheet"),
    )


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:40] + "…"


def _has_response(entry: Any) -> bool:
    return isinstance(entry, dict) and "response" in entry


def _answer_to(place: PrintedPlace, value: Any, number: int, name: str) -> str:
    try:
        return response_text(value, place.entry)
    except ValueError:
        raise QuizError(
            Text(
                f"{name} の {number} 番目の解答を読めません: {_short(value)}",
                f"{name}: response {number} can't be read: {_short(value)}",
            ),
            remedy=Text("文字列か数、数の並びで書いてください", "write a text, a number, or a list of numbers"),
        ) from None


def as_text(value: Any, depth: int = MAX_DEPTH) -> str:
    """Return a response as the learner would have typed it; of a text in both languages, the Japanese one.

    Raises :class:`ValueError` for what is no response.

    >>> as_text([7, 7]), as_text(0.25), as_text(None)
    ('(7, 7)', '0.25', '')
    """
    match value:
        case None:
            return ""
        case list() if depth:
            return f"({', '.join(as_text(part, depth - 1) for part in value)})"
        case {"ja": str(ja), "en": str()}:
            return ja
        case str() | bool() | int() | float():
            return str(value)
    raise ValueError("no response")


def response_text(value: Any, entry: Mapping[str, Any]) -> str:
    """Return a response to an entry of a sheet as the learner would have typed it.

    The answers to the parts of a question may stand in a table, below their labels, or in a list, one for each.

    >>> entry = {"parts": [{"label": "a"}, {"label": "b"}]}
    >>> response_text({"b": [1, 2], "a": 7}, entry), response_text([7, None], entry)
    ('(b) (1, 2)\\n(a) 7', '(a) 7')
    """
    parts = entry.get("parts")
    labels = [str(one.get("label")) for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
    if labels and isinstance(value, dict) and set(value) <= set(labels):
        return _in_lines(list(value), list(value.values()))
    if labels and isinstance(value, list) and len(value) == len(labels):
        return _in_lines(labels, value)
    return as_text(value)


def _in_lines(labels: Sequence[str], values: Sequence[Any]) -> str:
    answers = [as_text(value) for value in values]
    return "\n".join(f"({label}) {answer}" for label, answer in zip(labels, answers, strict=True) if answer.strip())
