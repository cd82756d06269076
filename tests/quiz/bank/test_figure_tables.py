"""Tables of figures: read with their lines, filled with drawn values, placed in texts, told where they can't be."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile_texts import PIECES, unseen

from quiz.audit import audit_item
from quiz.courses import parse_item
from quiz.drawing import draw, pictures, prompt, solution
from quiz.errors import FileFaults, Unanswerable
from quiz.exchange.sheet import key_entry, question_markdown, sheet_entry
from quiz.figures.gallery import Gallery
from quiz.model import Item
from quiz.render import terminal
from quiz.render.portable import portable

PAGE = """+++
id = "step"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "a * 2"
check = "a + a"

[draw]
a = { from = 2, to = 9 }

[figure.line]
sort = "graph"
x = ["-a", "a"]
y = [-20, 20]
x_label = "w"

[[figure.line.curve]]
y = "2 * x"
label = { ja = "傾き {{a}}", en = "slope {{a}}" }

[[figure.line.point]]
at = ["1", "2"]
label = "P{{a}}"

[figure.heights]
sort = "bars"

[[figure.heights.bar]]
value = "key_of_nothing"
label = "a"
+++
# ja
図を見て答えてください。
![](figure:line)
## 解説
![棒](figure:heights)
答えは {{key}} です。
# en
Look at the figure.
![](figure:line)
## Solution
![Bars](figure:heights)
It is {{key}}.
"""
RIGHT = PAGE.replace("key_of_nothing", "a * 3")


def item_of(source: str) -> Item:
    return parse_item(source, expected_id="step", path="step.md")


def faults_of(source: str) -> list[tuple[int, str]]:
    with pytest.raises(FileFaults) as caught:
        item_of(source)
    return [(fault.line, fault.message.en) for fault in caught.value.faults]


def line_of(source: str, text: str) -> int:
    return next(number for number, line in enumerate(source.split("\n"), start=1) if text in line)


def test_a_prompt_has_the_figures_of_its_stem_and_no_others() -> None:
    variant = draw(item_of(RIGHT), 5)
    shown = prompt(variant)
    assert list(shown.pictures) == ["figure:line"]
    assert list(pictures(variant)) == ["figure:heights"]
    a = variant.values["a"]
    assert f"slope {a}: {-2 * a} at x={-a}" in shown.pictures["figure:line"].words("en", "")
    assert f"a {a * 3}" in pictures(variant)["figure:heights"].words("en", "Bars")


def test_the_text_of_a_variant_holds_the_place_and_not_the_words() -> None:
    """So a figure may be reworded by a later version, and the printed question is still the same one."""
    assert "![](figure:line)" in prompt(draw(item_of(RIGHT), 5)).stem.ja.split("\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_a_terminal_draws_it_and_ascii_tells_it(columns: int) -> None:
    shown = prompt(draw(item_of(RIGHT), 5))
    gallery = Gallery("ja", shown.pictures)
    drawn = terminal(shown.stem.ja, width=columns - 1, color=False, ascii=False, pictures=gallery)
    assert any("\u2800" < sign <= "\u28ff" for sign in drawn)
    assert all(len(line) < columns for line in drawn.split("\n"))
    plain = terminal(shown.stem.en, width=columns - 1, color=False, ascii=True, pictures=Gallery("en", shown.pictures))
    assert plain.isascii()
    assert "[graph (x from" in plain


def test_a_sheet_holds_the_picture_and_its_words() -> None:
    variant = draw(item_of(RIGHT), 5)
    page = question_markdown(prompt(variant), "ja")
    line = next(line for line in page.split("\n") if line.startswith("!["))
    words, _, address = line.removeprefix("![").partition("](")
    assert "傾き" in words
    head, _, data = address.removesuffix(")").partition(",")
    assert head == "data:image/svg+xml;base64"
    svg = base64.b64decode(data).decode("utf-8")
    assert ElementTree.fromstring(svg).attrib["lang"] == "ja"
    (sheet,) = sheet_entry(variant)["pictures"]
    assert sheet["place"] == "figure:line"
    assert sheet["words"]["en"].startswith("graph")
    assert [one["place"] for one in key_entry(variant)["pictures"]] == ["figure:heights"]
    solved = portable(solution(variant).en, Gallery("en", pictures(variant)))
    assert "![Bars: bars: a " in solved


def test_the_same_values_give_the_same_bytes() -> None:
    first, again = (prompt(draw(item_of(RIGHT), 7)).pictures["figure:line"].address("en", "") for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("key_of_nothing", "key_of_nothing", '"key_of_nothing"', "there is no value called key_of_nothing"),
        ('sort = "bars"', 'sort = "pie"', '"pie"', "figure.heights.sort can't be pie"),
        ('x_label = "w"', 'x_lable = "w"', "x_lable", "there is no key figure.line.x_lable"),
        ('y = "2 * x"', 'y = "2 * z"', '"2 * z"', "there is no value called z"),
        ('y = "2 * x"', "", "[[figure.line.curve]]", "figure.line.curve.1.y is missing"),
        ('label = "P{{a}}"', 'label = "P{{b}}"', 'label = "P{{b}}"', "there is no value called b"),
        ('label = "P{{a}}"', 'label = { ja = "P" }', '{ ja = "P" }', "en is missing"),
        ("![Bars](figure:heights)", "![Bars](figure:hights)", "figure:hights", "there is no figure hights"),
        ("[figure.heights]", "[figure.Heights]", "[figure.Heights]", "can't read figure.Heights"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, at: str, said: str) -> None:
    source = PAGE if old == "key_of_nothing" else RIGHT
    assert old in source
    source = source.replace(old, new, 1)
    assert any(line == line_of(source, at) and said in message for line, message in faults_of(source))


def test_values_outside_the_axes_are_told_by_the_audit() -> None:
    item = item_of(RIGHT.replace('at = ["1", "2"]', 'at = ["a + 1", "2"]'))
    with pytest.raises(Unanswerable, match=r"figure.line: point.1.at: \(.*\) lies outside the axes"):
        prompt(draw(item, 1))
    report = audit_item(item, 3)
    assert [(defect.rule, defect.line) for defect in report.defects] == [("draw", line_of(RIGHT, "[figure.line]"))]


def test_a_figure_without_a_place_and_one_in_one_language_are_told() -> None:
    report = audit_item(
        item_of(RIGHT.replace("![棒](figure:heights)\n", "").replace("![Bars](figure:heights)\n", "")), 2
    )
    assert [(defect.rule, defect.line) for defect in report.defects] == [("figure", line_of(RIGHT, "[figure.heights]"))]
    report = audit_item(item_of(RIGHT.replace("![Bars](figure:heights)\n", "")), 2)
    assert [defect.detail.en for defect in report.defects] == [
        "solution: only ja has figure:heights → show the same in both languages"
    ]


def test_a_place_within_a_line_is_told(tmp_path: Path) -> None:
    source = RIGHT.replace("Look at the figure.\n!", "Look at !")
    report = audit_item(item_of(source), 2, source, tmp_path)
    assert [(defect.rule, defect.line) for defect in report.defects] == [("picture", line_of(source, "Look at !"))]


def test_the_budget_holds_for_figures() -> None:
    """A curve that is too costly is refused, and not taken for one that has no value."""
    costly = " + ".join(["abs(x)"] * 80)
    once = RIGHT.replace('y = "2 * x"', f'y = "2 * x + 0 * ({costly})"')
    assert prompt(draw(item_of(once), 1)).pictures
    curves = f'[[figure.line.curve]]\ny = "0 * ({costly})"\n' * 3
    with pytest.raises(Unanswerable, match="too much to compute"):
        prompt(draw(item_of(once.replace("[[figure.line.point]]", curves + "[[figure.line.point]]")), 1))


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_label_is_text(piece: str) -> None:
    label = "".join(sign for sign in piece if sign not in '\n\x00{}"\\' and not "\ud800" <= sign <= "\udfff").strip()
    if not label or any(sign < " " or sign == "\x7f" for sign in label) or "$" in label or "`" in label:
        return  # no TOML, or no label
    item = item_of(
        RIGHT.replace('label = "P{{a}}"', f"label = '''{label}'''" if "'" not in label else f'label = "{label}"')
    )
    shown = prompt(draw(item, 5))
    for language in ("ja", "en"):
        page = question_markdown(shown, language)  # type: ignore[arg-type]
        assert not unseen(page)
        markup = shown.pictures["figure:line"].markup(language, piece).source  # type: ignore[arg-type]
        assert not unseen(markup)
        tags = {found.tag.rpartition("}")[2] for found in ElementTree.fromstring(markup).iter()}
        assert tags <= {"svg", "title", "g", "rect", "circle", "polygon", "polyline", "text"}
        assert not any(key.startswith("on") for found in ElementTree.fromstring(markup).iter() for key in found.attrib)
