"""Finds the facets of a rubric in a free text: by what its clauses state, in Japanese and in English.

A text is cut into sentences, a sentence into statements: of which things which direction is told, of whom, and whether
it is affirmed or denied. A facet is found where one statement says it. A list of key words states nothing. This is no
understanding of language: it finds points to show to the learner, who decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Literal

from quiz.kinds.text.anaphora import resolved
from quiz.kinds.text.asserting import asserted_parts, takes_all_back, without_verdict
from quiz.kinds.text.corrected import corrections
from quiz.kinds.text.directions import DECISIVE, OPPOSED
from quiz.kinds.text.doubts import (
    cause_in,
    claims_nothing,
    only_key_words,
    resumed,
    tells_causes,
    without_other_causes,
)
from quiz.kinds.text.english import statements_en
from quiz.kinds.text.fields import Claim, Facet, Rubric
from quiz.kinds.text.japanese import statements_ja
from quiz.kinds.text.lexicon import (
    Word,
    Words,
    add_beside,
    add_name,
    add_predicate_en,
    add_predicate_ja,
    add_thing,
    shared_en,
    shared_ja,
    words_en,
    words_ja,
)
from quiz.kinds.text.listed_points import points_on_lines
from quiz.kinds.text.plainer_english import said_first
from quiz.kinds.text.plainer_japanese import said_first_ja
from quiz.kinds.text.stated import Reader, Statement
from quiz.kinds.text.taken_back import says_nothing, takes_back
from quiz.kinds.text.turned import denied_at_the_end, turned, turns_before
from quiz.kinds.text.word_lists import ANAPHORS, PRONOUNS
from quiz.kinds.text.wordings import wordings
from quiz.model import FacetFinding
from quiz.reading.spelling import normalize

_SENTENCE_END = re.compile(r"(?<=[。！？!?;；])|(?<=\.)\s+|(?<=\.)$")
_BULLET = re.compile(r"\s*(?:[-*•・●◦]|[(（]?\d{1,2}[)）.．、:：]|[①-⑳])\s*")
_NUMBERED = re.compile(r"(?=[①-⑳])|\s(?=[(（]?[2-9][)）]\s)")
"""Where the second point of a list begins that stands on one line: "① ... ② ...", "1) ... 2) ..."."""
_NAME_DOTS = re.compile(r"(?:^|(?<=[.;] ))([a-z]+) ?\.\.\. ?")
"""A name and what belongs to it: "Momentum ... keeps the last step"."""
_ARROWS = (
    (("↑", " increases"), ("↗", " increases"), ("↓", " decreases"), ("↘", " decreases")),
    (("↑", "アップ"), ("↗", "アップ"), ("↓", "ダウン"), ("↘", "ダウン")),
)
"""「学習速度↑」, "overfitting ↓", in English and in Japanese."""
_SLASH = re.compile("(?<=[ぁ-んァ-ヶー一-鿿])/(?=[ぁ-んァ-ヶー一-鿿])")
_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")

_FOR_POWER = re.compile("(?<=[一-鿿])カ(?![ァ-ヺー])")
"""The kana that looks like 力 and stands for it: 表現カ."""
_BRITISH = re.compile(
    r"\b((?:in?)?(?:initial|regular|general|optim|memor|normal|stabil|destabil|special|minim|maxim|util|real|emphas"
    r"|neutral|penal|final|organ|central|standard|polar|random|priorit|synchron|rational|summar|custom|individual"
    r"|person|equal|character|critic|capital|modern|vis)i)s(?=e|i|a)|\b(behavio|favo|colo|neighbo|labo|endeavo)ur"
)
"""Two ways of spelling one English word: initialise, behaviour."""

_NAMED_LAST = re.compile(r"(.+?) ?[(（]([^()（）]+)[)）]")
"""Of whom a sentence speaks, behind it: "the last update is added (momentum)"."""
_FOREIGN_WORDS = 2
"""So many English words and fewer may stand in a Japanese sentence."""

State = Literal["found", "missing", "negated"]


def judge_text(text: str, rubric: Rubric) -> tuple[FacetFinding, ...]:
    """Return what became of every facet, and every contradiction that was met.

    Facets are "found", "negated" or "missing"; a contradiction is only listed where it is met.
    """
    said = [_Said(statement) for statement in statements(text, rubric) if statement.sign is not None]
    broken = _broken_chains(said, rubric)
    findings = []
    for facet in rubric.facets:
        state = _state(said, facet)
        if state == "found" and broken:
            state = _state([one for one in said if id(one) not in broken], facet)
        findings.append(FacetFinding(facet.name, facet.label, state, facet.points if state == "found" else 0))
    for facet in rubric.contradictions:
        if _state(said, facet) == "found":
            findings.append(FacetFinding(facet.name, facet.label, "contradicted"))
    return tuple(findings)


class _Said:
    """A statement that tells something, and what it tells: as it comes to, and besides as it is written."""

    __slots__ = ("spoken", "statement", "told")

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.told = statement.told()
        self.spoken = self.told | statement.directions


def _broken_chains(said: list[_Said], rubric: Rubric) -> set[int]:
    """The identities of what is said to follow from something that speaks against a facet.

    「対称性が崩れるので、学習できない」: that learning fails doesn't follow from what is false.
    """
    broken: set[int] = set()
    for place, cause in enumerate(said):
        chain = cause.statement.chain
        if chain and _is_false(cause, rubric):
            effects = said[place + 1 :] if chain > 0 else said[:place]
            broken |= {id(effect) for effect in effects if effect.statement.chain == chain}
    return broken


def _is_false(said: _Said, rubric: Rubric) -> bool:
    """Whether a statement makes no point and says the contrary of one."""
    states = {state for facet in rubric.facets for state in _states(said, facet)}
    if "found" in states or not said.statement.things:
        return False
    return "negated" in states or any(
        not claim.things.isdisjoint(said.statement.things)
        and (not claim.subject or said.statement.subject == claim.subject[0])
        and any(f"not {name}" in claim.wanted for name in said.told & DECISIVE)
        for facet in rubric.facets
        for claim in facet.claims
    )


def statements(text: str, rubric: Rubric) -> list[Statement]:
    """Return everything that a text states, as far as the rubric's terms and the shared words tell."""
    own = _terms(rubric)
    reader = Reader(own.subjects)
    said: list[Statement] = []
    last: list[Statement] = []
    previous = ""
    for number, (corrects, whole) in enumerate(_corrected(text), start=1):
        if takes_all_back(corrects + whole):
            break
        nothing = turned(whole) or says_nothing(whole, own.topics)
        whole = said_first_ja(whole) if _JAPANESE.search(whole) else said_first(whole)
        previous, whole = whole, resolved(whole, previous, own.things_in)
        before, last = last, []
        if corrects:
            _tell_nothing(before)
        order = tells_causes(whole)
        for told in _read_parts(whole, before, rubric, reader):
            for statement in told if order else ():
                statement.chain = order * number
            last += told
        if takes_back(corrects + whole, of_one_thing=not own.subjects):
            _tell_nothing(said)
        if turns_before(corrects + whole):
            _tell_nothing(before)
        if nothing or says_nothing(whole, own.topics) or own.gives_no_true_cause(whole):
            _tell_nothing(last)
        said += last
    return said


