"""The claims of a course, looked for in a report: each statement found, with its verdict and the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from quiz.bank.claim_entries import Claim, ClaimBase, Frame, Judgement, Relation, Term
from quiz.language import Text
from quiz.model import Verdict
from quiz.reading.late_patterns import late
from quiz.reading.spelling import Normalized, normalize_with_offsets
from quiz.report.claims.altering import without_promise
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.changes import Changes
from quiz.report.claims.cue_index import CueIndex
from quiz.report.claims.cue_words import Lexicon, Words
from quiz.report.claims.cues import CuePattern, Sighting
from quiz.report.claims.glossary import Defined, Glossary
from quiz.report.claims.guards import (
    claims_nothing,
    clauses,
    ends_unread,
    is_denied,
    is_doubted,
    is_part_or_changed,
    is_worked_out,
    tells_what_differs,
    unread_values,
    without_asides,
)
from quiz.report.claims.hits import Hit, judgement_on, most_specific
from quiz.report.claims.members import begins_with, member_said
from quiz.report.claims.mentions import BACKGROUND, Mention, Mentions, begins_topic, is_compared, is_said_of
from quiz.report.claims.own_runs import ends_in_the_past, is_of_own_run, tells_what_came_out
from quiz.report.claims.passages import Passage, passages
from quiz.report.claims.polarity import (
    Polarity,
    goes_on_about_another,
    is_plainly_denied,
    polarity_of,
    turns_elsewhere,
    without_set_aside,
)
from quiz.report.claims.roles import FramePattern
from quiz.report.documents import Line, Report
from quiz.report.frozen import frozen
from quiz.report.rows import Row, column_of, rows_of

VERDICTS: dict[Judgement, Verdict] = {"right": "correct", "imprecise": "imprecise", "wrong": "wrong"}
SHORTEST_FORMULA = 3
"""Fewer characters are a name or a number, which stands in many a statement."""
_NOT_IN_EVERY_CASE = Text(
    "傾向としては正しいですが、いつでもそうなるとは限りません（データ・モデル・設定によります）。",
    "True as a tendency, not in every case: it depends on the data, the model and the settings.",
)
_TRUE = Text("この記述は正しいです。", "This statement is true.")
_END_UNREAD = Text("文の終わりの部分は判定していません。", "The end of the sentence isn't judged.")


@frozen
class Stated:
    """A statement found in a report: which claim, frame, relation or term it is, where, and what is to be said of it.

    ``words`` are those by which it was found, in canonical spelling; none for a frame. ``unread`` are the values beside
    them that no claim has read: what is said of those may be wrong.
    """

    claim: Claim | Frame | Relation | Term
    verdict: Verdict
    row: Row
    column: int
    written: str
    message: Text
    words: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether a number decides it."""
        return isinstance(self.claim, Frame) or (isinstance(self.claim, Claim) and self.claim.holds is not None)


