"""The predicates of an English sentence: what each is said of, whether it is denied, and what it leaves to the next.

It holds what has been read so far of a sentence; :mod:`quiz.kinds.text.english` reads the words and its nouns.
"""

from __future__ import annotations

from dataclasses import dataclass

from quiz.kinds.text.directions import CARRYING, FROM_ELSEWHERE
from quiz.kinds.text.english_phrases import BE, LINKS, Phrases
from quiz.kinds.text.lexicon import Word
from quiz.kinds.text.stated import Reader, Statement

REPLACING = frozenset(("=replace", "=substitute", "=swap", "=exchange"))
_MEANS = frozenset(("by", "with", "using", "according to", "depending on", "based on"))
_UPON = frozenset(("on", "upon"))
"""With which "bases the step on an average" goes on."""
WHERE = frozenset(("in", "with", "under", "for"))
_LIKENED = frozenset(("same as", "equal to", "equivalent to", "identical to"))
_PLACES = frozenset("layer layers network model batch dataset set level epoch".split())
"""In "two units of the same layer" it is the layer that is the same."""
_ONE_ANOTHER = frozenset(("each other", "one another"))
_TO_ANOTHER = frozenset(("as", "to"))
_AGAINST = frozenset(("less", "withstands", "improves", "acts", "better"))
_GETTING = frozenset("get gets got have has had receive receives received".split())
_GIVING = frozenset("give gives gave giving grant grants assign assigns lend lends allot allots".split())
_MAKING = frozenset("make makes made making".split())
_MEANS_OF = frozenset(("through", "by", "via", "with"))
_UNWANTED = frozenset(("depends", "needed", "unstable", "diverges", "slow"))
_STEADILY = frozenset(("steadily", "consistently", "regularly"))
_OBJECTS = frozenset(("it", "them", "everything"))


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


