"""Text -> known words: the shared vocabulary and a rubric's own terms, each with what it may be in a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock

from quiz.kinds.text import word_lists
from quiz.kinds.text.directions import DIRECTIONS
from quiz.kinds.text.inflection import adverb, begins_en, forms_en, forms_ja, plural
from quiz.kinds.text.misspelling import likely_meant
from quiz.kinds.text.wordings import wordings

_NOTHING: frozenset[str] = frozenset()
_VERB = frozenset(("verb",))
_THING = frozenset(("thing",))
_BESIDE = frozenset(("beside",))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a clause: how it is written, what it may be, the directions that it tells and the terms that it is.

    Roles: ``not`` a denial, ``neutral``, ``particle``, ``break`` between clauses, ``compare`` (what stands beside it
    is only compared with), ``of`` a thing ("the risk of"), ``prefix``; for predicates ``verb``, ``adjective``,
    ``noun``. An unknown word has none.
    """

    text: str
    roles: frozenset[str] = _NOTHING
    directions: frozenset[str] = _NOTHING
    terms: frozenset[str] = _NOTHING
    spaced: bool = False

    @property
    def known(self) -> bool:
        """Whether any list has it; a thing that is only listed so as not to be cut counts as unknown."""
        if "other" in self.roles:
            return bool(self.terms)
        return bool(self.roles or self.directions or self.terms)

    def is_(self, role: str) -> bool:
        """Whether it may be that."""
        return role in self.roles

    def joined(self, other: Word) -> Word:
        """The same word with what another list says of it."""
        return Word(self.text, self.roles | other.roles, self.directions | other.directions, self.terms | other.terms)


class Words:
    """Words by how they are written, and how far the longest reaches that begins with a sign or with a word.

    There are many more of them than an answer has, so those that inflect wait as they are listed until a text has
    something that begins like one of their forms, and each is put together when it is first looked up.
    """

    def __init__(self) -> None:
        self._signs: dict[str, int] = {}
        self._pieces: dict[str, int] = {}
        self._said: dict[str, tuple[Word, ...]] = {}
        self._made: dict[str, Word] = {}
        self._waiting: dict[str, list[tuple[_Add, str, str]]] = {}
        self._adding = Lock()

    def add(self, text: str, word: Word) -> None:
        """Add what a word is, however that itself is written, to what it is besides."""
        said = self._said.get(text, ())
        self._said[text] = (*said, word)
        if said:
            return
        first, space, _ = text.partition(" ")
        if len(text) > self._signs.get(text[0], 0):
            self._signs[text[0]] = len(text)
        count = text.count(" ") + 1 if space else 1
        if count > self._pieces.get(first, 0):
            self._pieces[first] = count

    def add_later(self, entry: str, name: str, add: _Add) -> None:
        """Let ``add(self, entry, name)`` add the forms of an entry when something is met that begins like one."""
        reach = len(entry) + _LONGEST_ENDING
        for begins in begins_en(entry) if entry[0].isascii() else entry[0]:
            self._waiting.setdefault(_beginning(begins), []).append((add, entry, name))
            if reach > self._signs.get(begins[0], 0):
                self._signs[begins[0]] = reach

    def _meet(self, text: str) -> None:
        """Add the forms of all that may begin as a text does."""
        begins = _beginning(text)
        if begins in self._waiting:
            with self._adding:
                for add, entry, name in self._waiting.get(begins, ()):
                    add(self, entry, name)
                self._waiting.pop(begins, None)

    def reach(self, sign: str) -> int:
        """How many signs the longest word has that begins with a sign, or a few more; 0 if none does."""
        return self._signs.get(sign, 0)

    def pieces(self, first: str) -> int:
        """How many pieces the longest word has that begins with this one; 1 if none does."""
        self._meet(first)
        return self._pieces.get(first, 1)

    def get(self, text: str) -> Word | None:
        """The word that is written so, or None."""
        made = self._made.get(text)
        if made is None:
            self._meet(text)
            if text in self._said:
                made = Word(text)
                for word in self._said[text]:
                    made = made.joined(word)
                self._made[text] = made
        return made


