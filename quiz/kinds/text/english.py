"""An English sentence -> its statements. What is said of a thing stands before it ("reduces overfitting", "a higher
rate") or after it ("training becomes faster"); what denies it stands before the predicate, in the same clause.
"""

from __future__ import annotations

import re
from functools import partial

from quiz.kinds.text.concessions import without_concession
from quiz.kinds.text.english_governors import leave_ungoverned
from quiz.kinds.text.english_phrases import AUXILIARIES, BE, LINKS
from quiz.kinds.text.english_predicates import REPLACING, WHERE, Predicates
from quiz.kinds.text.lexicon import Word, Words, shared_en, words_en
from quiz.kinds.text.notes import entry_by_entry
from quiz.kinds.text.plainer_english import plainer_en
from quiz.kinds.text.stated import Reader, Statement
from quiz.kinds.text.word_lists import IDIOMS_EN

_CONDITIONS = frozenset(("as long as", "if", "unless", "without", "when", "until"))
_RELATIVES = frozenset(("which", "whose", "who", "that"))
_AGENTS = frozenset("model models network networks net nets".split())
_CAUSING = frozenset(("make", "makes", "made", "making", "let", "lets", "help", "helps", "keep", "keeps"))
_LEADING = frozenset(("lead to", "leads to", "result in", "results in", "cause", "causes"))
_UNLIKELY = frozenset(("less likely", "unlikely", "impossible", "improbable", "rarer"))
"""Before "that ...": what follows isn't so."""
_BYSTANDERS = frozenset(
    "input inputs data label labels target targets image images bias biases dataset samples batch batches".split()
)
"""Of whom an "if" speaks that isn't about the question."""
_WHOLES = frozenset(("layer", "layers"))
"""What they do their units do."""
_NO_WAY = frozenset(("no way for", "no way to", "no chance for", "no chance to", "no reason for", "no reason to"))
_GAPS = frozenset((",", ";", "and"))
_COMES_TO = frozenset(("nothing", "hardly", "barely", "no longer", "none"))
_FAULTS = frozenset(("weakness", "problem", "drawback", "fault", "defect", "disadvantage", "flaw", "issue"))
_SAYING_SO = frozenset(("it", "they", "still", "always", "also"))
_WHEN = frozenset(("after", "before", "from", "by"))
_BACK = frozenset(("it", "this", "that", "them", "these"))
"""What was said before, where something unknown is done to it."""
_OTHERWISE = frozenset(("more", "less", "worse", "better", "different"))
_VERBS_NEXT = AUXILIARIES | _CAUSING | {"do", "does", "did", "can", "could", "will", "would"}
"""Behind "nor", "neither", "hardly" these say that a deed isn't done, not that a thing isn't there."""
_NO_THING = frozenset(("no", "not one", "not a single", "without", "little", "neither", "nor", "hardly", "less"))

_SOMEBODY = r"((?:the |its |their )?(?:weight |parameter )?[a-z]+)$"
_DENIED = r"\b(%s)(?:n't| not) ([a-z][a-z ]{0,39}?),? "
_DO, _BE = "do|does|did", "is|are|was|were"
_SAID_AGAIN = (
    (re.compile(f"{_DENIED % _DO}(?:and )?(?:neither|nor) ({_DO}) {_SOMEBODY}"), r"\1 not \2, and \4 \3 not \2"),
    (re.compile(f"{_DENIED % _BE}(?:and )?(?:neither|nor) ({_BE}) {_SOMEBODY}"), r"\1 not \2, and \4 \3 not \2"),
    (re.compile(f"{_DENIED % _DO}but {_SOMEBODY[:-1]} (?:{_DO})$"), r"\1 not \2, but \3 \2"),
    (re.compile(f"{_DENIED % _BE}but {_SOMEBODY[:-1]} ({_BE})$"), r"\1 not \2, but \3 \4 \2"),
    (re.compile(rf"\b(?:neither|nor) ({_BE}) ([a-z ]{{2,30}}?) ([a-z]+(?:ed|en|wn|er|st))$"), r"and \2 \1 not \3"),
    (re.compile(rf"\b(?:neither|nor) ({_DO}) (they|it|(?:the |its |their )[a-z]+) ([a-z]+)$"), r"and \2 \1 not \3"),
)
"""The predicate that is said again of somebody else: "they don't differ, and neither do the updates"."""