class ClaimReader:
    """Finds the statements of a course's claims in the rows of a report."""

    def __init__(self, base: ClaimBase) -> None:
        self._spelling = Spelling(base.spellings)
        self._mentions = Mentions(base.entities, self._spelling)
        self._frames = [FramePattern(frame, self._spelling) for frame in base.frames]
        self._reads_without_sizes = any(pattern.may_read("") for pattern in self._frames)
        lexicon = Lexicon(self._spelling, self._mentions.words, base.beside)
        self._changes = Changes(base.relations, lexicon)
        self._unless: dict[str, Words] = {}
        self._rivals: dict[int, Words] = {}
        self._patterns: dict[int, list[CuePattern]] = {}
        cues: list[tuple[Claim, CuePattern]] = []
        self._claims = (*base.claims, *(claim for fact in base.facts for claim in fact.claims()))
        for claim in self._claims:
            if claim.unless:
                self._unless[claim.id] = Words(claim.unless, lexicon)
            if claim.rivals:
                self._rivals[id(claim)] = Words(claim.rivals, lexicon)
            patterns = [CuePattern(cue, lexicon) for cue in claim.cues]
            self._patterns[id(claim)] = patterns
            cues += ((claim, pattern) for pattern in patterns)
        # What is true of nothing in particular may be said in several clauses.
        of_sentences = [(claim, pattern) for claim, pattern in cues if claim.rivals and not claim.subjects]
        self._of_sentences = CueIndex(of_sentences, lexicon.vocabulary)
        self._index = CueIndex([cue for cue in cues if not cue[0].rivals or cue[0].subjects], lexicon.vocabulary)
        self._glossary = Glossary(base.terms, self._spelling, lexicon)
        lexicon.keep()
        self._polarities: dict[int, Polarity] = {}
        self._own_kinds: dict[int, frozenset[str]] = {}
        self._vocabulary = lexicon.vocabulary
        # A clause may be put behind the condition of the one before, and a comma: with it a word may be made.
        self._with_commas: dict[str, set[str]] = {}
        for word in lexicon.vocabulary.words:
            if "," in word:
                self._with_commas.setdefault(max(word.split(","), key=len), set()).add(word)
        lexicon.vocabulary.add(self._with_commas)

    def read(self, rows: Sequence[Row]) -> list[Stated]:
        """Return the statements that some rows make, in the order of the rows."""
        told: set[str] = set()
        found: list[Stated] = []
        for passage in passages(rows, self._spelling, self._mentions, self._may_say):
            said = list(self._said(passage))
            for stated in said if said and not claims_nothing(passage.text) else ():
                if not (isinstance(stated.claim, Claim) and stated.claim.once):
                    found.append(stated)
                elif stated.claim.id not in told:
                    told.add(stated.claim.id)
                    found.append(stated)
        defined = [self._defined(row, entry) for row in rows for entry in self._glossary.read(row)]
        return sorted([*found, *defined], key=lambda stated: stated.row.line.number) if defined else found

    def of_text(self, text: str) -> list[Stated]:
        """Return the statements that a text makes, as those of a report of these lines would be."""
        return self.read(_rows(text))

    def mentioned(self, text: str) -> set[str]:
        """Return the names of the things that a text mentions."""
        return {mention.name for mention in self._mentions.of(self._spelling(text))}

    def _said(self, passage: Passage) -> Iterator[Stated]:
        """Yield what a passage says, unless it claims nothing: that is asked only where it says anything."""
        for pattern in self._frames:
            reading = pattern.read_with(passage.text, passage.before)
            if reading is not None:
                if passage.asked and pattern.read_with(passage.asked, passage.before) is not None:
                    continue  # the question says it, and not its answer
                verdict = VERDICTS[reading.verdict]
                yield self._stated(pattern.frame, verdict, passage, pattern.frame.condition.fill(reading.values))
        body = passage.text.removeprefix(f"{passage.title.rstrip(':')}:") if passage.title else passage.text
        texts = dict.fromkeys((body, without_asides(body), passage.text))
        changes = next(filter(None, map(self._changes.said_in, texts)), [])
        if changes and passage.asked:
            only_asked = {change.relation.id for change in self._changes.said_in(passage.asked)}
            changes = [change for change in changes if change.relation.id not in only_asked]
        opposed = {"right": "wrong", "wrong": "right"}
        # Who reads which way things go knows better than who finds the same words in any order.
        unheard = {opposed[change.verdict] for change in changes if change.verdict in opposed}
        hits = self._found(passage)
        promised = any(hit.judgement == "imprecise" for hit in hits)
        for change in changes:
            if change.verdict == "imprecise" and promised:
                continue  # a claim of its own says more of it
            told = _NOT_IN_EVERY_CASE if change.verdict == "imprecise" else change.relation.condition.fill({})
            yield self._stated(change.relation, VERDICTS[change.verdict], passage, told, change.words)
        # What its title says already is said there.
        above = passage.title or passage.asked
        titled = self._found(replace(passage, text=above)) if hits and above else []
        known = {hit.claim.id for hit in titled}
        read: dict[str, list[Sighting]] = {}
        for hit in hits:
            read.setdefault(hit.text, []).append(hit.sighting)
        asked = len(passage.title) if hits else 0
        named = {mention.name for mention in self._mentions.of(body)} if asked else set()
        right = [word for hit in hits if hit.judgement == "right" for word in hit.words]
        unjudged = bool(right) and ends_unread(passage.text, right)
        for hit in hits:
            if hit.claim.id in known or hit.judgement in unheard:
                continue
            if hit.sighting.end <= asked and not named & set(hit.claim.subjects):
                continue  # the question says it, and the answer not even of what
            if hit.judgement == "wrong" and (
                self._is_far(hit.claim, passage) or self._is_of_several(hit.claim, passage)
            ):
                continue
            condition = hit.claim.condition
            message = condition.fill(hit.sighting.readings[0]) if condition is not None else _TRUE
            if hit.promises:
                message = _NOT_IN_EVERY_CASE
            elif hit.judgement == "right" and unjudged:
                message = Text(f"{message.ja}{_END_UNREAD.ja}", f"{message.en} {_END_UNREAD.en}")
            unread = unread_values(hit.text, read[hit.text])
            yield self._stated(hit.claim, VERDICTS[hit.judgement], passage, message, hit.words, unread)

    def _may_say(self, text: str) -> bool:
        """Whether a sentence has a size, a thing that changes, or a word of each term of any cue."""
        if self._reads_without_sizes or ("x" in text and self._frames) or self._has_words_of_any(text):
            return True
        bare = without_asides(text)
        return bare is not text and self._has_words_of_any(bare)

    def _has_words_of_any(self, text: str) -> bool:
        held = self._vocabulary.held_by(text)
        if "," in text:
            made = (self._with_commas[part] for part in self._with_commas.keys() & held)
            held = held.union(*made)
        if not self._changes.things.isdisjoint(held):
            return True
        return self._index.any_with(held) or self._of_sentences.any_with(held)

    def _found(self, passage: Passage) -> list[Hit]:
        hits: list[Hit] = []
        for text in dict.fromkeys((passage.text, without_asides(passage.text))):
            said: list[tuple[Mention, ...]] = []
            for number, clause in enumerate(self._clauses(text)):
                mentions = self._mentions.of(clause)
                around = (*reversed(said), *passage.around)
                hits += self._hits(clause, number, mentions, around, passage)
                spoken_of = tuple(each for each in mentions if not is_compared(clause, each))
                said += [spoken_of] if spoken_of else []
            for claim, pattern in self._of_sentences.candidates(text, ()):
                hits += self._of_fact(claim, pattern, text, 0, (), (), passage)
        return [hit for hit in most_specific(hits) if not hit.doubtful]

    def _hits(
        self,
        clause: str,
        number: int,
        mentions: Sequence[Mention],
        around: Sequence[Sequence[Mention]],
        passage: Passage,
    ) -> Iterator[Hit]:
        near = (mentions, *around, *passage.recent)
        for claim, pattern in self._index.candidates(clause, near):
            if claim.rivals:
                if without_set_aside(clause) == clause or pattern.find(clause) is not None:
                    yield from self._of_fact(claim, pattern, clause, number, mentions, around, passage)
                continue
            sighting = pattern.find(clause)
            if sighting is None:
                continue
            unless = self._unless.get(claim.id)
            judgement = judgement_on(claim, sighting)
            if judgement is None:
                continue
            # A limit may stand in another clause: 「大きいほど速いが、大きすぎると発散する」.
            limited = judgement == "wrong" and _TOO_FAR.search(passage.text) is not None
            scope = passage.text if judgement == "imprecise" or limited else clause
            if unless is not None and unless.is_in(scope):
                continue
            strict = judgement != "right"
            bare = None if strict or claim.holds is not None else self._without_promise(claim, clause, sighting)
            if bare is not None and self._affirms(claim, bare, sighting):
                judgement, strict = "imprecise", True
            elif is_denied(clause, sighting, strict=True) if strict else not self._affirms(claim, clause, sighting):
                continue
            if judgement == "wrong" and is_doubted(clause, sighting):
                continue
            if strict and claim.holds is not None and self._not_its_number(claim, clause, mentions, sighting):
                continue
            if judgement == "wrong" and (
                self._is_one_run(claim, clause, mentions)
                or turns_elsewhere(clause, sighting)
                or goes_on_about_another(clause, sighting)
            ):
                continue
            doubtful = judgement == "wrong" and claim.holds is not None and is_worked_out(clause, sighting)
            if not strict and self._is_of_another(claim, mentions, sighting):
                continue
            if not strict and not claim.subjects and self._is_of_a_stranger(claim, clause, mentions, sighting):
                continue
            if judgement != "wrong":
                levels: Sequence[Sequence[Mention]] = (*around, *self._recent(claim, passage))
            else:  # a number is held against what the sentence before is about
                levels = around if claim.holds is None else (*around, *passage.recent[:1])
                levels = (passage.carried, *levels)
            if claim.subjects and not self._is_said(claim, clause, mentions, sighting, levels, passage, strict):
                continue
            yield Hit(claim, judgement, sighting, number, clause, doubtful)

    def _of_fact(
        self,
        claim: Claim,
        pattern: CuePattern,
        clause: str,
        number: int,
        mentions: Sequence[Mention],
        around: Sequence[Sequence[Mention]],
        passage: Passage,
    ) -> Iterator[Hit]:
        """Yield what a clause says of a fact's member."""
        unless = self._unless.get(claim.id)
        if (unless is not None and unless.is_in(clause)) or tells_what_differs(passage.text):
            return
        near = {mention.name for level in (mentions, *passage.recent[:1]) for mention in level}
        if claim.near and claim.near not in near:
            return
        said = without_set_aside(clause)
        if said is not clause:
            mentions = [each for each in mentions if not said[each.start : each.end].isspace()]
        found = member_said(claim, pattern, self._rivals[id(claim)], said, self._affirms)
        if found is None:
            return
        judgement, sighting = found
        if judgement == "wrong" and goes_on_about_another(said, sighting):
            return
        strict = judgement != "right"
        recent = (passage.carried,) if strict else self._recent(claim, passage)
        kinds = {self._mentions.kinds[name] for name in claim.subjects}
        if (
            claim.subjects
            and not begins_with(claim.subjects, kinds, said, mentions, around)
            and not self._is_said(claim, said, mentions, sighting, (passage.carried, *around, *recent), passage, strict)
        ):
            return
        yield Hit(claim, judgement, sighting, number, said)

    def _affirms(self, claim: Claim, clause: str, sighting: Sighting) -> bool:
        """Whether a clause says a right claim in one of the ways in which its own sentences say it."""
        return self._polarity(claim).allows(clause, sighting)

    def _polarity(self, claim: Claim) -> Polarity:
        """The polarity of a claim, found once it is asked for."""
        known = self._polarities.get(id(claim))
        if known is None:
            known = self._polarities[id(claim)] = self._shown(claim)
        return known

    def _without_promise(self, claim: Claim, clause: str, sighting: Sighting) -> str | None:
        """A clause without what promises for every case a tendency that a claim says; None where nothing does."""
        words = " ".join(sighting.words(clause))
        if without_promise(clause, words, sighting.spans, "") is None:
            return None
        return without_promise(clause, words, sighting.spans, self._polarity(claim).known)

    def _shown(self, claim: Claim) -> Polarity:
        """The polarity that a claim's own sentences and words show."""
        patterns = self._patterns[id(claim)]
        said: list[tuple[str, Sighting]] = []
        for sentence in claim.tests:
            for passage in passages(_rows(sentence), self._spelling, self._mentions):
                for clause in self._clauses(passage.text):
                    found = (pattern.find(clause) for pattern in patterns)
                    said += (
                        (clause, sighting)
                        for sighting in found
                        if sighting is not None and not (claim.rivals and is_plainly_denied(clause, sighting))
                    )
        words = (self._spelling(word) for cue in claim.cues for term in cue.terms for word in term)
        return polarity_of(said, words, exact=claim.holds is not None)

    def _clauses(self, text: str) -> Iterator[str]:
        return (part for clause in clauses(text) for part in self._mentions.set_side_by_side(clause))

    def _not_its_number(self, claim: Claim, clause: str, mentions: Sequence[Mention], sighting: Sighting) -> bool:
        """Whether a number may belong to another thing of the subject's kind, to a part of it, or to a changed one."""
        kinds = {self._mentions.kinds[name] for name in claim.subjects}
        several = len({mention.name for mention in mentions if mention.kind in kinds}) > 1
        return several or is_part_or_changed(clause, sighting)

    def _is_one_run(self, claim: Claim, clause: str, mentions: Sequence[Mention]) -> bool:
        """Whether a clause tells what somebody set or measured: one that names a subject must say whose run it was."""
        named = any(mention.name in claim.subjects for mention in mentions)
        if named:
            return is_of_own_run(clause)
        return ends_in_the_past(clause) if claim.holds is None else tells_what_came_out(clause)

    def _is_of_another(self, claim: Claim, mentions: Sequence[Mention], sighting: Sighting) -> bool:
        """Whether a number that would do is not the one nearest, and may be that of another thing of the kind.

        「シグモイドの最大値は1、tanhの最大値は0.25」: each number that is wanted is there, of the other one.
        """
        if claim.holds is None or len(sighting.readings) == 1 or judgement_on(claim, sighting, 1) == "right":
            return False
        kinds = {self._mentions.kinds[name] for name in claim.subjects}
        return len({mention.name for mention in mentions if mention.kind in kinds}) > 1

    def _is_of_a_stranger(self, claim: Claim, clause: str, mentions: Sequence[Mention], sighting: Sighting) -> bool:
        """Whether a clause begins with what none of the sentences of a claim speaks of, and says it of that.

        「モメンタムは,誤差に重みの絶対値の和を加える」: true of a penalty, which the claim need not name.
        """
        topics = [
            mention
            for mention in mentions
            if mention.kind in _OF_THEIR_OWN
            and begins_topic(clause, mention)
            and not sighting.covers(mention.start, mention.end)
        ]
        known = self._kinds_spoken_of(claim) if topics else frozenset()
        return bool(topics) and not any(mention.kind in known for mention in topics)

    def _kinds_spoken_of(self, claim: Claim) -> frozenset[str]:
        """The kinds of things of which a claim's own sentences and cues speak, found once it is asked for."""
        known = self._own_kinds.get(id(claim))
        if known is None:
            words = (word for cue in claim.cues for term in cue.terms for word in term)
            found = (
                mention.kind for text in (*claim.tests, *words) for mention in self._mentions.of(self._spelling(text))
            )
            known = self._own_kinds[id(claim)] = frozenset(found)
        return known

    def _recent(self, claim: Claim, passage: Passage) -> Sequence[Sequence[Mention]]:
        """The mentions of the sentences before, back to the last one that speaks of something that does anything.

        A claim about a problem looks farther back: it is spoken of whatever else is mentioned in between.
        """
        if any(self._mentions.kinds[name] in BACKGROUND for name in claim.subjects):
            return passage.recent
        for place, level in enumerate(passage.recent):
            if any(mention.kind not in BACKGROUND for mention in level):
                return passage.recent[: place + 1]
        return passage.recent

    def _is_said(
        self,
        claim: Claim,
        clause: str,
        mentions: Sequence[Mention],
        sighting: Sighting,
        around: Sequence[Sequence[Mention]],
        passage: Passage,
        strict: bool,
    ) -> bool:
        kinds = {self._mentions.kinds[name] for name in claim.subjects}
        if not is_said_of(claim.subjects, kinds, clause, mentions, sighting, around, strict=strict):
            return False
        if not strict:
            named = any(mention.name in claim.subjects for mention in mentions)
            return named or _OTHER_MEANS.search(clause) is None
        # Under the heading of a rival the subject may only serve to tell what the rival is: 「He: Xavier の √2 倍」.
        above = next((found for level in passage.around if (found := _of_kinds(level, kinds))), set())
        begins = any(mention.name in claim.subjects and begins_topic(clause, mention) for mention in mentions)
        if above and not above & set(claim.subjects) and not begins:
            return False
        if any(mention.name in claim.subjects for mention in mentions):
            return True
        if _is_long(clause):
            return False
        if _of_kinds(passage.carried, kinds):
            return True
        if claim.holds is not None and _is_of_outer_heading(passage.around, claim.subjects):
            return False
        decided = claim.rivals or claim.holds is not None
        # Under its own heading a sentence that begins with the subject names the others only to tell of it.
        own = above & set(claim.subjects)
        before = (passage.topics if own else passage.recent)[: 1 if decided else 2]
        levels = [_names_of(level, kinds) for level in before]
        near = {name for names in levels if not names[:1] or names[0] not in own for name in names}
        return near <= set(claim.subjects)

    def _is_far(self, claim: Claim, passage: Passage) -> bool:
        """Whether what a claim is about was last named too long ago for a sentence to be called wrong that doesn't."""
        if not claim.subjects or passage.names_of_late(claim.subjects):
            return False
        return not any(mention.name in claim.subjects for mention in self._mentions.of(passage.text))

    def _is_of_several(self, claim: Claim, passage: Passage) -> bool:
        """Whether a title names a claim's subject beside a rival, and the entry below doesn't tell which is meant."""
        kinds = {self._mentions.kinds[name] for name in claim.subjects}
        named = _of_kinds(self._mentions.of(passage.title), kinds) if passage.title else set()
        if not named & set(claim.subjects) or named <= set(claim.subjects):
            return False
        own = passage.text.removeprefix(f"{passage.title.rstrip(':')}:")
        return not _of_kinds(self._mentions.of(own), kinds)

    def _defined(self, row: Row, entry: Defined) -> Stated:
        message = _TRUE if entry.judgement == "right" else entry.term.condition.fill({})
        written = entry.written.strip()
        return Stated(entry.term, VERDICTS[entry.judgement], row, column_of(row, 0), written, message, entry.words)

    def rests_on(self, stated: Stated, formula: str) -> bool:
        """Whether a statement was found by the signs of a formula: who judges the formula has judged the statement."""
        spelt = self._spelling(formula)
        return len(spelt) >= SHORTEST_FORMULA and any(
            spelt in word or (len(word) >= SHORTEST_FORMULA and word in spelt) for word in stated.words
        )

    def _stated(
        self,
        claim: Claim | Frame | Relation,
        verdict: Verdict,
        passage: Passage,
        message: Text,
        words: tuple[str, ...] = (),
        unread: tuple[str, ...] = (),
    ) -> Stated:
        return Stated(claim, verdict, passage.row, _column(passage), passage.written.strip(), message, words, unread)