def _beginning(text: str) -> str:
    """By what the forms of entries wait: two Latin signs, of one word; one sign in Japanese, whose second may change.

    >>> _beginning("learning"), _beginning("a lot"), _beginning("減る")
    ('le', 'a', '減')
    """
    two = text[:2]
    return two.rstrip(" ") if two.isascii() else text[0]


_Add = Callable[[Words, str, str], None]
_LONGEST_ENDING = 8
"""So many signs and fewer are added by an ending, or by those of the first and the last of several words."""


def _roles(words: Words, texts: Iterable[str], role: str) -> None:
    for text in texts:
        words.add(text, Word(text, frozenset((role,))))


@cache
def shared_ja() -> Words:
    """The shared Japanese words, by how they begin."""
    words = Words()
    for name, direction in DIRECTIONS.items():
        for entry in direction.ja.split():
            for text in wordings(entry):
                words.add_later(text, name, add_predicate_ja)
    lists = (
        (word_lists.PARTICLES_JA, "particle"), (word_lists.BREAKS_JA, "break"), (word_lists.NEGATIONS_JA, "not"),
        (word_lists.COMPARISONS_JA, "compare"), (word_lists.NEUTRAL_JA, "neutral"),
        (word_lists.TRANSPARENT_JA, "of"), (word_lists.PREFIXES_JA, "prefix"),
    )  # fmt: skip
    for texts, role in (*lists, (word_lists.COMPOUNDS, "other")):
        _roles(words, texts, role)
    return words


@cache
def shared_en() -> Words:
    """The shared English words; several that belong together are one."""
    words = Words()
    for name, direction in DIRECTIONS.items():
        kinds = ((_add_verb, direction.verbs), (_add_adjective, direction.adjectives), (_add_noun, direction.nouns))
        for add, entries in kinds:
            for entry in entries.split():
                for text in wordings(entry.replace("_", " ")):
                    words.add_later(text, name, add)
    for text in word_lists.COMPOUNDS:
        words.add_later(text, "other", _add_compound)
    lists = (
        (word_lists.NEGATIONS_EN, "not"), (word_lists.NEUTRAL_EN, "neutral"), (word_lists.PREPOSITIONS_EN, "particle"),
        (word_lists.COMPARISONS_EN, "compare"), (word_lists.BREAKS_EN, "break"), (word_lists.TRANSPARENT_EN, "of"),
    )  # fmt: skip
    for texts, role in lists:
        _roles(words, texts, role)
    return words


_NO_ADVERB = frozenset(("necessary",))
"""Of which the adverb says something else: "not necessarily" isn't "needless"."""


def _add_verb(words: Words, entry: str, name: str) -> None:
    word = Word(entry, _VERB, frozenset((name,)))
    for form in forms_en(entry):
        words.add(form, word)


def _add_adjective(words: Words, entry: str, name: str) -> None:
    word = Word(entry, frozenset(("adjective",)), frozenset((name,)))
    for form in forms_en(entry) if entry in _NO_ADVERB else (*forms_en(entry), adverb(entry)):
        words.add(form, word)


def _add_noun(words: Words, entry: str, name: str) -> None:
    word = Word(entry, frozenset(("noun",)), frozenset((name,)))
    for form in forms_en(entry):
        words.add(form, word)


def _add_compound(words: Words, entry: str, role: str) -> None:
    for form in (entry, plural(entry)):
        words.add(form, Word(form, frozenset((role,))))


def add_predicate_ja(words: Words, entry: str, name: str) -> None:
    """Add a Japanese predicate in all its forms."""
    told = frozenset((name,))
    if name.startswith("="):
        told |= _begins_with(entry)
    word = Word(entry, _VERB, told)
    for form in forms_ja(entry):
        words.add(form, word)