def _read_parts(whole: str, before: list[Statement], rubric: Rubric, reader: Reader) -> Iterator[list[Statement]]:
    """Read a sentence part by part; what only reports, supposes or denies a clause tells nothing."""
    own = _terms(rubric)
    rest, denied = denied_at_the_end(whole)
    if denied and _makes_a_point(denied, rubric, reader):
        if not rest:
            return
        whole = rest
    parts = asserted_parts(whole, own.speak_in)
    supposed = any(part.supposes and _makes_a_point(part.supposes, rubric, reader) for part in parts)
    for part in parts:
        sentence = without_other_causes(part.text, own.other_causes)
        if not sentence:
            sentence = resumed(part.text, own.other_causes, own.topics)
        if sentence != part.text:
            _note_whom(part.text, own, reader)
        told = _read(sentence, own, reader) if sentence and not only_key_words(part.text, own.names) else []
        if part.takes_back and not (part.if_empty and own.speak_in(without_verdict(part.text))):
            _tell_nothing(before)
        if before and not before[-1].sign:
            _carry_on(before[-1], told)
        if not part.asserted or supposed or claims_nothing(whole):
            _tell_nothing(told)
        yield told
        if not sentence:
            return
        before = told


def _read(sentence: str, own: _Terms, reader: Reader) -> list[Statement]:
    named = _NAMED_LAST.fullmatch(sentence)
    if named is not None and named[2] in own.names_of_subjects:
        sentence = f"{named[2]}: {named[1]}"
    if _JAPANESE.search(sentence):
        return statements_ja(sentence, own.japanese, reader)
    return statements_en(sentence, own.english, reader)


