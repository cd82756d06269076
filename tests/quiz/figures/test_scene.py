"""Shapes and the box that they are cut to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.figures.axes import ticks
from quiz.figures.scene import Label, Scene, arrow, clipped, extent
from quiz.language import Text

coordinates = st.floats(-1e6, 1e6)
points = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=8)


@given(points)
def test_what_is_cut_lies_within_the_box(line: list[tuple[float, float]]) -> None:
    for part in clipped(line, (0, 0, 10, 5)):
        assert len(part) > 1
        assert all(0 <= x <= 10 and 0 <= y <= 5 for x, y in part)


@given(points)
def test_what_lies_within_is_not_cut(line: list[tuple[float, float]]) -> None:
    inside = [(abs(x) % 10, abs(y) % 5) for x, y in line]
    assert list(clipped(inside, (0, 0, 10, 5))) == [tuple(inside)]


def test_a_line_that_leaves_and_comes_back_has_two_parts() -> None:
    assert list(clipped([(1, 1), (1, 9), (3, 9), (3, 1)], (0, 0, 5, 5))) == [((1, 1), (1, 5)), ((3, 5), (3, 1))]


def test_a_label_that_would_stand_out_is_moved_in() -> None:
    scene = Scene(100, 40)
    scene.add(Label((0, 0), Text("勾配", "gradient")), Label((100, 40), Text("勾配", "gradient"), "start"))
    for label in scene.shapes:
        left, top, right, bottom = extent(label)
        assert left >= 0
        assert top >= 0
        assert right <= 100
        assert bottom <= 40


def test_an_arrow_ends_where_it_points_to() -> None:
    assert arrow((0, 0), (0, 0)) == ()
    line, head = arrow((0, 0), (20, 0))
    assert extent(line) == (0, 0, 13, 0)
    assert extent(head)[2] == 20


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_are_few_and_within(low: float, room: float) -> None:
    found = ticks(low, low + room)
    assert 2 <= len(found) <= 7
    assert all(low - room * 1e-6 <= value <= low + room * (1 + 1e-6) for value in found)
