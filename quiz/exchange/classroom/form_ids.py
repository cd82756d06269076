"""Ids of forms: short, read aloud without mistakes, with a check character that finds any one wrong or two swapped."""

from __future__ import annotations

import unicodedata

from quiz.draws import Draws

SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""Thirty-one signs, none of which looks like another: a prime number, which makes the check exact."""

LENGTH = 5
"""Signs before the check character."""


def form_id(class_seed: int, number: int) -> str:
    """Return the id of a form of a class; the same class gives the same ids, another one others.

    >>> form_id(1, 1), is_form_id(form_id(1, 1))
    ('43ALF-P', True)
    """
    draws = Draws(f"form-id/{class_seed}/{number}")
    body = "".join(SIGNS[draws.below(len(SIGNS))] for _ in range(LENGTH))
    return f"{body}-{_check(body)}"


def read_form_id(text: str) -> str | None:
    """Return the id that somebody wrote, in capitals and with its hyphen; None if it can't be one.

    >>> read_form_id(" ４３ａｌｆｐ "), read_form_id("43AFL-P")
    ('43ALF-P', None)
    """
    signs = unicodedata.normalize("NFKC", text).upper().replace("-", "").replace(" ", "").strip()
    if len(signs) != LENGTH + 1 or not set(signs) <= set(SIGNS):
        return None
    written = f"{signs[:LENGTH]}-{signs[LENGTH]}"
    return written if is_form_id(written) else None


def is_form_id(text: str) -> bool:
    """Return whether the check character of an id is right."""
    body, _, check = text.partition("-")
    return len(body) == LENGTH and set(body) <= set(SIGNS) and check == _check(body)


def _check(body: str) -> str:
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(body, start=2))
    return SIGNS[total % len(SIGNS)]
