"""Augmentations that turn the picture of one class into that of another: small pictures, flipped and rotated."""

from __future__ import annotations

from typing import Literal

from solvers.registry import solver

Glyph = Literal[
    "b", "d", "p", "q", "6", "9", "n", "u", "M", "W", "→", "←", "↑", "↓", "⊂", "⊃", "L", "Γ", "J",
]  # fmt: skip
Operation = Literal["mirror", "upside-down", "half-turn", "clockwise", "counter-clockwise", "kept"]
Picture = tuple[str, ...]

_GLYPHS: dict[str, Picture] = {
    "b": ("#..", "#..", "###", "#.#", "###"),
    "d": ("..#", "..#", "###", "#.#", "###"),
    "p": ("###", "#.#", "###", "#..", "#.."),
    "q": ("###", "#.#", "###", "..#", "..#"),
    "6": ("###", "#..", "###", "#.#", "###"),
    "9": ("###", "#.#", "###", "..#", "###"),
    "n": ("###", "#.#", "#.#"),
    "u": ("#.#", "#.#", "###"),
    "M": ("#...#", "##.##", "#.#.#", "#...#", "#...#"),
    "W": ("#...#", "#...#", "#.#.#", "##.##", "#...#"),
    "→": ("..#..", "...#.", "#####", "...#.", "..#.."),
    "←": ("..#..", ".#...", "#####", ".#...", "..#.."),
    "↑": ("..#..", ".###.", "#.#.#", "..#..", "..#.."),
    "↓": ("..#..", "..#..", "#.#.#", ".###.", "..#.."),
    "⊂": ("###", "#..", "###"),
    "⊃": ("###", "..#", "###"),
    "L": ("#..", "#..", "###"),
    "Γ": ("###", "#..", "#.."),
    "J": ("..#", "..#", "###"),
}


@solver
def glyph_pictures(first: Glyph, second: Glyph) -> str:
    """Write two small pictures side by side, for a code block.

    >>> print(glyph_pictures("n", "u"))
    ###    #.#
    #.#    #.#
    #.#    ###
    """
    pairs = zip(_GLYPHS[first], _GLYPHS[second], strict=True)
    return "\n".join(f"{left}    {right}" for left, right in pairs)


@solver
def turns_into(first: Glyph, second: Glyph, operation: Operation) -> bool:
    """Return whether an operation makes either of two pictures into the other.

    ``kept`` stands for operations that leave the shape as it is: moving, brightening, zooming.

    >>> [turns_into("b", "d", how) for how in ("mirror", "upside-down", "half-turn", "kept")]
    [True, False, False, False]
    """
    one, other = _GLYPHS[first], _GLYPHS[second]
    return _changed(one, operation) == other or _changed(other, operation) == one


def _changed(picture: Picture, operation: Operation) -> Picture:
    if operation == "mirror":
        return tuple(row[::-1] for row in picture)
    if operation == "upside-down":
        return picture[::-1]
    if operation == "half-turn":
        return tuple(row[::-1] for row in picture[::-1])
    if operation == "kept":
        return picture
    turned = zip(*picture[::-1], strict=True) if operation == "clockwise" else [*zip(*picture, strict=True)][::-1]
    return tuple("".join(row) for row in turned)