_GOES_ON = frozenset(
    ("なる", "させる", "する", "れる", "られる", "続ける", "ていく", "していく", "ってしまう", "てしまう")
)


def _begins_with(entry: str) -> frozenset[str]:
    """What a rubric's own predicate tells besides if a shared one is its beginning: 小さく in 小さくなる."""
    for length in range(len(entry) - 1, 0, -1):
        shared = shared_ja().get(entry[:length])
        if shared is not None and shared.directions and entry[length:] in _GOES_ON:
            return shared.directions
    return frozenset()


def add_predicate_en(words: Words, entry: str, name: str) -> None:
    """Add an English predicate in all its forms."""
    word = Word(entry, _VERB, frozenset((name,)))
    for form in forms_en(" ".join(_without_articles(entry.split()))):
        words.add(form, word)


def add_thing(words: Words, entry: str, term: str) -> None:
    """Add a thing that a rubric speaks of, in English."""
    _add_term(words, entry, Word(entry, _THING, terms=frozenset((term,))))


def add_beside(words: Words, entry: str, term: str) -> None:
    """Add what need only be beside a thing in its clause ("every"), in English."""
    _add_term(words, entry, Word(entry, _BESIDE, terms=frozenset((term,))))


def add_name(words: Words, entry: str, term: str, *, beside: bool) -> None:
    """Add a thing that a rubric speaks of, or what need only be beside it, as it is written: Japanese has no forms."""
    words.add(entry, Word(entry, _BESIDE if beside else _THING, terms=frozenset((term,))))


def _add_term(words: Words, entry: str, word: Word) -> None:
    short = " ".join(_without_articles(entry.split()))
    for form in dict.fromkeys((entry, plural(entry), short, plural(short))):
        words.add(form, word)


# -- cutting a sentence ------------------------------------------------------------------------------------------------

_RUN = re.compile(r"[a-z0-9][a-z0-9.'\-]*[a-z0-9]|[a-z0-9]|[ァ-ヺー]+|[ぁ-ゖ]|[一-鿿々]|\s+|.", re.DOTALL)
_KANJI = re.compile(r"[一-鿿々]")


def words_ja(sentence: str, shared: Words, own: Words) -> list[Word]:
    """Cut a Japanese sentence at the longest known words; what is between is unknown, kanji after kanji as one word."""
    found: list[Word] = []
    place, spaced = 0, False
    while place < len(sentence):
        run = _RUN.match(sentence, place)
        piece = run[0] if run else sentence[place]
        if piece.isspace():
            place, spaced = place + len(piece), True
            continue
        word = _longest(sentence, place, len(piece), shared, own)
        if word is None:
            word = Word(piece)
            last = found[-1] if found else None
            if last is not None and not last.known and not spaced and _KANJI.match(piece) and _KANJI.match(last.text):
                found[-1] = Word(last.text + piece, spaced=last.spaced)
                place += len(piece)
                continue
        place += len(word.text)
        found.append(Word(word.text, word.roles, word.directions, word.terms, spaced) if spaced else word)
        spaced = False
    return found


def only_names(words: Iterable[Word], subjects: Mapping[str, str]) -> bool:
    """Whether words are a list of key words: two parts only name something, and the last part tells nothing of it."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.is_("break"):
            parts.append([])
        elif not word.is_("neutral") or word.terms or word.directions:
            parts[-1].append(word)
    parts = [part for part in parts if part]
    named = sum(len(part) == 1 and bool(part[0].terms - subjects.keys()) for part in parts)
    return named > 1 and not any(word.is_("verb") and not word.text.endswith("ing") for word in parts[-1][-2:])


def _longest(sentence: str, place: int, least: int, shared: Words, own: Words) -> Word | None:
    """The longest known word that begins here; a run of katakana or Latin letters is never cut inside."""
    least = least if least > 1 else 1
    first = sentence[place]
    reach = max(shared.reach(first), own.reach(first), shared_en().reach(first))
    for length in range(min(reach, len(sentence) - place), least - 1, -1):
        text = sentence[place : place + length]
        ours, theirs = own.get(text), shared.get(text)
        if theirs is None and text.isascii():
            theirs = shared_en().get(text)
        if ours is None and theirs is None:
            continue
        end = place + length
        if end < len(sentence) and _runs_on(text[-1], sentence[end]):
            continue
        word = ours.joined(theirs) if ours and theirs else ours or theirs
        return _with_stems(word, own) if word is not None and word.directions else word
    return None


def _with_stems(word: Word, own: Words) -> Word:
    """A shared predicate tells an author's own one too where that is its stem: 速 in 速い."""
    for length in range(len(word.text) - 1, 0, -1):
        stem = own.get(word.text[:length])
        if stem is not None and stem.directions and not stem.terms:
            word = word.joined(stem)
    return word


