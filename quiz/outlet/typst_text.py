"""Typst in which a stranger's text is text: it stands in strings alone, which nothing in them can end.

Typst runs nothing, and reads no files but those that a document names; what is built here names none.
"""

from __future__ import annotations

from dataclasses import dataclass

from quiz.outlet.visible import visible


@dataclass(frozen=True, slots=True)
class Typst:
    """A piece of Typst markup that was built here."""

    source: str


def string(text: str) -> str:
    r"""Return a text as a string.

    >>> string('a"b\\c')
    '"a\\"b\\\\c"'
    """
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def plain(text: str) -> Typst:
    """Return running text.

    >>> plain("#x").source
    '#"#x";'
    """
    return Typst(f"#{string(text)};" if text else "")


def together(*parts: Typst) -> Typst:
    """Return several pieces as one, in their order."""
    return Typst("".join(part.source for part in parts))


def call(name: str, *content: Typst, **settings: str) -> Typst:
    """Return a call of one of Typst's functions on pieces of markup; ``settings`` are Typst code of our own.

    >>> call("strong", plain("a")).source
    '#strong[#"a";];'
    """
    given = ", ".join(f"{key.replace('_', '-')}: {value}" for key, value in settings.items())
    opened = f"({given})" if given or not content else ""
    return Typst(f"#{name}{opened}{''.join(f'[{part.source}]' for part in content)};")
