"""Labels on a drawing of characters: two at one place stand above each other, and what has no room stands below."""

from __future__ import annotations

from quiz.figures.braille import as_lines
from quiz.figures.scene import Label, Line, Scene
from quiz.language import Text


def labelled(*texts: str) -> list[str]:
    scene = Scene(112, 60)
    scene.add(Line(((0, 0), (0, 59))))
    scene.add(*(Label((56, 30), Text.both(text)) for text in texts))
    return [line.lstrip("⡇⠇ ") for line in as_lines(scene, "en", 21)]


def test_labels_at_one_place_move_apart() -> None:
    lines = labelled("one", "two", "three")
    assert sorted(line for line in lines if line) == ["one", "three", "two"]
    assert lines[-1] == ""  # the drawing goes on below them


def test_a_label_without_room_stands_below_the_drawing() -> None:
    assert labelled("one", "two", "three", "four")[-1] == "four"
    assert "x" * 25 in "".join(labelled("x" * 25))
