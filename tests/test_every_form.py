"""Every item, every way to write its answer: right ones are right, wrong ones are not.

The forms are those of ``tests/support/item_forms.py``. The whole of it, with tables, is
``tests/bench/forms_of_every_item.py``.
"""

from __future__ import annotations

from collections import Counter

import pytest
from item_forms import KINDS, forms_of
from item_pairs import answered

from quiz.courses import built_in_bank
from quiz.drawing import draw

BANK = built_in_bank()
ITEMS = sorted(item.id for item in BANK.items() if item.kind in KINDS)
SEEDS = (1, 2)


@pytest.mark.thorough
@pytest.mark.parametrize("identifier", ITEMS)
def test_right_forms_are_right_and_wrong_ones_are_not(identifier: str) -> None:
    item = BANK.item(identifier)
    false, counts = [], Counter()
    for seed in SEEDS:
        variant = draw(item, seed)
        for form in forms_of(variant):
            state, told = answered(variant, form.text, form.right)
            counts[state] += 1
            if state in ("refused", "accepted"):
                false.append((seed, form, told))
    assert false == []
    assert counts["right"] > 10
    assert counts["wrong"] > 10
    assert counts["unreadable"] <= 0.06 * counts["right"]  # of all items together it is far less
