"""Lines of Python that a question prints, carried out: they know what a test hands over, and nothing else of Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from printed_stems import Printed


def code_block(question: Printed) -> str:
    """Return the only block of code of the stem."""
    (block,) = re.findall(r"```\n(.*?)\n```", question.stem, re.DOTALL)
    return str(block)


def carry_out(code: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out lines of code, and return what every name then stands for.

    >>> carry_out("a = b + 1", {"b": 2})["a"]
    3
    """
    known = dict(names)
    exec(
        code, {"__builtins__": {"__import__": __import__}}, known
    )  # some methods of arrays import where they are called
    return known


def worth(expression: str, names: Mapping[str, Any]) -> Any:
    """Return the value of an expression, which may stand between signs for code.

    >>> worth("`2 * param`", {"param": 4})
    8
    """
    return carry_out(f"value = {expression.strip('`')}", names)["value"]
