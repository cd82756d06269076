"""An English sentence -> its statements. What is said of a thing stands before it ("reduces overfitting", "a higher
rate") or after it ("training becomes faster"); what denies it stands before the predicate, in the same clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from quiz.kinds.text.concessions import without_concession
from quiz.kinds.text.english_phrases import AUXILIARIES, BE, LINKS, Phrases
from quiz.kinds.text.lexicon import Word, Words, shared_en, words_en
from quiz.kinds.text.notes import entry_by_entry
from quiz.kinds.text.stated import Reader, Statement
from quiz.kinds.text.word_lists import CARRYING, FALSEHOODS_EN, FROM_ELSEWHERE, IDIOMS_EN

_PLAINER = (
    (re.compile(r"\b(it|that|there|here|what|he|she|which)'s\b"), r"\1 is"),
    (
        re.compile(r"\b(works?|acts?|behaves?) (?:a little|a bit|somewhat|much|rather|kind of|sort of) (like|as)\b"),
        r"\1 \2",
    ),
    (re.compile(r"\b(keeps?|kept|holds?|held) ([\w ]{1,40}?) (down|in check|at bay)\b"), r"\1 \3 \2"),
    (re.compile(r"\b(they|you|we)'re\b"), r"\1 are"),
    (
        re.compile(
            r"\b((?:turn|crank|push|ramp|bump|scale|jack|step|bring|cut|tone|slow|speed|calm|cancel|smooth|tell|set|keep)"
            r"(?:s|ed|ing)?) ((?:the |its |your |our |each )?(?!up|down|out|by|in|of)[a-z'-]+"
            r"(?: (?!up|down|out|goes|is)[a-z-]+)?) (up|down|out|apart)\b"
        ),
        r"\1 \3 \2",
    ),
    (re.compile(r"\b(\w+) and \1\b"), r"\1"),
    (re.compile(r"\bone and the same\b"), "the same"),
    (re.compile(r"\bthere(?: is|'s) nothing (?:that|to|which)\b"), "nothing"),
    (re.compile(r"\bwhat (.{1,20}?) does is (?:to )?"), r"\1 "),
    (re.compile(r"\bwhat (?:sets|makes) (.{1,20}?) (?:apart|special|different) is that it\b"), r"\1"),
    (re.compile(r"\bthe (?:thing|point|idea) (?:about|of|with|behind) (.{1,20}?) is (?:that it|to)\b"), r"\1"),
)
"""Contractions and clefts, said in the plain way."""
_CONDITIONS = frozenset(("if", "unless", "without", "when", "until"))
_REPLACING = frozenset(("=replace", "=substitute", "=swap", "=exchange"))
_RELATIVES = frozenset(("which", "whose", "who", "that"))
_AGENTS = frozenset("model models network networks net nets".split())
_CAUSING = frozenset(("make", "makes", "made", "making", "let", "lets", "help", "helps", "keep", "keeps"))
_UNLIKELY = frozenset(("less likely", "unlikely", "impossible", "improbable", "rarer"))
"""Before "that ...": what follows isn't so."""
_MEANS = frozenset(("by", "with", "using", "according to", "depending on", "based on"))
_WHERE = frozenset(("in", "with", "under", "for"))
_WHOLES = frozenset(("layer", "layers"))
"""What they do their units do."""
_NO_WAY = frozenset(("no way for", "no way to", "no chance for", "no chance to", "no reason for", "no reason to"))
_COMES_TO = frozenset(("nothing", "hardly", "barely", "no longer", "none"))
_FAULTS = frozenset(("weakness", "problem", "drawback", "fault", "defect", "disadvantage", "flaw", "issue"))
_SAYING_SO = frozenset(("it", "they", "still", "always", "also"))
_THEREFORE = frozenset(("so", "therefore", "thus", "hence", "and so"))
_GETTING = frozenset("get gets got have has had receive receives received".split())
_OBJECTS = frozenset(("it", "them", "everything"))
_OTHERWISE = frozenset(("more", "less", "worse", "better", "different"))
_NO_THING = frozenset(("no", "not one", "not a single", "without", "little", "neither", "nor", "hardly", "less"))