class Predicates(Phrases):
    """What a sentence says so far, and its predicates."""

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
        self.of_another = False
        """After "RMSProp solves AdaGrad's problem that ...": what follows is said of neither."""

    def predicate(self, place: int) -> None:
        """Read a predicate: only how something is done, what is raised or lowered, or what is said of the things."""
        word = self.at(place)
        if self.compared or place <= self.taken:
            return
        if self.is_degree(place) or ("same" in word.directions and self.at(place + 1).text in _PLACES):
            return
        found = self.object_of(place)
        if (
            word.directions & {"less", "keeps", "withstands"}
            and word.is_("verb")
            and (not found.passive or self.at(place + 1).text == "from")
        ):
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
        denied = denied or self.not_given(place, attributive=attributive)
        statement = self.add(frozenset(things), word.directions, denied=denied, blocked=blocked)
        if given and "same" in word.directions:
            statement.sign = None  # "all samples get the same weight"
        if found.passive and word.text == "improved" and not things:
            statement.sign = None  # "what it was improved to"
        if self.at(place - 1).text == "too" and word.directions & FROM_ELSEWHERE:
            statement.sign = None  # "gets too fast"
        gerund = word.is_("verb") and word.text.endswith("ing") and place == self.clause_begins
        statement.attributive = attributive or (gerund and bool(found.things))  # "raising the rate makes it diverge"
        statement.astray = found.blocked and found.direct and word.is_("verb")
        statement.stranger = self.left_blocked and not things and found.passive
        if word.is_("verb") and found.things and found.direct and self.left_blocked:
            statement.sign = None  # something unknown does it: "early stopping reduces overfitting"
        self.last_place = place
        self.go_on(place, statement, found, denied=denied)

    def says_unknown(self, place: int) -> bool:
        """Whether an unknown verb stands here that says something of the things before it."""
        before = self.at(place - 1)
        if before.text in BE:
            return True
        assert self.last is not None
        verb = self.is_head(place) and not self.at(place).text.endswith("ing") and not self.ends_clause(place)
        return verb and bool(before.terms & self.last.things)

    def is_degree(self, place: int) -> bool:
        """Whether a word only says how much or how easily the verb before it does what it does."""
        word, last = self.at(place), self.last
        if last is None or self.last_place < self.clause_begins:
            return False
        follows = self.last_place == place - 1 and self.at(place - 1).is_("verb")
        if word.is_("adjective") and (self.at(place + 1).terms or self.nominal(place + 1)):
            return False  # "brings less overfitting"
        if last.things & {*self.at(place - 1).terms}:
            return False
        if (
            word.text == "less"
            and self.ends_clause(place)
            and self.at(self.last_place).is_("verb")
            and last.sign
            and self.tells_how(place)
        ):
            last.deny()  # "overfits the training images less"
            return True
        if follows and (word.text == "less" or (word.directions & {"worse"} and not last.things)):
            last.deny()  # "oscillates less", "generalizes worse"
            return True
        if word.text in _STEADILY and last.directions & {"less", "more"} and self.tells_how(place):
            return True  # "sinks steadily": it goes on doing so
        if "fast" in word.directions and last.directions & {"fails"} and self.tells_how(place):
            return True  # "training stops early": when, not how fast it goes
        return word.text.endswith("ly") and last.sign is False and self.tells_how(place)  # "doesn't diverge easily"

    def object_of(self, place: int) -> _Object:
        """Read what stands behind a predicate: its object, or what a preposition binds to it."""
        word, following = self.at(place), self.at(place + 1)
        begins, next_word = self.skipped(place + 1)
        passive = word.is_("verb") and " " not in word.text and word.text.endswith(("ed", "n", "t", "st"))
        passive = passive and self.after_be(place) and (not word.is_("adjective") or word.text.endswith("ed"))
        passive = passive and not (
            begins == place + 1 and (next_word.terms or next_word.is_("noun")) and next_word.text[:4] != "per "
        )  # "one effect is reduced overfitting"
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
            crossed = "escapes" in word.directions and word.is_("verb") and not word.directions & {"less"}
            found.things, found.end = self.things_from(place + 1, described=described, crossed=crossed)
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
        means = adapts and self.at(found.end).text in (_MEANS | _UPON if word.text.startswith("bas") else _MEANS)
        if found.direct and not found.things and adapts and word.is_("verb"):
            found.things, found.end = self.replacement(place) or (found.things, found.end)  # "divides ... by the sum"
        if found.direct and found.things and means:
            more, after = self.things_from(found.end + 1)
            found.things, found.end = found.things | more, after if more else found.end
        elif word.directions & REPLACING and not passive:
            found.things, found.end = self.replacement(place) or (set(), found.end)
            found.blocked = not found.things
            self.taken = max(self.taken, self.clause_end(place) if found.blocked else place)
        elif (
            found.linked and passive and next_word.text == "by" and word.directions & ({"uses", "depends"} | REPLACING)
        ):
            found.things, found.end = self.things_from(begins + 1)
            found.things -= self.reader.subjects.keys()
        elif found.linked and next_word.text == "against" and not word.directions & _AGAINST:
            found.blocked = True  # "moves against past gradients"
        elif found.linked and (not passive or word.text == "based"):
            found.things, found.end = self.things_from(found.begins + 1, described=described)
            self.name_where(found)
        if found.next_word.text == "to" and self.left <= {"it"} and word.is_("adjective"):
            found.things, found.end = self.things_from(begins + 2)[0], place + 1  # "it is pointless to have them"
        found.own = any(name.startswith("=") for name in word.directions)
        if "zero" in word.directions and not found.linked:
            found.things, found.end = set(), place + 1
        return found

    def names_a_fault(self, place: int) -> bool:
        """Whether a noun stands here that says what else is reduced: "... and the dependence on ..."."""
        place, word = self.skipped(place)
        return word.is_("noun") and bool(word.directions & _UNWANTED) and self.nominal(place)

    def name_where(self, found: _Object) -> None:
        """Take the name out of "keeps falling in AdaGrad": it tells whom the clause speaks of."""
        names = found.things & self.reader.subjects.keys()
        if names and found.next_word.text in WHERE:
            found.things -= names
            if not self.named:
                self.reader.subject, self.named = self.reader.subjects[min(names)], True

    def works_on_noun(self, word: Word, found: _Object) -> bool:
        """Whether a verb only raises or lowers what a noun names: "prevents divergence", "reduces dependence"."""
        described = word.is_("adjective") and found.begins == self.place + 1  # "a weaker dependence"
        causes = (word.is_("verb") or described) and not found.passive and not found.linked
        return causes and bool(word.directions & {"more", "less"}) and not found.things and self.nominal(found.begins)

    def said_of(self, word: Word, found: _Object) -> tuple[set[str], bool]:
        """Of which things a predicate is said, and whether of something unknown: its object, or what stands before."""
        things, blocked = set(found.things), found.blocked
        if things and not found.linked:
            return things | (self.left if found.own else set()), blocked
        following = self.at(self.place + 1)
        if self.left and word.is_("verb") and found.direct and following.text in _OBJECTS:
            return set(), True  # "bad weights hurt it": something happens to it, not to the weights
        likened = "same" in word.directions and found.linked and found.next_word.text in _TO_ANOTHER
        mutual = any(self.at(self.place + step).text in _ONE_ANOTHER for step in (1, 2))
        if (likened or word.text in _LIKENED) and not mutual:
            return things, blocked or not things  # "a hundred are the same as one"
        if self.left and (not (found.direct and blocked) or found.own):
            return things | self.left, False
        if found.things:
            if "same" in word.directions and found.linked and self.left_blocked:
                return set(), True  # "the learning rate is the same for all units"
            return things, blocked
        if self.fresh:
            return things, blocked
        last = self.last
        same_subject = last is not None and last.subject == self.reader.subject
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

    def not_given(self, place: int, *, attributive: bool) -> bool:
        """Whether this is the second object of a denied verb: "doesn't give the weights a smaller rate"."""
        last = self.last
        if last is None or last.sign is not False or self.last_place < self.clause_begins or not self.tells_how(place):
            return False
        return attributive and self.at(self.last_place).text in _GIVING

    def go_on(self, place: int, statement: Statement, found: _Object, *, denied: bool) -> None:
        """Settle what a predicate leaves to the words after it: which are its own, and whether they are denied."""
        word, right = self.at(place), found.things
        if right:
            self.taken = max(self.taken, found.end - 1)
        names = self.names_predicate(found.begins, found.next_word)
        if not names or found.linked:
            self.negations = int(denied and word.text in _MAKING)  # "can't make the units behave alike"
        denying = statement.denying and not found.passive
        through = found.linked and found.next_word.text in _MEANS_OF  # "cures it through forgetting"
        joined = self.at(found.end).text in ("and", "or", "as well as")
        if denying and right and joined and word.is_("verb") and self.names_a_fault(found.end + 1):
            self.negations = 0 if denied else 1  # "reduces overfitting and the sensitivity to ..."
        elif denying and not right and (word.is_("verb") or word.text in ("less", "little")) and names and not through:
            self.negations = 0 if denied else 1
        elif denying and right and self.at(found.end).text == "from":
            if self.skipped(found.end + 1)[1].text.partition(" ")[0].endswith("ing"):
                statement.sign = None  # "stops the rate from going to zero": it isn't the rate that is less
            self.left = set(right)
            self.negations = 0 if denied else 1
        elif statement.attributive:
            self.left = set(right)
            self.negations = self.negations if self.at(place - 1).text == "no" else 0  # "no useful learning happens"
        if self.at(place + 1).text == "but":
            self.negations = 0

    def adds_a_noun(self) -> bool:
        """Whether "and a ..." stands before: "faster convergence and a regularizing effect" are two things."""
        before = self.at(self.place - 1)
        return before.text in ("a", "an", "some") and self.at(self.place - 2).text in ("and", ",", "plus", "as well as")

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
        twice = False
        if (
            last is not None
            and last.attributive
            and self.left
            and self.left == set(last.things)
            and things == last.things
            and (denied or not directions & CARRYING)
            and not self.adds_a_noun()
        ):
            twice = "less" in directions & last.directions  # "less overfitting is cancelled"
            last.sign = None
        subject = "" if self.of_another else self.reader.subject
        statement = Statement(things, self.around, directions, subject, not denied, blocked, place=self.place)
        if twice:
            statement.sign = None
        if self.needs(self.clause_begins, self.place):
            statement.sign = None  # "needs care to keep training stable": what for, not what happens
        if last is not None and last.attributive and "same" in last.directions and self.at(self.place).text == "used":
            last.sign = None  # "the same weights are used for both": nothing about one another
        if self.doubtful or self.supposed or self.doubt_next or self.unknown_agent or self.conditional:
            statement.sign = None
        self.doubt_next = False
        self.made.append(statement)
        self.last = statement
        return statement