def _note_whom(text: str, own: _Terms, reader: Reader) -> None:
    """Who alone is named in what is left unread is spoken of next: "it's not that RMSProp ...; it simply ..."."""
    names = {name for said, name in own.subjects_as_said if said in text}
    if len(names) == 1:
        reader.subject = next(iter(names))


def _carry_on(last: Statement, told: list[Statement]) -> None:
    """What isn't named again is spoken of still: 「過学習をなくすわけではないが、減らしてくれる」."""
    for statement in told:
        if statement.things or not statement.sign or statement.blocked or statement.stranger or statement.astray:
            return  # 「…ようにしたいが、できない」 only takes back what stands before it
        if statement.subject and last.subject and statement.subject != last.subject:
            return  # "AdaGrad's sum never decreases. RMSProp differs": of its own sum, or of something else
        statement.things, statement.around = last.things, statement.around | last.things


def _tell_nothing(told: list[Statement]) -> None:
    for statement in told:
        statement.sign = None


def _makes_a_point(supposed: str, rubric: Rubric, reader: Reader) -> bool:
    """Whether what a sentence supposes is itself a point: 「もし過学習が減るのなら…」 tells of nothing that is so."""
    told = _read(supposed, _terms(rubric), replace(reader))
    said = [_Said(statement) for statement in told if statement.sign is not None]
    return any(_state(said, facet) == "found" for facet in rubric.facets)


class _Terms:
    """A rubric's own words in both languages, and the name that stands for each of its subjects."""

    def __init__(self, rubric: Rubric) -> None:
        points = (*rubric.facets, *rubric.contradictions)
        claims = [claim for facet in points for claim in (*facet.claims, *facet.against)]
        self.other_causes, self.true_causes = (
            tuple(dict.fromkeys(text for cause in causes for text in wordings(folded(cause))))
            for causes in (rubric.other_causes, rubric.true_causes)
        )
        self.subjects = {term: claim.subject[0] for claim in claims for term in claim.subject}
        self.topics = tuple(folded(name) for name in rubric.topic)
        self._they = frozenset(rubric.they)
        foreign = [term for facet in points for term in facet.foreign]
        self._things = dict.fromkeys((*foreign, *(term for claim in claims for term in (*claim.about, *claim.subject))))
        beside = dict.fromkeys(term for claim in claims for term in (*claim.also, *claim.unless))
        self._beside = [term for term in beside if term not in self._things]
        named = (name.removeprefix("not ").removeprefix("hardly ") for claim in claims for name in claim.words)
        self._predicates = tuple(dict.fromkeys(named))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of things, as an answer is read."""
        return frozenset(text for term in self._things for text in wordings(folded(term)))

    @cached_property
    def subjects_as_said(self) -> tuple[tuple[str, str], ...]:
        """How each subject may be written, as an answer is read, and the name that stands for it."""
        return tuple((text, name) for term, name in self.subjects.items() for text in wordings(folded(term)))

    @cached_property
    def names_of_subjects(self) -> frozenset[str]:
        """The names of those whom the rubric's claims speak of."""
        return frozenset(text for term in self.subjects for text in wordings(folded(term)))

    def speak_in(self, text: str) -> bool:
        """Whether a text names a thing of the rubric."""
        return any(
            word.terms and not word.is_("pronoun") and word.text not in ANAPHORS for word in self._words_of(text)
        )

    def gives_no_true_cause(self, sentence: str) -> bool:
        """Whether a sentence says that something comes of what has nothing to do with what is asked."""
        cause = cause_in(sentence) if self.true_causes else ""
        return bool(cause) and not any(word in cause for word in self.true_causes) and not self.things_in(cause)

    def things_in(self, text: str) -> set[str]:
        """How a text names the things of the rubric, whom it speaks of left out."""
        return {
            word.text
            for word in self._words_of(text)
            if word.is_("thing") and not word.is_("pronoun") and not word.terms & self.subjects.keys()
        }

    def _words_of(self, text: str) -> list[Word]:
        if _JAPANESE.search(text):
            return words_ja(text, shared_ja(), self.japanese)
        return words_en(text, shared_en(), self.english)

    @cached_property
    def japanese(self) -> Words:
        """The words of a Japanese sentence; short English ones may stand in it."""
        words = self._pronouns()
        for term, beside in self._terms():
            for text in wordings(folded(term)):
                if text.count(" ") < _FOREIGN_WORDS:
                    add_name(words, text.replace(" ", ""), term, beside=beside)
        for name in self._predicates:
            for text in wordings(folded(name)):
                if _JAPANESE.search(text):
                    words.add_later(text, f"={name}", add_predicate_ja)
                elif text.count(" ") < _FOREIGN_WORDS:
                    words.add_later(text, f"={name}", add_predicate_en)
        return words

    @cached_property
    def english(self) -> Words:
        """The words of a sentence in Latin letters."""
        words = self._pronouns()
        for name in self.topics:
            words.add(name, Word(name, frozenset(("neutral", "topic"))))
        for term, beside in self._terms():
            add = add_beside if beside else add_thing
            for text in wordings(folded(term)):
                if not _JAPANESE.search(text):
                    words.add_later(text, term, add)
        for name in self._predicates:
            for text in wordings(folded(name)):
                if not _JAPANESE.search(text):
                    words.add_later(text, f"={name}", add_predicate_en)
        return words

    def _terms(self) -> Iterator[tuple[str, bool]]:
        yield from ((term, False) for term in self._things)
        yield from ((term, True) for term in self._beside)

    def _pronouns(self) -> Words:
        words = Words()
        for pronoun in PRONOUNS if self._they else ():
            words.add(pronoun, Word(pronoun, frozenset(("pronoun",)), terms=self._they))
        return words


