"""The phrases of an English sentence: where a noun phrase begins and ends, and what a word may be where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.kinds.text.lexicon import Word

BE = frozenset("is are was were be been being am get gets isn't aren't become becomes".split())
LINKS = frozenset(
    (
        *"of to on in against with from for upon about at into through across over like as by between among during"
        " towards toward".split(),
        "according to",
    )
)
_CONTRACTED = frozenset(("it's", "that's", "there's", "here's", "what's", "he's", "she's", "let's", "who's"))
AUXILIARIES = frozenset(("has", "have", "had"))
_BY_WHICH = frozenset(("in", "with", "within", "after", "using", "at"))
"""How "in fewer iterations" begins: it tells how something is done."""
_HAVE_TO = frozenset(("need", "needs", "needed", "require", "requires", "required", "must", "should"))
_REACH = 7
"""How many words on "with ..." or "from ..." may still belong to a verb."""


class Phrases:
    """The words of one sentence and the subjects that its rubric knows."""

    def __init__(self, words: list[Word], subjects: Mapping[str, str]) -> None:
        self.words = words
        self.subjects = subjects

    def at(self, place: int) -> Word:
        """The word at a place; an empty one beside the sentence."""
        return self.words[place] if 0 <= place < len(self.words) else Word("")

    def is_only_predicate(self, place: int) -> bool:
        """ "Less overfitting" tells that of the noun; "less stable" denies the adjective."""
        word = self.at(place)
        return bool(word.directions) and not self.skipped(place + 1)[1].directions

    def after_article(self, place: int) -> bool:
        """Whether the word before makes a noun of this one."""
        return self.at(place - 1).text in ("the", "a", "an", "its", "no", "any", "this", "each", "every", "same")

    def names_a_deed(self, place: int) -> bool:
        """Whether an article makes a noun of what is else a verb, and nothing more is known of it: "a weight"."""
        word, before = self.at(place), self.at(place - 1)
        if word.terms or not word.is_("verb") or word.is_("noun") or word.is_("adjective") or " " in word.text:
            return False
        return before.text in ("a", "the", "each", "every") and not word.text.endswith(("ed", "ing", "en"))

    def is_head(self, place: int) -> bool:
        """Whether a word may be a noun phrase's head or a verb as far as its letters tell."""
        text = self.at(place).text
        return text.replace(" ", "").isalpha() and len(text) > 1 and not text.endswith("ly")

    def skipped(self, place: int) -> tuple[int, Word]:
        """The next word that says something: articles, adverbs and "the risk of" are passed over."""
        while True:
            word = self.at(place)
            passed = (
                ((word.is_("neutral") and not word.terms) or (word.is_("beside") and not word.is_("thing")))
                and not word.directions
                and not word.is_("not")
            )
            owner = word.text.endswith("'s") and not word.terms and word.text not in _CONTRACTED
            if passed or owner or (word.text.endswith("ly") and not word.known):
                place += 1
            elif word.is_("of") and not word.terms and self.at(place + 1).text in ("of", "with", "that", "for", "in"):
                place += 2
            else:
                return place, word

    def things_from(self, place: int, *, described: bool = False, crossed: bool = False) -> tuple[set[str], int]:
        """The terms of the noun phrase that begins here, with those that "and" adds; none if its head is unknown.

        ``described`` passes over what the noun is said to be: "relies on good initial weights"; ``crossed`` over how
        small it is: "rolls past small bumps".
        """
        found: set[str] = set()
        end = place
        if self.at(place).text in ("and", "or"):
            return found, end  # "is steadier, and overfitting is weaker"
        while True:
            start, word = self.skipped(place)
            passed = {"depends", "better", "worse"} if described and not found else {"depends"}
            passed |= {"less"} if crossed else set()
            if word.is_("adjective") and word.directions & passed and self.at(start + 1).terms:
                start, word = start + 1, self.at(start + 1)  # "need for careful initialization"
            owner = word.is_("owner")
            if not word.terms or owner or (word.is_("noun") and self.nominal(start)):
                return found, end
            if word.is_("adjective") and word.directions and self.at(start + 1).terms:
                return found, end  # "gets the same update"
            if word.directions and found:
                return found, end
            following = self.at(start + 1)
            denied = self.at(start + 1).text.endswith("n't")
            if found and (word.terms & self.subjects.keys() or self.verb_after(start + 1) or denied):
                return found, end  # "reduces it, and training becomes ..."
            if not following.known and self.is_head(start + 1):
                return found, end
            found |= word.terms
            end = start + 1
            while self.at(end).is_("of") or self.at(end).terms:
                found |= self.at(end).terms
                end += 1
            place = end
            while self.at(place).text in ("and", "or", ",", "/", "&") or self.at(place).text in ("of", "in"):
                place += 1
            if place == end or self.at(place).is_("break"):
                return found, end  # "a moving target, so it learns"

    def verb_after(self, place: int) -> bool:
        """Whether a verb that is no thing stands here."""
        word = self.at(place)
        return word.text in BE or (word.is_("verb") and not word.terms)

    def existing(self, place: int) -> bool:
        """Whether a verb follows that says what isn't so of the thing: "no difference arises"."""
        return "occurs" in self.skipped(place + 1)[1].directions

    def unknown_verb(self, place: int) -> bool:
        """Whether an unknown word stands before this noun phrase, where its verb would: it may forbid it."""
        back = place - 1
        while back >= 0 and (self.at(back).is_("neutral") or self.at(back).is_("particle")):
            if (self.at(back).directions and self.at(back).text not in AUXILIARIES) or self.at(back).text in BE:
                return False
            back -= 1
        return back > 0 and not self.at(back).known and self.is_head(back)

    def replacement(self, place: int) -> tuple[set[str], int] | None:
        """The terms of "with an average" in "replaces the sum with an average", and the place after them."""
        for start in range(place + 1, min(place + _REACH, len(self.words))):
            if self.at(start).text in ("with", "by", "for"):
                found, end = self.things_from(start + 1)
                return (found, end) if found else None
            if self.at(start).is_("break"):
                return None
        return None

    def ends_clause(self, place: int) -> bool:
        """Whether nothing more stands in the clause after this."""
        following = self.at(place + 1)
        return not following.text or following.is_("break")

    def needs(self, begins: int, place: int) -> bool:
        """Whether a clause says what has to be done before this place, where "to ..." tells what for."""
        for at in range(begins, place):
            if self.at(at).text in _HAVE_TO and not self.at(at - 1).is_("not"):
                return any(word.text == "to" for word in self.words[at + 2 : place])
        return False

    def clause_end(self, place: int) -> int:
        """The place of the last word before the next break."""
        while self.at(place + 1).text and not self.at(place + 1).is_("break"):
            place += 1
        return place

    def kept_from(self, place: int) -> tuple[set[str], int] | None:
        """The terms of "from overfitting" in "keeps the model from overfitting", and the place after them."""
        for start in range(place + 1, min(place + _REACH, len(self.words))):
            word = self.at(start)
            if word.text == "from":
                found, end = self.things_from(start + 1)
                return (found, end) if found else None
            if word.is_("break") or (word.directions and not word.terms):
                return None
        return None

    def nominal(self, place: int) -> bool:
        """Whether a predicate stands here as a noun, or before one: "divergence", "slow training", "loss of ..."."""
        word = self.at(place)
        if not word.directions or (word.terms and self.at(place + 1).text not in ("of", "in", "on", "to")):
            return False
        return word.is_("noun") or (
            word.is_("adjective") and not word.text.endswith("ly") and bool(self.at(place + 1).terms)
        )

    def names_predicate(self, place: int, word: Word) -> bool:
        """Whether the object of a verb is itself a predicate: "reduces the dependence", "avoids slow training"."""
        if self.at(place).is_("particle"):
            word = self.skipped(place + 1)[1]
        if "zero" in word.directions:
            return False  # "drops to almost zero"
        after = self.at(place + 1)
        how = (
            word.is_("adjective")
            and not word.is_("noun")
            and (not after.text or after.is_("break") or after.text == "and")
        )
        how = how and (word.text.endswith(("er", "ly")) or word.text.split()[0] in _BY_WHICH)
        return bool(word.directions) and not self.at(place).is_("break") and not how  # "goes down faster"

    def after_be(self, place: int) -> bool:
        """Whether "is", "gets" or the like stands before, with nothing but adverbs and "not" between."""
        back = place - 1
        while (
            self.at(back).text.endswith("ly")
            or (self.at(back).is_("not") and not self.at(back).text.endswith(" to"))
            or (self.at(back).is_("neutral") and self.at(back).text not in BE and self.at(back).text != "to")
        ):
            back -= 1
        return self.at(back).text in BE

    def starts_clause(self, place: int) -> bool:
        """Whether what "and" adds here is a clause of its own: it begins with what it speaks of."""
        word = self.skipped(place)[1]
        return self.at(place).text in ("it", "they", "this") or bool(word.terms)
