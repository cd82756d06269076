"""Notes: 「モメンタム：慣性」, "Momentum = inertia". A name and what belongs to it, without a verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from quiz.kinds.text.lexicon import Word, only_names
from quiz.kinds.text.stated import Reader, Statement

_TOPIC = frozenset(("は", "とは"))
_MARKS = frozenset(("(", ":", "=", "-", "→", "->", "⇒", "=>", "…", "..."))
_BETWEEN = frozenset((",", "、", ";", "/", "・"))
_COLON = Word(":", frozenset(("break",)))
_ALIKE = frozenset(("same", "adapts", "different"))
_JOINTS = frozenset(("but", "、", "+", "&"))
"""「AdaGradと同じだが、移動平均」, "the same but with a moving average"."""
_INSTEAD = frozenset(("instead of", "rather than", "in place of", "not", "unlike"))
_INSTEAD_JA = frozenset(("ではなく", "でなく", "じゃなく", "の代わりに", "のかわりに", "ではなくて"))
_SHORTEST = 3
_TOLD = frozenset(("uses", "acts"))


def entry_by_entry(
    words: list[Word], reader: Reader, read: Callable[[list[Word]], list[Statement]]
) -> Iterator[Statement]:
    """Give each entry of a sentence to ``read``; an entry that is a mere note states what it names."""
    nominal = list(_entries(words, reader.subjects, _TOPIC))
    notes = [_nominal(entry, reader.subjects) for entry in nominal]
    if all(notes):
        reader.subject = notes[-1].subject if notes[-1] else None
        yield from (note for note in notes if note)
        return
    for entry in _entries(words, reader.subjects, _MARKS):
        entry = entry[:-1] if entry and entry[-1].text == ")" else entry
        named = len(entry) > 1 and _opens(entry, 0, reader.subjects, _MARKS)
        note = _noted(entry, reader.subjects) if named else None
        first = next((place for place, word in enumerate(entry) if place > 1 and word.text in _BETWEEN), 0)
        begins = _noted(entry[:first], reader.subjects) if named and note is None and first else None
        if note is not None:
            reader.subject = note.subject
            yield note
        elif begins is not None:
            yield begins  # "momentum = inertia, less zigzag"
            yield from read([entry[0], _COLON, *entry[first + 1 :]])
        elif not only_names(entry, reader.subjects):
            yield from read([entry[0], _COLON, *entry[2:]] if named else entry)


def _nominal(words: list[Word], subjects: Mapping[str, str]) -> Statement | None:
    """What a sentence says that has no verb at its end either: 「モメンタムは慣性です」."""
    if len(words) < _SHORTEST or not _opens(words, 0, subjects, _TOPIC) or words[-1].is_("particle"):
        return None
    return _noted(words, subjects)


def _entries(words: list[Word], subjects: Mapping[str, str], marks: frozenset[str]) -> Iterator[list[Word]]:
    """Cut a sentence before each name that has its own note: "momentum: inertia, AdaGrad: the sum of squares"."""
    begin = 0
    for place in range(1, len(words) - 1):
        between = words[place - 1].text in _BETWEEN
        if (between or words[place].spaced) and _opens(words, place, subjects, marks):
            yield words[begin : place - between]
            begin = place
    yield words[begin:]


def _noted(words: list[Word], subjects: Mapping[str, str]) -> Statement | None:
    """What a note says if nothing but a noun phrase follows the name: that it has this."""
    things: frozenset[str] = frozenset()
    for word in words[2:]:
        if word.text in _INSTEAD:
            break  # "moving average instead of the sum"
        if word.text in _INSTEAD_JA:
            things = frozenset()  # 「総和ではなく移動平均」
        elif word.terms and not word.terms & subjects.keys():
            things |= word.terms
        elif (
            word.directions - _ALIKE
            or word.is_("not")
            or not (
                word.directions or word.text in _JOINTS or word.is_("neutral") or word.is_("particle") or word.is_("of")
            )
        ):
            return None
    name = next(subjects[term] for term in words[0].terms if term in subjects)
    return Statement(things, things, _TOLD, name) if things else None


def _opens(words: list[Word], place: int, subjects: Mapping[str, str], marks: frozenset[str]) -> bool:
    """Whether a name stands here with a mark behind it."""
    return bool(words[place].terms & subjects.keys()) and words[place + 1].text in marks
