"""Moodle XML, graded again by a reader written from Moodle's documentation."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import html5lib
import pytest
from exported_samples import IN_BOTH, WHOLE, every_question, responses
from moodle_reader import MoodleQuestion, read_moodle

from quiz import grade
from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.moodle_xml import MoodleXml
from quiz.interaction import ChooseSeveral, Match, PutInOrder

pytestmark = pytest.mark.thorough

EXPORTER = MoodleXml()
_CARRIED: dict[bool, tuple[list[ExportedQuestion], dict[str, MoodleQuestion]]] = {}


def carried(choices: bool = False) -> tuple[list[ExportedQuestion], dict[str, MoodleQuestion]]:
    if choices not in _CARRIED:
        questions = [one for one in every_question(choices=choices) if EXPORTER.refused(one) is None]
        read = read_moodle(EXPORTER.file(questions, WHOLE).decode())
        _CARRIED[choices] = questions, {one.number: one for one in read}
    return _CARRIED[choices]


@pytest.mark.parametrize("choices", [False, True])
def test_the_key_has_full_marks_and_slips_have_none(choices: bool) -> None:
    questions, read = carried(choices)
    assert len(read) == len(questions)
    marked = 0
    for question in questions:
        there = read[f"quiz/{question.id}"]
        if there.sort == "essay" or len(question.asked) > 1:
            continue
        asked = question.only
        one = asked.interactions[0]
        if isinstance(one, Match | PutInOrder):
            continue
        for given in responses(asked):
            got = there.mark(given.content)
            if given.worth == "full":
                assert got == 1, (question.id, given)
            elif len(asked.numbers) < 2:  # several numbers are marked one by one
                assert got == 0, (question.id, given)
            else:
                assert got < 1, (question.id, given)
            marked += 1
    assert marked > 1000


def test_any_choice_of_several_is_worth_what_it_is_here() -> None:
    questions, read = carried()
    found = 0
    for question in questions:
        one = question.only.interactions[0] if len(question.asked) == 1 else None
        if not isinstance(one, ChooseSeveral):
            continue
        places = range(len(one.options))
        for count in range(1, len(one.options) + 1):
            for chosen in combinations(places, count):
                here = grade(question.variant, " ".join(f"({place + 1})" for place in chosen)).score
                there = read[f"quiz/{question.id}"].mark(chosen)
                assert there == pytest.approx(here, abs=1e-3), (question.id, chosen)
                found += 1
    assert found > 100


def test_pairs_and_orders() -> None:
    questions, read = carried()
    found = 0
    for question in questions:
        one = question.only.interactions[0] if len(question.asked) == 1 else None
        there = read[f"quiz/{question.id}"]
        if isinstance(one, Match):
            sides = [right for _, right in there.pairs]
            assert len(sides) >= len(one.right) - 1
            assert there.matched([right for left, right in there.pairs if left]) == 1
            found += 1
        if isinstance(one, PutInOrder):
            places = [str(one.order.index(at) + 1) for at in range(len(one.lines))]
            assert there.matched(places) == 1
            assert there.matched(places[1:] + places[:1]) == 0
            found += 1
    assert found >= 6


def test_every_slip_of_a_number_has_its_message() -> None:
    questions, read = carried()
    found = 0
    for question in questions:
        there = read[f"quiz/{question.id}"]
        if there.sort != "numerical":
            continue
        number = question.only.numbers[0]
        for given in responses(question.only):
            for slip in question.only.slips:
                if given.worth == "none" and slip.numbers and slip.numbers[0] == given.content[0]:
                    assert there.told(given.content[0]), (question.id, slip)
                    found += 1
        assert not there.told(number.key)
    assert found > 100


def test_texts_are_html_that_a_browser_reads_and_nothing_else() -> None:
    questions, read = carried()
    for question in questions:
        there = read[f"quiz/{question.id}"]
        texts = [there.text, there.general, *there.hints, *(answer.feedback for answer in there.answers)]
        for text in texts:
            html5lib.HTMLParser(strict=True).parseFragment(text)
            assert not re.search(r"<(script|iframe|object|a|form|input|style)\b", text)
            assert "{key" not in text
        assert there.general
        assert there.category == f"top/day2/{question.section}/{question.item}"
        for name in re.findall(r"@@PLUGINFILE@@/([^\"]+)", " ".join(texts)):
            assert name in there.files


def test_ids_stay_and_differ() -> None:
    questions, _ = carried()
    first = EXPORTER.file(questions, WHOLE)
    assert EXPORTER.file(questions, WHOLE) == first
    numbers = [node.text for node in ET.fromstring(first.decode()).iter("idnumber")]
    assert len(set(numbers)) == len(numbers) == len(questions)


def test_both_languages_stand_in_it() -> None:
    questions, _ = carried()
    read = read_moodle(EXPORTER.file(questions, IN_BOTH).decode())
    assert all('lang="ja"' in one.text and 'lang="en"' in one.text for one in read if one.sort != "cloze")


def test_a_strangers_text_stays_text() -> None:
    from dataclasses import replace

    from quiz.language import Text

    hostile = '</text></questiontext><script>alert(1)</script> {1:NUMERICAL:=1} ]]> "'
    question = every_question()[0]
    asked = replace(question.only, stem=Text(hostile, hostile))
    there = read_moodle(EXPORTER.file([replace(question, asked=(asked,))], WHOLE).decode())
    assert "<script>" not in there[0].text
    assert "&lt;script&gt;" in there[0].text
