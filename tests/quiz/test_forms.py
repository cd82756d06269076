"""Forms: which questions a seed gives, in which order, and what a longer form repeats."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from quiz.bank.blueprint import Blueprint, BlueprintPlace, QuestionSet, SectionPlaces, Selection
from quiz.bank.cards import cache_path
from quiz.cli import main
from quiz.courses import open_set
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError
from quiz.forms import MAX_COUNT, make_form
from quiz.kinds import TEMPLATES
from quiz.language import Text
from quiz.model import ORIGINAL, Place

NUMBER = (TEMPLATES / "number.md").read_text(encoding="utf-8")
CHOICE = (TEMPLATES / "choice.md").read_text(encoding="utf-8")
PLAIN = (TEMPLATES / "text.md").read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> QuestionSet:
    """Five questions of minibatch (a1 .. a5), two of regularization with originals, a text that never varies."""
    folder = tmp_path / "bank"
    folder.mkdir()
    for name in ("a1", "a2", "a3", "a4", "a5"):
        (folder / f"{name}.md").write_text(NUMBER.format(id=name), encoding="utf-8")
    for name in ("r1", "r2"):
        (folder / f"{name}.md").write_text(CHOICE.format(id=name), encoding="utf-8")
    (folder / "text.md").write_text(PLAIN.format(id="text"), encoding="utf-8")
    return open_set(str(folder))


def blueprint(course: QuestionSet, *places: BlueprintPlace | SectionPlaces, whole: bool = False) -> QuestionSet:
    name = course.course.default_set if whole else "mine"
    return QuestionSet(course.course, Blueprint(name, Text.both("m"), places), "mine")


def ids(places: tuple[Place, ...]) -> list[str]:
    return [place.item for place in places]


def test_the_whole_bank_is_asked_in_its_order_originals_as_they_are(course: QuestionSet) -> None:
    form = make_form(course, 3)
    assert ids(form.places) == ["a1", "a2", "a3", "a4", "a5", "r1", "r2", "text"]
    assert [place.item for place in form.places if place.seed == ORIGINAL] == ["r1", "r2"]
    assert form.minutes == 5 * 2 + 2 * 1 + 2
    assert (form.course, form.set_name, form.seed) == (course.course.id, course.name, 3)
    assert make_form(course, 3) == form
    assert make_form(course, 4).places != form.places


def test_seeds_are_drawn_one_for_each_place_and_are_never_that_of_the_original(course: QuestionSet) -> None:
    wanted = blueprint(course, BlueprintPlace("a2", False), BlueprintPlace("r1", True), BlueprintPlace("r2", False))
    draws = Draws("form/mine/9")
    seeds = [1 + draws.below(MAX_SEED) for _ in range(3)]
    assert make_form(wanted, 9).places == (Place("a2", seeds[0]), Place("r1", ORIGINAL), Place("r2", seeds[2]))
    assert all(1 <= seed <= MAX_SEED for seed in seeds)


def test_places_of_a_section_are_others_than_those_that_are_named(course: QuestionSet) -> None:
    wanted = blueprint(
        course, SectionPlaces("minibatch", 2), BlueprintPlace("a3", False), SectionPlaces("minibatch", 2)
    )
    seen: Counter[str] = Counter()
    for seed in range(1, 81):
        form = make_form(wanted, seed)
        names = ids(form.places)
        assert sorted(names) == ["a1", "a2", "a3", "a4", "a5"]
        assert names[2] == "a3"
        assert all(place.seed != ORIGINAL for place in form.places)
        seen.update(names[:2])
    assert min(seen.values()) > 25, "each is as likely as another"
    first = [ids(make_form(blueprint(course, SectionPlaces("regularization", 1)), seed).places) for seed in range(40)]
    assert {tuple(names) for names in first} == {("r1",), ("r2",)}
    places = make_form(blueprint(course, SectionPlaces("regularization", 9)), 1).places
    assert sorted(ids(places)) == ["r1", "r2"]
    assert all(place.seed != ORIGINAL for place in places), "numbers are drawn unless the original is asked for"


def test_a_set_is_cut_or_repeated_with_new_numbers(course: QuestionSet) -> None:
    wanted = blueprint(
        course,
        BlueprintPlace("r1", True),
        BlueprintPlace("text", False),
        BlueprintPlace("a1", False),
        BlueprintPlace("r2", True),
    )
    assert ids(make_form(wanted, 1, count=2).places) == ["r1", "text"]
    form = make_form(wanted, 1, count=9)
    # The later rounds leave out what has no other numbers, and begin with the first that has.
    assert ids(form.places) == ["r1", "text", "a1", "r2", "r1", "a1", "r2", "r1", "a1"]
    assert [place.seed == ORIGINAL for place in form.places] == [True, False, False, True, *[False] * 5]
    assert len({place.seed for place in form.places}) == 8
    assert form.minutes == 1 + 2 + 2 + 1 + 1 + 2 + 1 + 1 + 2
    assert make_form(wanted, 1).places == form.places[:4]


def test_what_never_varies_is_repeated_if_there_is_nothing_else(course: QuestionSet) -> None:
    only = blueprint(course, BlueprintPlace("text", False))
    assert ids(make_form(only, 1, count=3).places) == ["text"] * 3
    assert ids(make_form(only, 1, count=0).places) == []


def test_a_whole_set_is_narrowed_from_all_of_the_bank_its_own_places_first(course: QuestionSet) -> None:
    places = (BlueprintPlace("a4", False), BlueprintPlace("r2", False))
    numbers = Selection(kinds=("number",))
    whole, part = blueprint(course, *places, whole=True), blueprint(course, *places)
    assert ids(make_form(whole, 1, selection=numbers).places) == ["a4", "a1", "a2", "a3", "a5"]
    assert ids(make_form(part, 1, selection=numbers).places) == ["a4"]
    assert ids(make_form(whole, 1).places) == ["a4", "r2"]
    choices = make_form(whole, 1, selection=Selection(kinds=("choice",))).places
    assert ids(choices) == ["r2", "r1"]
    assert [place.seed == ORIGINAL for place in choices] == [False, True], "the blueprint's word, else the original"


def test_named_items_are_asked_as_the_set_asks_them(course: QuestionSet) -> None:
    wanted = blueprint(course, BlueprintPlace("r1", True), SectionPlaces("minibatch", 1))
    form = make_form(wanted, 1, selection=Selection(items=("a2", "r1", "r2", "a2")))
    assert ids(form.places) == ["a2", "r1", "r2", "a2"]
    assert [place.seed == ORIGINAL for place in form.places] == [False, True, False, False]
    with pytest.raises(QuizError, match="there is no question nobody"):
        make_form(wanted, 1, selection=Selection(items=("nobody",)))


def test_originals_are_asked_on_request(course: QuestionSet) -> None:
    form = make_form(course, 1, selection=Selection(original=True))
    assert form.places == (Place("r1", ORIGINAL), Place("r2", ORIGINAL))


def test_a_selection_that_nothing_fits_is_told(course: QuestionSet) -> None:
    with pytest.raises(QuizError, match="no question fits this selection") as caught:
        make_form(course, 1, selection=Selection(kinds=("code",)))
    assert caught.value.remedy is not None
    assert "quiz list" in caught.value.remedy.en


def test_a_topic_that_there_is_none_of_is_told_with_those_that_there_are(course: QuestionSet) -> None:
    with pytest.raises(QuizError, match="there is no topic minibach") as caught:
        make_form(course, 1, selection=Selection(topics=("minibach",)))
    assert caught.value.remedy is not None
    assert "near it: minibatch; sections: " in caught.value.remedy.en
    assert "近いもの: minibatch。分野: " in caught.value.remedy.ja
    with pytest.raises(QuizError, match="there is no topic cooking") as caught:
        make_form(course, 1, selection=Selection(topics=("minibatch", "cooking")))
    assert caught.value.remedy is not None
    assert caught.value.remedy.en.startswith("sections: ")
    assert "minibatch" in caught.value.remedy.en
    with pytest.raises(QuizError, match="there is no topic"):
        make_form(course, 1, selection=Selection(topics=("x" * 5_000,)))


def test_a_form_of_new_files_writes_the_cache_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.bank import folder as module

    bank = tmp_path / "bank"
    bank.mkdir()
    for name in ("a1", "a2", "a3"):
        (bank / f"{name}.md").write_text(NUMBER.format(id=name), encoding="utf-8")
    question_set = blueprint(open_set(str(bank)), *(BlueprintPlace(name, False) for name in ("a1", "a2", "a3")))
    question_set.bank.__dict__.pop("cards", None)
    question_set.bank.__dict__["_known_cards"] = {}
    cache_path().unlink(missing_ok=True)
    written: list[int] = []
    monkeypatch.setattr(module, "save_cards", lambda cards: written.append(len(cards)))
    assert len(make_form(question_set, 1).places) == 3
    assert written == [3]


def test_the_longest_form() -> None:
    assert MAX_COUNT == 100_000


def test_an_exam_has_a_pace_of_its_own_wherever_it_is_asked_or_printed(tmp_path: Path) -> None:
    exam, practice = open_set("day2-exam"), open_set("day2")
    form = make_form(exam, 1, count=3)
    items = [exam.bank.item(place.item) for place in form.places]
    assert [exam.blueprint.paced(item, form).minutes for item in items] == [round(form.minutes / 3, 1)] * 3
    assert [practice.blueprint.paced(item, form) for item in items] == items
    path = tmp_path / "sheet.md"
    main_of(["generate", "day2-exam", "--seed", "1", "--count", "3", "--lang", "en", "-o", str(path)])
    printed = re.findall(r"\(1 point, ([0-9.]+) min\)", path.read_text(encoding="utf-8"))
    assert printed == [f"{form.minutes / 3:.1f}"] * 3


def main_of(arguments: list[str]) -> None:
    """Run the program in this process."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert not left.value.code
