"""Where each key of a TOML text stands, so that a fault can name the line."""

from __future__ import annotations

import re
from collections.abc import Mapping


class LineIndex:
    """Where each key of the front matter stands: ``("draw", "height")`` or ``("option", 0, "holds")`` -> line."""

    _HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
    _KEY = re.compile(r"\s*([A-Za-z0-9_.\-\"']+)\s*=")

    def __init__(self, front: str, first_line: int) -> None:
        self.lines: dict[tuple[str | int, ...], int] = {(): first_line}
        counts: dict[tuple[str | int, ...], int] = {}
        table: tuple[str | int, ...] = ()
        inside = ""
        for number, line in enumerate(front.split("\n"), start=first_line):
            if inside:
                if inside in line:
                    inside = ""
                continue
            header = self._HEADER.match(line)
            if header:
                table = self._resolve(tuple(part.strip().strip("\"'") for part in header[2].split(".")), counts)
                if header[1] == "[[":
                    place = counts.get(table, -1) + 1
                    counts[table] = place
                    table = (*table, place)
                self.lines.setdefault(table, number)
                continue
            key = self._KEY.match(line)
            if key:
                parts = tuple(part.strip("\"'") for part in key[1].split("."))
                self.lines.setdefault((*table, *parts), number)
                for mark in ('"""', "'''"):
                    if line.count(mark) == 1:
                        inside = mark

    @staticmethod
    def _resolve(path: tuple[str, ...], counts: Mapping[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
        """``[[rubric.sample]]`` below an array table belongs to that array's last entry."""
        resolved: tuple[str | int, ...] = ()
        for depth, part in enumerate(path):
            resolved = (*resolved, part)
            if resolved in counts and depth < len(path) - 1:
                resolved = (*resolved, counts[resolved])
        return resolved

    def at(self, *path: str | int) -> int:
        """The line of that key, or of the first in its table, or of the nearest table around it."""
        while path and path not in self.lines:
            inside = [line for known, line in self.lines.items() if known[: len(path)] == path]
            if inside:
                return min(inside)
            path = path[:-1]
        return self.lines[path]
