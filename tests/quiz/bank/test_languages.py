"""Banks and questions in one language: what may be missing then, what is still a fault, what readers are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.audit import audit_item
from quiz.courses import open_course, parse_item
from quiz.drawing import draw, other_language, prompt, solution
from quiz.errors import FileFaults
from quiz.language import LANGUAGES, Text
from quiz.model import Item

JA_BODY = "# ja\n{{food}}は {{n}} 個、箱は {{m}} 個。\n## ヒント\n掛ける。\n## 解説\n{{key}}\n"
EN_BODY = "# en\n{{n}} of {{food}} in {{m}} boxes each.\n## Hint\nMultiply.\n## Solution\n{{key}}\n"


def source(languages: str, body: str, *, message: str = 'ja = "足しています。"', title: str = '{ ja = "箱" }') -> str:
    return (
        f'+++\nid = "x"\nkind = "number"\ntitle = {title}\nsection = "s"\nminutes = 1\ndifficulty = 1\n{languages}'
        'key = "n * m"\ncheck = "sum([n for box in range(m)])"\n\n'
        "[draw]\nn = { from = 3, to = 9 }\nm = { from = 3, to = 9 }\n"
        'food = [["味噌", "miso"], ["酢", "vinegar"]]\n\n'
        f'[misconception.sum]\nvalue = "n + m"\n{message}\n+++\n{body}'
    )


def item(text: str) -> Item:
    return parse_item(text, expected_id="x", path="x.md")


def faults(text: str) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        item(text)
    return [fault.message.en for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (source('languages = ["ja"]\n', JA_BODY), "ja", "味噌|酢"),
        (
            source('languages = ["en"]\n', EN_BODY, message='en = "This adds."', title='{ en = "Boxes" }'),
            "en",
            "miso|vinegar",
        ),
    ],
)
def test_one_language_is_enough_where_the_question_says_so(text: str, language: str, said: str) -> None:
    made = item(text)
    assert made.languages == (language,)
    shown = prompt(draw(made, 1))
    assert shown.stem.ja == shown.stem.en
    assert any(word in shown.stem.ja for word in said.split("|")), "drawn words are in the question's language"
    assert shown.hints[0].ja == shown.hints[0].en
    assert solution(draw(made, 1)).ja == solution(draw(made, 1)).en
    assert [defect.detail.en for defect in audit_item(made, 40).defects] == []
    for reader in LANGUAGES:
        assert (other_language(shown, reader) is None) is (reader == language)
    told = other_language(shown, "en" if language == "ja" else "ja")
    assert told is not None
    assert ("Japanese" in told.en, "日本語" in told.ja) == (language == "ja", language == "ja")


def test_without_it_a_missing_translation_is_a_fault() -> None:
    found = faults(source("", JA_BODY))
    for wanted in ("title.en is missing", "misconception.sum.en is missing", "# en lacks the question"):
        assert wanted in found


def test_the_language_that_is_named_must_be_there() -> None:
    found = faults(source('languages = ["en"]\n', EN_BODY))
    assert "misconception.sum.en is missing" in found
    assert "title.en is missing" in found
    assert "there is a part # en, but languages lacks en" in faults(source('languages = ["ja"]\n', JA_BODY + EN_BODY))


@pytest.mark.parametrize("named", ['"ja"', "[]", '["fr"]', '["ja", "ja"]', "3", '[["ja"]]'])
def test_what_names_no_language_of_ours_is_told(named: str) -> None:
    assert any(told.startswith("can't read languages") for told in faults(source(f"languages = {named}\n", JA_BODY)))


def course(folder: Path, languages: str, *texts: str) -> Path:
    head = 'format_version = 1\nid = "c"\n' + languages
    named = 'title = { ja = "講座" }\n[[section]]\nid = "s"\nja = "分野"\n[idea.i]\nja = "考え"\n'
    (folder / "course.toml").write_text(head + named, encoding="utf-8")
    for place, text in enumerate(texts):
        (folder / f"x{place}.md").write_text(text.replace('id = "x"', f'id = "x{place}"'), encoding="utf-8")
    return folder


def test_a_course_says_it_for_all_its_questions(tmp_path: Path) -> None:
    both = source("", JA_BODY + EN_BODY, message='ja = "足す。"\nen = "Adds."', title='{ ja = "箱", en = "Boxes" }')
    found = open_course(str(course(tmp_path, 'languages = ["ja"]\n', source("", JA_BODY), both)))
    assert found.title == Text.both("講座")
    assert found.bank.cards["x0"].title == Text.both("箱")
    assert (found.section_title("s"), found.ideas["i"]) == (Text.both("分野"), Text.both("考え"))
    assert [found.bank.item(name).languages for name in ("x0", "x1")] == [("ja",), LANGUAGES]
    assert found.bank.item("x1").title == Text("箱", "Boxes"), "what is translated all the same is shown"
    (tmp_path / "course.toml").write_text(
        (tmp_path / "course.toml").read_text("utf-8").replace('languages = ["ja"]\n', "")
    )
    with pytest.raises(FileFaults):
        open_course(str(tmp_path)).bank.item("x0")
    assert "x0" not in open_course(str(tmp_path)).bank.cards, "a card of the course in one language is not taken for it"


def test_a_course_that_names_no_language_of_ours_is_told(tmp_path: Path) -> None:
    found = open_course(str(course(tmp_path, 'languages = "ja"\n', source("", JA_BODY))))
    assert any("can't read languages: 'ja'" in fault.message.en for fault in found.bank.left_out)