def _rows(text: str) -> list[Row]:
    return rows_of(Report("", tuple(Line(line, number) for number, line in enumerate(text.split("\n"), start=1))))


def _of_kinds(level: Sequence[Mention], kinds: Collection[str]) -> set[str]:
    return set(_names_of(level, kinds))


def _names_of(level: Sequence[Mention], kinds: Collection[str]) -> list[str]:
    return [mention.name for mention in level if mention.kind in kinds]


def _is_of_outer_heading(around: Sequence[Sequence[Mention]], names: Collection[str]) -> bool:
    """Whether what stands nearest above a sentence names other things, and only what stands above that one of these."""
    levels = [{mention.name for mention in level} for level in around if level]
    return len(levels) > 1 and not levels[0] & set(names) and any(level & set(names) for level in levels[1:])


_OF_THEIR_OWN = frozenset({"optimizer", "activation", "init"})
"""The kinds of things of which nothing holds that is true of a penalty or a network, unless a claim speaks of them."""
_TOO_FAR = late(
    r"すぎ|過ぎ|限度|(?a:\btoo (?:small|large|big|high|low|many|few|much|little|strong|weak|deep)"
    r"|\bup to (?:a|some) (?:point|limit))"
)
_OTHER_MEANS = late(
    "を[^,。をは]{0,6}?(?:しない|使わない|入れない|やめ|減ら|外[すしせ]|なく[すしせ]|抜[くいけ])[ぁ-ん]{0,4}?"
    "(?:ほうが|方が|と(?![いのしす])|ことで|ば|たら)"
)
"""How a sentence tells of the lack of something else than what is spoken of: 「正則化をしないほうが」 below BN."""
_LONGEST_UNNAMED = 56
"""How long a clause may be that is held against what stands around it alone, in letters of Japanese."""


def _is_long(clause: str) -> bool:
    """Whether a clause that names no subject says too much to be taken for a mere entry about what stands above it."""
    return len(clause) - sum(map(str.isascii, clause)) // 2 > _LONGEST_UNNAMED


def _column(passage: Passage) -> int:
    """The column (1-based) at which the sentence begins in its line."""
    line = _with_offsets(passage.row.line.written)
    head = passage.written.strip()[:8]
    place = line.text.find(head) if head else -1
    if place < 0:
        place = len(line.text) - len(line.text.lstrip())
    return passage.row.line.column + line.offsets[min(place, len(line.offsets) - 1)] + 1


@lru_cache(maxsize=16)
def _with_offsets(line: str) -> Normalized:
    """A line in one spelling: it is asked for at each statement that it makes."""
    return normalize_with_offsets(line)
