"""Every sort of figure: well-formed SVG within its view box, lines within their columns, words that name the values."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from figure_values import VALUES
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.columns import width
from quiz.figures.given import FigureFault, Given, shown
from quiz.figures.scene import Label, Line, extent
from quiz.figures.sorts import SORTS, drawn
from quiz.language import LANGUAGES, Text

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("svg", "title", "g", "rect", "circle", "polygon", "polyline", "text")}

figures = st.sampled_from(SORTS).flatmap(lambda sort: st.tuples(st.just(sort), VALUES[sort]))


def test_every_sort_is_tried() -> None:
    assert set(VALUES) == set(SORTS)


@given(figures)
@settings(max_examples=60)
def test_what_is_drawn_lies_within_the_view_box(figure: tuple[str, dict[str, Any]]) -> None:
    scene = drawn(figure[0], Given(figure[1])).scene
    for shape in scene.shapes:
        left, top, right, bottom = extent(shape)
        assert left >= -0.01
        assert top >= -0.01
        assert right <= scene.width + 0.01, shape
        assert bottom <= scene.height + 0.01, shape


@given(figures, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_the_svg_is_well_formed_and_holds_shapes_alone(figure: tuple[str, dict[str, Any]], language: Any) -> None:
    made = drawn(figure[0], Given(figure[1]))
    tree = ElementTree.fromstring(made.svg(language))
    assert {found.tag for found in tree.iter()} <= SHAPES
    assert tree.attrib["role"] == "img"
    assert tree.find(f"{SVG}title") is not None
    assert tree.findtext(f"{SVG}title") == made.alternative.in_(language)
    assert tree.attrib["viewBox"].startswith("0 0 ")
    said = [found.text for found in tree.iter(f"{SVG}text")]
    assert said == [one.text.in_(language) for one in made.scene.shapes if isinstance(one, Label)]
    for found in tree.iter():
        for key, value in found.attrib.items():
            assert not key.startswith("on")
            assert "href" not in key
            if key in ("points", "x", "y", "cx", "cy", "r"):
                assert re.fullmatch(r"[-0-9. ,]*", value), "numbers with one decimal, whatever the platform"
                assert not re.search(r"\.\d\d", value)


@given(figures, st.sampled_from([10, 36, 39, 76, 79, 100]), st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_no_line_of_characters_is_wider_than_the_screen(
    figure: tuple[str, dict[str, Any]], columns: int, language: Any
) -> None:
    made = drawn(figure[0], Given(figure[1]))
    lines = made.characters(language, columns)
    assert lines
    assert all(width(line) <= columns for line in lines)
    if columns >= 36:  # every word is there, in the drawing or below it
        for shape in made.scene.shapes:
            if isinstance(shape, Label):
                assert any(shape.text.in_(language) in line for line in lines), shape


@pytest.mark.parametrize(
    ("sort", "values", "named"),
    [
        ("graph", {"x": (-2, 2), "y": (0, 4), "curve": ({"y": lambda x: x * x},)}, ["x=-2", "4", "x=0"]),
        (
            "curves",
            {"series": ({"values": (2.5, 1.25, 1.75), "label": Text("検証", "validation")},)},
            ["2.5", "1.25", "1.75", "validation"],
        ),
        ("contours", {"centre": (2, 0.5), "levels": (1, 1.5), "region": "diamond"}, ["2", "0.5", "1.5", "diamond"]),
        (
            "paths",
            {
                "x": (-8, 8),
                "y": (-3, 3),
                "levels": (2, 4),
                "path": ({"points": ((7, 2), (1.25, -1)), "label": Text.both("P")},),
            },
            ["P: (7, 2) → (1.25, -1)", "at last (1.25, -1)"],
        ),
        ("window", {"size": (5, 6), "window": (3, 2), "at": (1, 2), "stride": 2}, ["5×6", "3×2", "1 down", "2 to the"]),
        (
            "computation",
            {
                "node": (
                    {"name": Text.both("x"), "value": Text.both("3")},
                    {"name": Text.both("y"), "from": (Text.both("x"),), "label": Text.both("exp")},
                )
            },
            ["x = 3", "x → exp"],
        ),
        ("network", {"layers": (784, 30, 10)}, ["784 → 30 → 10"]),
        ("table", {"values": ((5, 1), (2, 8))}, ["5", "1", "2", "8"]),
        ("bars", {"bar": ({"value": -1.5, "label": Text("い", "b")},)}, ["b -1.5"]),
    ],
)
def test_the_words_name_the_values(sort: str, values: dict[str, Any], named: list[str]) -> None:
    words = drawn(sort, Given(values)).alternative
    assert all(part in words.en for part in named), words.en
    assert words.ja != words.en


@pytest.mark.parametrize(
    ("sort", "values", "key", "said"),
    [
        ("graph", {"x": (1, 0), "y": (0, 1), "curve": ()}, "x", "the smaller one first"),
        ("graph", {"x": (0, 1), "y": (0, 1), "curve": ({"y": lambda x: 5},)}, "curve.1.y", "within the axes"),
        (
            "graph",
            {"x": (0, 1), "y": (0, 1), "curve": ({"y": lambda x: x},), "point": ({"at": (2, 0.5)},)},
            "point.1.at",
            "(2, 0.5) lies outside the axes, 0..1, 0..1",
        ),
        (
            "curves",
            {"series": ({"values": (1, 9), "label": Text.both("a")},), "y": (0, 2)},
            "series.1.values",
            "(2, 9) lies outside",
        ),
        ("contours", {"centre": (1, 2, 3), "levels": (1,)}, "centre", "a list of 2 values"),
        ("contours", {"centre": (1, 2), "levels": (1,), "region": "square"}, "region", "one of diamond, circle"),
        ("contours", {"centre": (1, 2), "levels": (0,)}, "levels", "positive"),
        ("paths", {"x": (0, 1), "y": (0, 1), "levels": (0,), "path": ()}, "levels", "positive"),
        (
            "paths",
            {
                "x": (0, 1),
                "y": (0, 1),
                "levels": (1,),
                "path": ({"points": ((0, 0), (2, 0)), "label": Text.both("P")},),
            },
            "path.1.points",
            "outside the axes",
        ),
        (
            "paths",
            {"x": (0, 1), "y": (0, 1), "levels": (1,), "path": ({"points": ((0, 0, 1),), "label": Text.both("P")},)},
            "path.1.points",
            "pairs of numbers",
        ),
        ("window", {"size": (3, 3), "window": (4, 1)}, "window", "leaves the 3×3 grid"),
        ("window", {"size": (3, 3), "window": (2, 2), "at": (2, 0)}, "at", "leaves the 3×3 grid"),
        ("window", {"size": (3, 3), "window": (2, 2), "values": ((1,),)}, "values", "should be 3×3"),
        (
            "computation",
            {"node": ({"name": Text.both("y"), "from": (Text.both("x"),)},)},
            "node.1.from",
            "x is no node before it",
        ),
        ("computation", {"node": ({"name": Text.both("y")},) * 2}, "node.2.name", "stands twice"),
        ("network", {"layers": (3, 0)}, "layers", "a whole number from 1"),
        ("table", {"values": ((1, 2), (3,))}, "values", "rows of one length"),
        ("table", {"values": ((1,),), "rows": (Text.both("a"), Text.both("b"))}, "rows", "should be 1"),
        ("bars", {"bar": ({"value": "x", "label": Text.both("a")},)}, "bar.1.value", "should be a number, found x"),
        ("bars", {"bar": ({"value": 5, "label": Text.both("a")},), "y": (0, 2)}, "bar.1.value", "outside the axes"),
        ("bars", {"bar": ({"value": 10**400, "label": Text.both("a")},)}, "bar.1.value", "a number up to"),
        ("bars", {"bar": ({"value": 1, "label": Text.both("a" * 37)},)}, "bar.1.label", "at most 36 columns"),
    ],
)
def test_what_does_not_fit_is_told_with_its_key(sort: str, values: dict[str, Any], key: str, said: str) -> None:
    with pytest.raises(FigureFault) as caught:
        drawn(sort, Given(values))
    assert caught.value.key == key
    assert said in caught.value.message.en
    assert caught.value.message.ja != caught.value.message.en


def test_a_curve_without_a_value_is_interrupted() -> None:
    whole = drawn("graph", Given({"x": (-1, 1), "y": (-5, 5), "curve": ({"y": lambda x: x},)}))
    apart = drawn(
        "graph", Given({"x": (-1, 1), "y": (-5, 5), "curve": ({"y": lambda x: None if abs(x) < 0.1 else x},)})
    )
    assert len(apart.scene.shapes) == len(whole.scene.shapes) + 1
    assert "no value at x=0" in apart.alternative.en


def test_numbers_are_written_alike_everywhere() -> None:
    assert [shown(value) for value in (0.1 + 0.2, -0.00001, 123456.0, 1e9)] == ["0.3", "-1e-05", "123456", "1000000000"]


def test_an_arrow_keeps_off_the_nodes_between_its_ends() -> None:
    names = ["u", "h", "v", "f"]
    sources = [(), ("u",), ("h",), ("h", "v")]  # all in one line, with an arrow from h past v
    nodes = tuple(
        {"name": Text.both(name), **({"from": tuple(map(Text.both, found))} if found else {})}
        for name, found in zip(names, sources, strict=True)
    )
    scene = drawn("computation", Given({"node": nodes})).scene
    at = {shape.text.en: shape.at for shape in scene.shapes if isinstance(shape, Label)}
    (ax, ay), (x, y), (bx, by) = at["h"], at["v"], at["f"]
    assert abs(ay + (by - ay) * (x - ax) / (bx - ax) - y) >= 20


def test_labels_of_curves_that_end_together_stand_apart_and_in_order() -> None:
    series = tuple({"values": (0.9, end), "label": Text.both(name)} for name, end in (("lower", 0.05), ("upper", 0.06)))
    scene = drawn("curves", Given({"series": series, "y": (0, 1)})).scene
    at = {shape.text.en: shape.at[1] for shape in scene.shapes if isinstance(shape, Label)}
    assert at["upper"] + 12 < at["lower"]


def test_a_window_is_told_from_the_grid_without_colours() -> None:
    scene = drawn("window", Given({"size": (4, 4), "window": (2, 2), "at": (1, 1)})).scene
    frames = [shape for shape in scene.shapes if isinstance(shape, Line) and shape.thick]
    outer, inner = (sorted({x for x, _ in frame.points}) for frame in frames)
    assert outer[0] < inner[0] < inner[1] < outer[1]


def test_paths_share_their_axes() -> None:
    paths = tuple({"points": ((4, 1), (end, 0)), "label": Text.both(name)} for name, end in (("P", 0), ("Q", -4)))
    scene = drawn("paths", Given({"x": (-5, 5), "y": (-2, 2), "levels": (1, 2), "path": paths})).scene
    runs = [shape.points for shape in scene.shapes if isinstance(shape, Line) and shape.thick and shape.tone == 1]
    (first, half), (second, whole) = runs
    assert second[0] - first[0] == whole[0] - half[0] + (first[0] - half[0])
    assert first[1] == second[1]