def statements_en(sentence: str, own: Words, reader: Reader) -> list[Statement]:
    """Return the statements of one sentence, in order; the reader's subject goes on to the next."""
    for idiom in IDIOMS_EN:
        if idiom in sentence:
            sentence = sentence.replace(idiom, "," if idiom.startswith(("no matter how", "however")) else "")
    if "n't " in sentence or " not " in sentence:
        for pattern, whole in _SAID_AGAIN:
            sentence = pattern.sub(whole, sentence)
    sentence = plainer_en(sentence)
    words = words_en(sentence, shared_en(), own)
    read = partial(without_concession, read=lambda rest: _Clauses(rest, reader).statements())
    found = list(entry_by_entry(words, reader, read))
    if "respectively" in sentence:
        for statement in found:
            statement.sign = None
    return found


class _Clauses(Predicates):
    """The words of one sentence, read from left to right."""

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
            if word.text in _LEADING:
                self.let_go(place)
            if word.text in _CAUSING and self.left_blocked:
                self.unknown_agent = True
            if word.is_("break"):
                self.unknown_agent = False
                if word.text == "if" and self.at(place - 1).text not in ("even", "as"):
                    self.suppose(place)
                relative = self.at(place - 1).terms if word.text in ("that", "which", "who") else frozenset()
                self.of_another = self.of_another and word.text in _RELATIVES
                compared = self.compared and word.text in _RELATIVES and not self.at(place - 1).is_("compare")
                self.start(place + 1)
                self.compared = compared  # "than models that train faster"
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
            elif word.is_("not") and (not self.is_only_predicate(place) or self.at(place + 1).text in _VERBS_NEXT):
                self.negation(place)
            elif self.names_a_deed(place):
                self.prepositional = self.prepositional or self.at(place - 2).is_("particle")
            elif word.directions and not (word.terms and not self.as_predicate(place)):
                self.let_go(place)
                self.predicate(place)
            elif word.terms:
                self.noun(place)
            elif word.text in ("and", "or") and self.last is not None and place > self.taken:
                if self.starts_clause(place + 1):
                    self.start(place + 1)
            elif word.text == "as" and self.meanwhile(place):
                self.supposed = True
            elif word.is_("particle"):
                self.prepositional = True
            elif not word.known and self.last is not None and self.last.attributive and self.says_unknown(place):
                self.last.sign = None  # "fast training is sacrificed", "symmetric weights save memory"
            elif not word.known and self.at(place + 1).text in _BACK and self.ends_clause(place + 1):
                for statement in self.made:
                    statement.sign = None  # "it would be stable, but the noise forbids it"
            elif not word.known and self.is_head(place) and not self.prepositional and word.text not in _WHOLES:
                self.left_blocked = True
                self.left = set()
            if word.text in BE or word.is_("verb"):
                self.prepositional = False
        leave_ungoverned(self, self.made)
        self.fill_gaps()
        return self.made

    def fill_gaps(self) -> None:
        """A name and a noun phrase after a comma have the verb before: "momentum adds velocity, RMSProp an average"."""
        for place, word in enumerate(self.words):
            if word.text not in _GAPS or not self.at(place + 1).terms & self.subjects.keys():
                continue
            end = place + 2
            things: set[str] = set()
            while self.at(end).text and not self.at(end).is_("break") and not self.verb_after(end):
                if self.at(end).text == "and" and self.at(end + 1).terms & self.subjects.keys():
                    break
                things |= self.at(end).terms
                end += 1
            told = [one for one in self.made if 0 <= one.place < place and one.sign and "uses" in one.directions]
            whole = not self.at(end).text or self.at(end).text in _GAPS or self.at(end).text in ("and", ".")
            if told and things and whole and not things & self.subjects.keys():
                name = self.subjects[min(self.at(place + 1).terms & self.subjects.keys())]
                found = frozenset(things)
                self.made.append(Statement(found, found, told[-1].directions, name, place=place))

    def let_go(self, place: int) -> None:
        """ "Large rates lead to divergence" doesn't say that they can be used."""
        last = self.last
        if self.at(place).text in _LEADING and last is not None and last.attributive:
            last.sign = None if self.at(place - 1).terms & last.things else last.sign

    def suppose(self, place: int) -> None:
        """An "if" begins: what it supposes of the rubric's things, and not of the question's topic, is no effect."""
        words: list[Word] = []
        for word in self.words[place + 1 :]:
            if word.is_("break"):
                break
            words.append(word)
        bystander = any(
            word.text in _BYSTANDERS or (word.is_("other") and not word.terms) for word in words[:3]
        )  # "if the learning rate were zero"
        if bystander or (any(word.terms for word in words) and not any(word.is_("topic") for word in words)):
            self.conditional = True
            for statement in self.made:
                statement.sign = None

    def meanwhile(self, place: int) -> bool:
        """Whether "as" tells what goes on at the same time: "the rate falls as the velocity increases"."""
        if place == 0 or not self.skipped(place + 1)[1].terms:
            return False
        end = self.clause_end(place)
        return any(
            word.is_("verb") and word.directions & {"more", "less"} and self.at(number - 1).text not in BE
            for number, word in enumerate(self.words[place + 2 : end + 1], start=place + 2)
        )

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
        kind, described = self.skipped(place + 1)
        thing = self.at(kind + 1)
        if first.text == "with" and any(
            word.is_("other") and not word.terms for word in self.words[place + 1 : place + 4]
        ):
            self.doubtful = True  # "with a learning rate of zero it never learns"
        if first.text == "with" and described.directions & _OTHERWISE and (thing.terms or thing.is_("other")):
            self.doubtful = not thing.is_("topic")  # "with large weights it never learns"
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
        if (
            self.last_place == place - 1
            and self.last is not None
            and before.is_("verb")
            and not before.is_("adjective")
        ):
            return False  # "dampens swings"
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
            name = min(names)
            if before.text == "by":
                if self.last is not None:
                    self.last.subject = name
                return
            if before.is_("not"):
                self.negations = 0
                return  # "not momentum, but ..."
            if before.text in WHERE and self.last is not None and self.last.directions & REPLACING:
                self.last.subject = self.reader.subject = name  # "is replaced by an average in RMSProp"
                return
            if before.text in WHERE and not self.named and self.made[self.clause_from :]:
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
                elif (
                    self.named
                    and self.reader.subject != name
                    and before.is_("particle")
                    and (self.last is not None or before.text in _WHEN)
                ):
                    return  # "came after RMSProp"
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
            and self.at(place + 1).text not in _VERBS_NEXT
            and following.terms
            and (not self.nominal(after) or self.at(after + 1).text == "in")
            and not following.is_("adjective")
            and not self.existing(after)
        ):
            things, end = self.things_from(place + 1)
            if (
                things
                and word.text in ("no", "without", "not one", "not a single")
                and (self.verb_after(end) or self.verb_after(self.skipped(end)[0]) or self.at(end).directions)
            ):
                self.negations += 1
                return
            if things and not self.at(end).is_("owner"):
                self.add(frozenset(things), frozenset(("occurs",)), denied=True, blocked=False)
                self.taken = max(self.taken, end - 1)
                return
        if (
            word.text in ("nothing", "none", "nobody")
            and self.last is not None
            and self.last_place == place - 1
            and not self.at(place - 1).text.endswith(" to")
        ):
            self.last.sign = None  # "it sums nothing"
            return
        if self.compared:
            return
        verb = self.last is not None and self.last_place == place - 1 and self.at(place - 1).is_("verb")
        alone = self.at(place + 1).is_("particle") or self.at(place + 1).is_("break")
        slower = following.directions & {"slow"}  # "vanishes less slowly" doesn't say less
        if (
            word.text == "less"
            and verb
            and not slower
            and (alone or following.text.endswith("ly"))
            and self.last is not None
        ):
            self.last.deny()  # "vanishes less easily"
            self.taken = max(self.taken, place if alone else after)
            return
        self.negations += 1