def statements_en(sentence: str, own: Words, reader: Reader) -> list[Statement]:
    """Return the statements of one sentence, in order; the reader's subject goes on to the next."""
    for idiom in IDIOMS_EN:
        if idiom in sentence:
            sentence = sentence.replace(idiom, "")
    for pattern, plain in _PLAINER:
        sentence = pattern.sub(plain, sentence)
    words = words_en(sentence, shared_en(), own)
    read = partial(without_concession, read=lambda rest: _Clauses(rest, reader).statements())
    found = list(entry_by_entry(words, reader, read))
    if sentence.endswith("?") or any(word in sentence for word in FALSEHOODS_EN) or "respectively" in sentence:
        for statement in found:
            statement.sign = None
    return found


@dataclass(slots=True)
class _Object:
    """What stands behind a predicate: the things of its object, where they end, and how they are bound to it."""

    begins: int
    next_word: Word
    things: set[str]
    end: int
    direct: bool = False
    linked: bool = False
    """By a preposition."""
    passive: bool = False
    blocked: bool = False
    """Its object is something unknown."""
    own: bool = False
    """The predicate is the rubric's own, which is looked for whatever its object is: "gradients reach the layers"."""


class _Clauses(Phrases):
    """The words of one sentence, read from left to right."""

    def __init__(self, words: list[Word], reader: Reader) -> None:
        super().__init__(words, reader.subjects)
        self.reader = reader
        self.made: list[Statement] = []
        self.last: Statement | None = None
        self.left: set[str] = set()
        self.left_blocked = False
        self.negations = 0
        self.taken = -1
        """Up to here words belong to a predicate before."""
        self.named = False
        self.named_at = -1
        self.clause_from = self.clause_begins = 0
        self.last_place = self.place = 0
        self.supposed = False
        """Within "if ...": what is said there is claimed by nobody."""
        self.doubt_next = self.last_noun = False
        self.doubtful = False
        self.prepositional = False
        """The noun phrase of a preposition is being read: it isn't what a predicate is said of."""
        self.there = False
        self.around: frozenset[str] = frozenset()
        self.compared = False
        self.fresh = False
        """The clause has a subject of its own: "..., but the model generalizes better"."""
        self.unknown_agent = False
        """Something unknown makes it so: "better hardware makes training faster"."""
        self.conditional = False
        """Under an "if" that isn't the question's own, nothing is claimed in the whole sentence."""
        self.caused = False
        """The clause tells what follows from the one before."""
        self.of_another = False
        """After "RMSProp solves AdaGrad's problem that ...": what follows is said of neither."""

    def statements(self) -> list[Statement]:
        self.start(0)
        for place, word in enumerate(self.words):
            self.place = place
            if word.text in AUXILIARIES and not self.skipped(place + 1)[1].terms:
                continue  # "has been reduced"
            if word.text == "so" and (self.at(place - 1).text in BE or self.at(place - 1).is_("not")):
                continue  # "is not so critical": how much
            if word.text in _AGENTS and self.last_place < self.clause_begins:
                self.fresh = True
            if word.text in _CAUSING and self.left_blocked:
                self.unknown_agent = True
            if word.is_("break"):
                self.unknown_agent = False
                if word.text == "if" and self.at(place - 1).text not in ("even", "as"):
                    self.suppose(place)
                relative = self.at(place - 1).terms if word.text in ("that", "which", "who") else frozenset()
                self.of_another = self.of_another and word.text in _RELATIVES
                self.start(place + 1)
                self.caused = word.text in _THEREFORE
                self.bind_relative(place)
                self.supposed = word.text == "if"
                self.negations = int(word.text == "that" and self.at(place - 1).text in _UNLIKELY)
                self.left |= relative  # "a rate that shrinks"
                self.doubtful = self.doubtful and word.text in (",", "that", "which")
                self.doubtful = self.doubtful or word.text in ("unless",) or self.condition(place)
                if word.text == "unless":
                    for statement in self.made:
                        statement.sign = None  # "it can't learn unless the rate is small"
            elif word.text in ("instead of", "rather than") or (word.is_("compare") and not word.is_("not")):
                self.compared = True
            elif word.is_("not") and not self.is_only_predicate(place):
                self.negation(place)
            elif word.directions and not (word.terms and not self.as_predicate(place)):
                self.predicate(place)
            elif word.terms:
                self.noun(place)
            elif word.text in ("and", "or") and self.last is not None and place > self.taken:
                if self.starts_clause(place + 1):
                    self.start(place + 1)
            elif word.is_("particle"):
                self.prepositional = True
            elif not word.known and self.last is not None and self.last.attributive and self.at(place - 1).text in BE:
                self.last.sign = None  # "fast training is sacrificed"
            elif not word.known and self.is_head(place) and not self.prepositional and word.text not in _WHOLES:
                self.left_blocked = True
                self.left = set()
            if word.text in BE or word.is_("verb"):
                self.prepositional = False
        return self.made

    def suppose(self, place: int) -> None:
        """An "if" begins: what it supposes of the rubric's things, and not of the question's topic, is no effect."""
        words: list[Word] = []
        for word in self.words[place + 1 :]:
            if word.is_("break"):
                break
            words.append(word)
        if any(word.terms for word in words) and not any(word.is_("topic") for word in words):
            self.conditional = True
            for statement in self.made:
                statement.sign = None

    def bind_relative(self, place: int) -> None:
        """A relative clause speaks of the name before it: "..., unlike RMSProp, whose rate ..."."""
        if self.at(place).text not in _RELATIVES:
            return
        back = place - 1
        while self.at(place).text != "that" and self.at(back).text in (",", "of"):
            back -= 1
        for term in self.at(back).terms & self.reader.subjects.keys():
            self.reader.subject = self.reader.subjects[term]
            self.named = True

    def start(self, place: int) -> None:
        """A clause begins: what it mentions, and nothing denied or compared yet."""
        self.left, self.left_blocked, self.negations, self.compared = set(), False, 0, False
        around: set[str] = set()
        for word in self.words[place:]:
            if word.is_("break"):
                break
            around |= word.terms
        self.around = frozenset(around)
        self.prepositional = self.fresh = False
        self.clause_from, self.clause_begins = len(self.made), place
        first = self.at(place)
        if first.text == "with" and self.at(place + 1).directions & _OTHERWISE and self.at(place + 2).terms:
            self.doubtful = not self.at(place + 2).is_("topic")  # "with large weights it never learns"
        self.there = first.text in ("there", "there's")
        if first.text == "without" or first.text == "unless":
            self.doubtful = True
        if not any(word.is_("break") and word.text == "," for word in self.words[max(place - 1, 0) : place]):
            self.named = False

    def condition(self, place: int) -> bool:
        """Whether this break opens a condition that is denied: "if it is not ...", "when there is no ..."."""
        if self.at(place).text not in _CONDITIONS:
            return False
        for word in self.words[place + 1 : place + 12]:
            if word.is_("break"):
                return False
            if word.is_("not"):
                if self.at(place).text == "until" and word.text in _COMES_TO:
                    return False  # "shrinks until nothing moves": what it comes to
                for statement in self.made:
                    statement.sign = None
                return True
        return False

    def as_predicate(self, place: int) -> bool:
        """A term that is a predicate too is one where a predicate may stand: "loss of ...", or after its subject."""
        word = self.at(place)
        if word.is_("adjective") and (self.at(place + 1).terms or self.at(place - 2).text in BE):
            return True  # "the same update", "they are the same"
        if self.at(place - 1).text == "to" and self.negations % 2:
            return word.is_("verb")  # "tends not to overfit"
        if self.at(place - 1).is_("particle"):
            return False
        if word.is_("noun") and self.at(place + 1).text in ("of", "in"):
            return True
        before = self.at(place - 1)
        following = self.at(place + 1)
        if word.is_("verb") and before.text in _SAYING_SO and (not following.text or following.is_("break")):
            return True  # "it still converges"
        denied = before.is_("not") and before.text not in _NO_THING  # "doesn't overfit"
        return word.is_("verb") and (bool(self.left) or denied) and not self.after_article(place)

    # -- words ---------------------------------------------------------------------------------------------------------

    def noun(self, place: int) -> None:
        word = self.at(place)
        following, before = self.at(place + 1), self.at(place - 1)
        names = {self.reader.subjects[term] for term in word.terms if term in self.reader.subjects}
        if word.is_("beside") and word.is_("neutral") and not word.is_("thing"):
            return  # "always": mentioned, but nothing is said of it
        if names and not self.compared and place > self.taken:
            name = next(iter(names))
            if before.text == "by":
                if self.last is not None:
                    self.last.subject = name
                return
            if before.is_("not"):
                self.negations = 0
                return  # "not momentum, but ..."
            if before.text in _WHERE and not self.named and self.made[self.clause_from :]:
                for statement in self.made[self.clause_from :]:
                    statement.subject = name  # "the last update is added in momentum"
                self.reader.subject, self.named = name, True
                return
            if before.text == "of" and self.named and self.at(place - 2).text in _FAULTS:
                self.of_another = name != self.reader.subject
                return  # "RMSProp overcomes the weakness of AdaGrad that ..."
            if before.text == "of" and not self.named and not self.made[self.clause_from :]:
                self.reader.subject, self.named = name, True
                return  # "the learning rate of AdaGrad"
            if not self.left or self.left & self.reader.subjects.keys():
                object_of = before.text not in ("and", ",", "or", "")
                if word.is_("owner") and self.named and name != self.reader.subject and object_of:
                    self.of_another = True
                    return
                several = self.named_at == len(self.made) and before.text in ("and", ",", "or", "both")
                self.named_at = len(self.made)
                if self.named and self.reader.subject != name and several:
                    self.reader.subject = ""
                elif self.named and self.reader.subject != name and self.last is not None and before.is_("particle"):
                    return
                else:
                    self.reader.subject = name
                self.named = True
                return
        if self.compared or place <= self.taken:
            return
        if before.is_("particle") and before.text in LINKS and self.left_blocked:
            return  # "samples of the training"
        if not following.known and self.is_head(place + 1) and not following.text.endswith(("ed", "s")):
            self.left_blocked, self.left = True, set()
            return
        if self.there and self.negations % 2 and not following.directions:
            self.add(word.terms, frozenset(("occurs",)), denied=True, blocked=False)
            self.negations = 0
            return
        if self.prepositional and self.left and before.text != "of":
            return
        if before.text not in ("and", ",", "or") and not (before.text in LINKS or before.terms):
            self.left, self.left_blocked = set(), False
        self.left |= word.terms

    def negation(self, place: int) -> None:
        word = self.at(place)
        after, following = self.skipped(place + 1)
        if word.text in _NO_WAY:
            self.there = False  # "there is no way for the units to differ": it isn't units that there are none of
        if word.text == "without" and following.text.endswith("ing") and not following.known:
            return  # "without stumbling"
        if word.text == "without" and not following.terms and not following.directions and self.last is not None:
            for statement in self.made[self.clause_from :]:
                statement.sign = None  # "faster without it"
            return
        if (
            word.text in _NO_THING
            and following.terms
            and (not self.nominal(after) or self.at(after + 1).text == "in")
            and not following.is_("adjective")
            and not self.existing(after)
        ):
            things, end = self.things_from(place + 1)
            if (
                things
                and word.text in ("no", "without", "not one", "not a single")
                and (self.verb_after(end) or self.at(end).directions)
            ):
                self.negations += 1
                return
            if things and not self.at(end).is_("owner"):
                self.add(frozenset(things), frozenset(("occurs",)), denied=True, blocked=False)
                self.taken = max(self.taken, end - 1)
                return
        if self.compared:
            return
        verb = self.last is not None and self.last_place == place - 1 and self.at(place - 1).is_("verb")
        alone = self.at(place + 1).is_("particle") or self.at(place + 1).is_("break")
        if word.text == "less" and verb and (alone or following.text.endswith("ly")) and self.last is not None:
            self.last.deny()  # "vanishes less easily"
            self.taken = max(self.taken, place if alone else after)
            return
        self.negations += 1

    def predicate(self, place: int) -> None:
        word = self.at(place)
        if self.compared or place <= self.taken:
            return
        if self.is_degree(place):
            return
        found = self.object_of(place)
        if word.directions & {"less", "keeps", "withstands"} and word.is_("verb") and not found.passive:
            kept = self.kept_from(place)
            if kept is not None:
                self.add(frozenset(kept[0]), frozenset(("less",)), denied=self.negations % 2 == 1, blocked=False)
                self.taken = max(self.taken, kept[1] - 1)
                self.negations = 0
                return
        if self.works_on_noun(word, found):
            self.negations = self.negations if "more" in word.directions else 1 - self.negations % 2
            if self.last is not None and self.last.attributive and self.left == set(self.last.things):
                self.last.sign = None
            self.left, self.left_blocked = set(), False
            return
        things, blocked = self.said_of(word, found)
        attributive = bool(found.things) and found.direct and word.is_("adjective")
        attributive = attributive and not (word.is_("verb") and word.text.endswith("ing"))  # "keeps lowering the rate"
        if (attributive or word.is_("noun") or word.text.endswith("ing")) and self.unknown_verb(place):
            self.doubt_next = True
        if self.last is not None and self.last_noun and self.last.things == things:
            if "fails" in word.directions:
                self.last.sign = None  # "overfitting reduction is impossible"
                things = set()
            elif "less" in word.directions:
                for statement in self.made[self.clause_from :]:
                    if statement.things == things:
                        statement.deny()  # "the sensitivity to them is reduced", "the regularizing effect is lost"
                self.last_noun = False
                return
        denied = self.denied(place, things, found)
        self.last_noun = word.is_("noun")
        given = self.at(self.last_place).text in _GETTING and self.left_blocked and attributive
        statement = self.add(frozenset(things), word.directions, denied=denied, blocked=blocked)
        if given and "same" in word.directions:
            statement.sign = None  # "all samples get the same weight"
        if self.at(place - 1).text == "too" and word.directions & FROM_ELSEWHERE:
            statement.sign = None  # "gets too fast"
        gerund = word.is_("verb") and word.text.endswith("ing") and place == self.clause_begins
        statement.attributive = attributive or (gerund and bool(found.things))  # "raising the rate makes it diverge"
        statement.stranger = self.left_blocked and not things and found.passive
        if word.is_("verb") and found.things and found.direct and self.left_blocked:
            statement.sign = None  # something unknown does it: "early stopping reduces overfitting"
        self.last_place = place
        self.go_on(place, statement, found, denied=denied)

    def is_degree(self, place: int) -> bool:
        """Whether a word only says how much or how easily the verb before it does what it does."""
        word, last = self.at(place), self.last
        if last is None or last.things & {*self.at(place - 1).terms} or self.last_place < self.clause_begins:
            return False
        follows = self.last_place == place - 1 and self.at(place - 1).is_("verb")
        if follows and (word.text == "less" or (word.directions & {"worse"} and not last.things)):
            last.deny()  # "oscillates less", "generalizes worse"
            return True
        if "fast" in word.directions and last.directions & {"fails"} and self.tells_how(place):
            return True  # "training stops early": when, not how fast it goes
        return word.text.endswith("ly") and last.sign is False and self.tells_how(place)  # "doesn't diverge easily"

    def object_of(self, place: int) -> _Object:
        """Read what stands behind a predicate: its object, or what a preposition binds to it."""
        word, following = self.at(place), self.at(place + 1)
        begins, next_word = self.skipped(place + 1)
        passive = word.is_("verb") and " " not in word.text and word.text.endswith(("ed", "n", "t", "st"))
        passive = passive and self.after_be(place) and (not word.is_("adjective") or word.text.endswith("ed"))
        linked = begins < len(self.words) and next_word.is_("particle") and next_word.text in LINKS
        prone = word.is_("adjective") and "occurs" in word.directions  # "prone to overfitting"
        direct = not linked and not passive and (prone or "occurs" not in word.directions)
        direct = direct and not (word.is_("adjective") and word.text.endswith("ly"))
        found = _Object(begins, next_word, set(), place + 1, direct=direct, linked=linked, passive=passive)
        described = bool(word.directions & {"depends", "withstands", "needed"})
        degree = following.text in ("less", "little", "more", "most") or following.text.endswith("ly")
        link = place + (3 if following.text == "less" and self.at(place + 2).text.endswith("ly") else 2)
        if word.is_("verb") and degree and self.at(link).text in LINKS:
            self.negations += following.text in ("less", "little")  # "depends less on", "depends strongly on"
            right = self.things_from(link + 1, described=described)
            found = _Object(link, self.at(link), *right, linked=True, passive=passive)
            self.taken = max(self.taken, link)
        elif direct:
            found.things, found.end = self.things_from(place + 1, described=described)
            of_verb = word.is_("verb") or not word.is_("noun")
            joined = following.text in ("and", "or")
            if not found.things and not joined and word.directions & {"same", "different"} and word.is_("adjective"):
                found.things = set(next_word.terms)  # "uniform update of all weights"
                found.end = begins + bool(next_word.terms)
            if not found.things and not next_word.known and self.is_head(begins) and of_verb:
                found.blocked = not next_word.text.endswith("ly")
            described = next_word.is_("adjective") and not next_word.terms and not self.at(begins + 1).known
            if not found.things and described and self.is_head(begins + 1) and word.is_("verb"):
                found.blocked = True  # "looks at the present gradient"
        adapts = bool(word.directions & {"uses", "adapts"})
        means = adapts and self.at(found.end).text in _MEANS
        if found.direct and not found.things and adapts and word.is_("verb"):
            found.things, found.end = self.replacement(place) or (found.things, found.end)  # "divides ... by the sum"
        if found.direct and found.things and means:
            more, after = self.things_from(found.end + 1)
            found.things, found.end = found.things | more, after if more else found.end
        elif word.directions & _REPLACING and not passive:
            found.things, found.end = self.replacement(place) or (set(), found.end)
            found.blocked = not found.things
            self.taken = max(self.taken, self.clause_end(place) if found.blocked else place)
        elif found.linked and passive and next_word.text == "by" and word.directions & {"uses", "depends"}:
            found.things, found.end = self.things_from(begins + 1)
            found.things -= self.reader.subjects.keys()
        elif found.linked and (not passive or word.text == "based"):
            found.things, found.end = self.things_from(found.begins + 1, described=described)
            self.name_where(found)
        if found.next_word.text == "to" and self.left <= {"it"} and word.is_("adjective"):
            found.things, found.end = self.things_from(begins + 2)[0], place + 1  # "it is pointless to have them"
        found.own = any(name.startswith("=") for name in word.directions)
        if "zero" in word.directions and not found.linked:
            found.things, found.end = set(), place + 1
        return found

    def name_where(self, found: _Object) -> None:
        """Take the name out of "keeps falling in AdaGrad": it tells whom the clause speaks of."""
        names = found.things & self.reader.subjects.keys()
        if names and found.next_word.text in _WHERE:
            found.things -= names
            if not self.named:
                self.reader.subject, self.named = self.reader.subjects[next(iter(names))], True

    def works_on_noun(self, word: Word, found: _Object) -> bool:
        """Whether a verb only raises or lowers what a noun names: "prevents divergence", "reduces dependence"."""
        causes = word.is_("verb") and not found.passive and not found.linked
        return causes and bool(word.directions & {"more", "less"}) and not found.things and self.nominal(found.begins)

    def said_of(self, word: Word, found: _Object) -> tuple[set[str], bool]:
        """Of which things a predicate is said, and whether of something unknown: its object, or what stands before."""
        things, blocked = set(found.things), found.blocked
        if things and not found.linked:
            return things | (self.left if found.own else set()), blocked
        following = self.at(self.place + 1)
        if self.left and word.is_("verb") and found.direct and following.text in _OBJECTS:
            return set(), True  # "bad weights hurt it": something happens to it, not to the weights
        if self.left and (not (found.direct and blocked) or found.own):
            return things | self.left, False
        if found.things:
            return things, blocked
        if self.fresh:
            return things, blocked
        last = self.last
        same_subject = last is not None and last.subject == self.reader.subject
        if self.caused and self.last_place < self.clause_begins and self.at(self.place).directions & FROM_ELSEWHERE:
            return things, blocked  # "gradients get small, so it is stable"
        if last is not None and same_subject and not self.left_blocked and not blocked:
            return set() if last.attributive else set(last.things), last.blocked
        return things, blocked or self.left_blocked

    def denied(self, place: int, things: set[str], found: _Object) -> bool:
        """Whether what is said at a place is denied."""
        word, last = self.at(place), self.last
        if last is None:
            return self.negations % 2 == 1
        manner = word.is_("adjective") and (
            word.text.endswith("ly") or word.directions & {"same", "different", "fast", "slow"}
        )
        how = not found.things and manner and last.sign is False and last.things == things
        if how and not self.negations and self.tells_how(place):
            self.negations = 1  # "isn't updated uniformly"
        barred = last.directions & {"less", "keeps", "fails"}
        if barred and any(before.text == "from" for before in self.words[max(place - 3, 0) : place]):
            return last.sign is not False  # "keeps them from being equal"
        return self.negations % 2 == 1

    def go_on(self, place: int, statement: Statement, found: _Object, *, denied: bool) -> None:
        """Settle what a predicate leaves to the words after it: which are its own, and whether they are denied."""
        word, right = self.at(place), found.things
        if right:
            self.taken = max(self.taken, found.end - 1)
        names = self.names_predicate(found.begins, found.next_word)
        if not names or found.linked:
            self.negations = 0
        denying = statement.denying and not found.passive
        if denying and not right and (word.is_("verb") or word.text in ("less", "little")) and names:
            self.negations = 0 if denied else 1
        elif denying and right and self.at(found.end).text == "from":
            self.left = set(right)
            self.negations = 0 if denied else 1
        elif statement.attributive:
            self.left = set(right)
            self.negations = self.negations if self.at(place - 1).text == "no" else 0  # "no useful learning happens"
        if self.at(place + 1).text == "but":
            self.negations = 0

    def tells_how(self, place: int) -> bool:
        """Whether this only says how the predicate before is meant: nothing joins the two or stands for a verb."""
        between = self.words[self.last_place + 1 : place]
        return not any(word.is_("break") or word.text in ("and", "or") or word.text in BE for word in between)

    def add(self, things: frozenset[str], directions: frozenset[str], *, denied: bool, blocked: bool) -> Statement:
        """Make a statement; one about a noun phrase before it is kept only if this one lets it stand."""
        last = self.last
        if last is not None and last.attributive and things != last.things and not directions & CARRYING:
            between = self.words[self.last_place + 1 : self.place]
            if not any(word.is_("break") or word.text in ("and", "or", "without", "to") for word in between):
                last.sign = None  # "a large rate makes training unstable" claims no large rate
        if (
            last is not None
            and last.attributive
            and self.left
            and self.left == set(last.things)
            and things == last.things
            and (denied or not directions & CARRYING)
        ):
            last.sign = None
        subject = "" if self.of_another else self.reader.subject
        statement = Statement(things, self.around, directions, subject, not denied, blocked)
        if self.doubtful or self.supposed or self.doubt_next or self.unknown_agent or self.conditional:
            statement.sign = None
        self.doubt_next = False
        self.made.append(statement)
        self.last = statement
        return statement
