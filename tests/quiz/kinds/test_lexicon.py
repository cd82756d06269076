"""Words that wait for a text are the same as if they had all been added at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.kinds.text.directions import DIRECTIONS
from quiz.kinds.text.inflection import _IRREGULAR, begins_en, forms_en, forms_ja, plural
from quiz.kinds.text.lexicon import Words, add_beside, add_predicate_en, add_predicate_ja, add_thing
from quiz.kinds.text.wordings import wordings

ENGLISH = sorted(
    {
        text
        for direction in DIRECTIONS.values()
        for entry in f"{direction.verbs} {direction.adjectives} {direction.nouns}".split()
        for text in wordings(entry.replace("_", " "))
    }
)
JAPANESE = sorted(
    {text for direction in DIRECTIONS.values() for entry in direction.ja.split() for text in wordings(entry)}
)
SHORT = st.text("aeigostyx ", min_size=1, max_size=6).map(lambda text: " ".join(text.split())).filter(bool)
ENTRIES = st.one_of(
    st.sampled_from(ENGLISH), st.sampled_from([*_IRREGULAR, "tie", "dye", "a", "go up the hill"]), SHORT
)
PREDICATES = st.one_of(st.sampled_from(JAPANESE), st.text("減るあ見xl2する", min_size=1, max_size=5))


@given(ENTRIES)
def test_every_form_begins_in_one_of_the_ways_that_are_told(entry: str) -> None:
    begins = begins_en(entry)
    forms = {*forms_en(entry), plural(entry)}
    assert all(form.partition(" ")[0][:2] in begins for form in forms)


def test_every_form_of_every_word_that_is_known_begins_so() -> None:
    for entry in ENGLISH:
        assert {form.partition(" ")[0][:2] for form in forms_en(entry)} <= set(begins_en(entry))


@given(st.lists(ENTRIES, max_size=5), st.lists(PREDICATES, max_size=5))
def test_what_waits_is_found_as_if_it_had_been_added(entries: list[str], predicates: list[str]) -> None:
    at_once, waiting = Words(), Words()
    for add in (add_thing, add_beside, add_predicate_en):
        for entry in entries:
            add(at_once, entry, f"={entry}")
            waiting.add_later(entry, f"={entry}", add)
    for entry in predicates:
        add_predicate_ja(at_once, entry, f"={entry}")
        waiting.add_later(entry, f"={entry}", add_predicate_ja)
    forms = {form for entry in entries for form in (*forms_en(entry), plural(entry))}
    forms |= {form for entry in predicates for form in forms_ja(entry)}
    for form in [*sorted(forms), "nothing that was added", "減"]:
        first = form.partition(" ")[0]
        assert waiting.reach(form[0]) >= at_once.reach(form[0])
        assert waiting.pieces(first) == at_once.pieces(first)
        assert waiting.get(form) == at_once.get(form)
