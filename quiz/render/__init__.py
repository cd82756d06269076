"""Typesetting: Markdown with LaTeX mathematics -> terminal and plain ASCII.

`terminal` sets a whole text; `math.inline` and `math.display` set one formula, `math.check` lists its faults.
"""

from quiz.render.lines import terminal

__all__ = ["terminal"]
