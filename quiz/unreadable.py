"""What to say, in Japanese and English, about an answer that can't be read or isn't in the form that was asked for."""

from __future__ import annotations

from quiz.model import Unreadable
from quiz.text import Text
from solvers import Comparison
from solvers.expression import Unreadable as Fault


def explained(fault: Fault) -> Unreadable:
    """Return a fault of reading with its reason and remedy in words (used by quiz.kinds)."""
    return Unreadable(Text(f"{fault.code}: {fault.found}", f"{fault.code}: {fault.found}"), fault.column)


def form_remedy(form: str | None, result: Comparison) -> Text:
    """Return what is still to be done to reach a form (used by quiz.kinds)."""
    return Text(
        f"値は合っていますが、求められた形（{form}）ではありません。",
        f"The value is right, but not in the form {form}.",
    )