def _runs_on(last: str, following: str) -> bool:
    return ("ァ" <= last <= "ー" and "ァ" <= following <= "ー") or (
        last.isascii() and following.isascii() and last.isalnum() and following.isalnum()
    )


_EN = re.compile(r"[a-z0-9]+(?:['.\-][a-z0-9]+)*|->|=>|[^\sa-z0-9]")
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "your", "our", "this", "these", "those"))
_ARTICLES_WITHIN = 2
_RATES = frozenset(
    ("learning rate", "learning rates", "training data", "training set", "training error", "training loss")
)
"""What is never cut within."""


def _without_articles(pieces: list[str]) -> Iterator[str]:
    """A phrase as it is listed: "accuracy on the test set" is "accuracy on test set"."""
    last = len(pieces) - 1
    return (piece for place, piece in enumerate(pieces) if place in (0, last) or piece not in _ARTICLES)


def _misspelled(piece: str, shared: Words, own: Words) -> Word | None:
    """The one known word that a long unknown one is meant for, or None."""
    known = [text for text in likely_meant(piece) if shared.get(text) or own.get(text)]
    if len(known) != 1:
        return None
    ours, theirs = own.get(known[0]), shared.get(known[0])
    return ours.joined(theirs) if ours and theirs else ours or theirs


def words_en(sentence: str, shared: Words, own: Words) -> list[Word]:
    """Cut a sentence in Latin letters into words, the longest known sequence first."""
    return list(_words_en(_EN.findall(sentence), shared, own))


def _words_en(pieces: list[str], shared: Words, own: Words) -> Iterator[Word]:
    place = 0
    while place < len(pieces):
        first = pieces[place]
        reach = max(shared.pieces(first), own.pieces(first))
        reach += reach > 1 and _ARTICLES_WITHIN
        for length in range(min(reach, len(pieces) - place), 0, -1):
            text = " ".join(pieces[place : place + length])
            ours, theirs = own.get(text), shared.get(text)
            if length > _ARTICLES_WITHIN and not _ARTICLES.isdisjoint(pieces[place + 1 : place + length - 1]):
                short = " ".join(_without_articles(pieces[place : place + length]))
                listed = shared.get(short)
                compound = listed is not None and listed.is_("other")  # "after training the accuracy is low"
                ours, theirs = ours or own.get(short), theirs or (None if compound else listed)
            if (
                (ours or theirs)
                and 1 < length < len(pieces) - place
                and f"{pieces[place + length - 1]} {pieces[place + length]}" in _RATES
            ):
                continue  # "stops the learning rate": it isn't learning that stops
            if ours or theirs:
                yield ours.joined(theirs) if ours and theirs else ours or theirs or Word(text)
                break
        else:
            length = 1
            piece = pieces[place]
            meant = _misspelled(piece, shared, own)
            if meant is not None:
                yield meant
            elif piece.endswith("'s"):
                owner = own.get(piece[:-2])
                yield Word(piece, frozenset(("owner",)), _NOTHING, owner.terms) if owner else Word(piece)
            else:
                yield Word(piece)
        place += length
