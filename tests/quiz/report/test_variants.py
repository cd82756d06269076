"""What is computed once: for the very object, whatever it equals; and as often as there is room."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import instantiate
from quiz.errors import Unanswerable
from quiz.model import Variant
from quiz.report.variants import REMEMBERED, Once, OnceByText, variant_of


def test_a_result_belongs_to_the_very_object() -> None:
    asked: list[list[int]] = []

    def compute(numbers: list[int]) -> int:
        asked.append(numbers)
        return len(asked)

    once = Once(compute)
    first, second = [1], [1]
    assert [once(first), once(second), once(first)] == [1, 2, 1]
    for number in range(REMEMBERED + 1):
        once([number])
    assert once(first) > 2, "what was forgotten is computed again"


def test_a_variant_is_that_of_its_values() -> None:
    item = built_in_bank().item("conv-output-size")
    values = {name: value for name, value in (item.original or {}).items() if name != "options"}
    assert variant_of(item, values) is variant_of(item, dict(values))
    name = next(name for name, value in values.items() if isinstance(value, int))
    other = variant_of(item, {**values, name: values[name] + 1})
    assert other.values[name] == values[name] + 1
    for _ in range(2):
        with pytest.raises(Unanswerable):
            variant_of(item, {})


def test_a_text_is_looked_at_once_for_each_variant() -> None:
    item = built_in_bank().item("conv-output-size")
    values = {name: value for name, value in (item.original or {}).items() if name != "options"}
    first, second = instantiate(item, values), instantiate(item, values)
    asked: list[str] = []

    def compute(variant: Variant, text: str) -> int:
        asked.append(text)
        return len(asked)

    once = OnceByText(compute)
    assert [once(first, "7x7"), once(first, "7x7"), once(first, "5x5"), once(second, "7x7")] == [1, 1, 2, 3]
    for number in range(REMEMBERED + 1):
        once(first, str(number))
    assert once(first, "7x7") > 3, "what was forgotten is computed again"