@lru_cache(maxsize=64)
def _terms(rubric: Rubric) -> _Terms:
    return _Terms(rubric)


def folded(text: str) -> str:
    """One spelling for matching, of an answer and of a rubric's words alike.

    >>> folded("Regularising  Behaviour"), folded("表現カとカーネル")
    ('regularizing behavior', '表現力とカーネル')
    """
    plain = " ".join(normalize(text).replace("’", "'").lower().split())
    plain = _FOR_POWER.sub("力", plain)
    return (
        _BRITISH.sub(lambda found: f"{found[1]}z" if found[1] else f"{found[2]}r", plain) if plain.isascii() else plain
    )


def _state(said: list[_Said], facet: Facet) -> State:
    """What the last statement that makes or denies one of the facet's claims comes to: "it isn't gone, but less"."""
    state: State = "missing"
    if facet.foreign and any(_is_foreign(one.statement, facet) for one in said):
        return state
    if any(_meets(one, claim) == "found" for claim in facet.against for one in said):
        return state
    for one in said:
        states = _states(one, facet)
        state = "negated" if "negated" in states else "found" if "found" in states else state
    return state


def _states(said: _Said, facet: Facet) -> set[State]:
    return {_meets(said, claim) for claim in facet.claims if not said.spoken.isdisjoint(claim.heard)}


def _is_foreign(statement: Statement, facet: Facet) -> bool:
    """Whether somebody's statement gives a facet's subject what belongs to another one."""
    subjects = {claim.subject[0] for claim in facet.claims if claim.subject}
    mentioned = (statement.things | statement.around).intersection(facet.foreign)
    return bool(mentioned) and statement.subject in subjects and statement.sign is True


def _meets(said: _Said, claim: Claim) -> State:
    """Hold one statement against one claim."""
    statement, wanted = said.statement, claim.wanted
    if statement.things.isdisjoint(claim.things) if claim.things else statement.stranger and statement.sign is False:
        return "missing"
    if claim.subject and statement.subject != claim.subject[0]:
        return "missing"
    if claim.beside and statement.around.isdisjoint(claim.beside):
        return "missing"
    if not statement.around.isdisjoint(claim.barred):
        return "missing"
    met = said.told & wanted
    if met and statement.astray and not (claim.things or claim.beside or claim.subject):
        met = frozenset(name for name in met if " " in name)  # "it regularizes the inputs"
    if met:
        return "found"
    opposed = any(said.told & OPPOSED.get(name, frozenset()) for name in wanted)
    denied = statement.sign is False and statement.directions & wanted
    return "negated" if denied or (opposed and claim.about) else "missing"


def _corrected(text: str) -> Iterator[tuple[str, str]]:
    """The sentences of a text, cut where the writer corrects himself, each with the words that say so before it."""
    for sentence in _sentences(text):
        yield from corrections(sentence, japanese=_JAPANESE.search(sentence) is not None)


def _sentences(text: str) -> Iterator[str]:
    for raw in _NUMBERED.sub("\n", points_on_lines(text.replace("\r", "\n"))).split("\n"):
        line = folded(_BULLET.sub("", raw, count=1) if _BULLET.match(raw) else raw)
        line = _SLASH.sub("、", _NAME_DOTS.sub(r"\1: ", line))
        for sign, words in _ARROWS[bool(_JAPANESE.search(line))]:
            line = line.replace(sign, words)
        for sentence in _SENTENCE_END.split(line):
            stripped = sentence.strip().rstrip("。.!！;；").strip()
            if stripped:
                yield stripped
