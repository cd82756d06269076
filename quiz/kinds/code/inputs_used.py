"""Diagnoses of what an answer does to its inputs, and of what it takes from them."""

from __future__ import annotations

from quiz.kinds.code.cases import same_data
from quiz.kinds.code.observed import CLOSE, Seen, equal, has_numbers, listed, told
from quiz.model import Diagnosis


def changed(seen: Seen) -> Diagnosis | None:
    """An input was written into, or what an earlier call had returned."""
    names = list(dict.fromkeys(name for one in seen.given for name in one.changed))
    if not names:
        return None
    inputs = [name for name in names if name not in seen.task.results]
    if not inputs:
        return told(
            "changes-result",
            f"前に返した {listed(names)} の中身が、後の呼び出しで変わっています。"
            "返した配列は呼び出した側のものです。返すたびに新しい配列を作ります。",
            f"A later call writes into {listed(names)}, which was returned before and is the caller's: return a new "
            "array every time.",
        )
    shown = listed(inputs)
    return told(
        "changes-input",
        f"渡された {shown} の中身を書き換えています。呼び出した側のデータも変わるので、新しい配列を作ります。",
        f"It writes into {shown}, and so changes the caller's data. Make a copy, or a new array.",
    )


def unmoved(seen: Seen) -> Diagnosis | None:
    """Inputs that should be updated in place are as they were, in every case."""
    names = [name for name in seen.task.gives if seen.origin(name)]
    if (
        not names
        or not seen.all_end
        or any(
            not equal(seen.value(place, name), seen.trial.cases[place].get(seen.origin(name)))
            for name in names
            for place in range(len(seen.given))
        )
    ):
        return None
    return told(
        "not-updated",
        f"{listed(names)} が呼び出しの前のままです。渡された辞書や配列そのものを更新します。",
        f"{listed(names)}: nothing has changed. Update the very dictionary or array that is passed in.",
    )


def ignored(seen: Seen) -> Diagnosis | None:
    """Arguments that make no difference: cases that differ in one of them alone give the same, and should not."""
    same: dict[str, list[bool]] = {}
    for pair in seen.trial.pairs:
        if max(pair.one, pair.other) >= len(seen.given):
            continue
        telling = [
            name
            for name in seen.task.gives
            if not same_data(seen.wanted[pair.one][name], seen.wanted[pair.other][name], 10 * seen.task.tolerance)
        ]
        if telling:
            results = [(seen.value(pair.one, name), seen.value(pair.other, name)) for name in telling]
            # What is nowhere a number says nothing of an argument (None is None).
            same.setdefault(pair.argument, []).append(
                all(has_numbers(one) and same_data(one, other, CLOSE) for one, other in results)
            )
    found = [name for name, pairs in same.items() if all(pairs) and len(pairs) > 1]
    if not found:
        return None
    if len(found) == len(same) > 1:
        return told(
            "ignores-everything",
            "どの引数を変えても同じ結果になります。",
            "The result is the same whatever the arguments are.",
        )
    shown = ", ".join(f"`{name}`" for name in found)
    return told(
        "ignores-" + "-".join(found),
        f"{shown} を変えても結果が変わりません。使われていないか、決まった値に置き換わっています。",
        f"{shown} makes no difference to the result: it is not used, or a fixed value stands for it."
        if len(found) == 1
        else f"{shown} make no difference to the result: they are not used, or fixed values stand for them.",
    )
