"""Which share of the units a dropout is said to drop, or to keep."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.code_trees import called
from quiz.report.code.scalar_values import NoValue, value_of
from quiz.report.code.tree_nodes import nodes_in

_SHARE: Final = late(
    r"(?P<percent>\d{1,2}(?:\.\d)?)\s*(?:%|％|パーセント|percent)|(?P<tenths>\d)\s*割|(?P<half>半分|半数|\bhalf\b)|"
    r"(?:確率|probability)(?:は|が|of|\s)*(?P<chance>0?\.\d{1,3})|(?P<before>0\.\d{1,3})の確率|"
    r"(?P<decimal>0\.\d{1,3})(?=を|の割合|だけ| of )"
)
_DROPS: Final = (
    r"消[しすえさ]|落とし?|無効|ゼロに|0に(?:する|し|な)|捨て|休ま|休み|取り除|除[いく]|切[るり]|オフ|使わな|"
    r"drop(?:s|ped|ping)?\b|remov\w+|zero(?:es|ed|s)?\b|switch\w* off|turns? off|disabl\w+|silenc\w+|"
    r"discard\w*|sets? to (?:0|zero)"
)
_KEEPS: Final = (
    r"残[すしるりっさ]|生か|生き残|使(?:う|い|わ(?:れる|せ))|通[すしる]|keep(?:s|ing)?\b|kept|"
    r"surviv\w+|remain\w*|retain\w*|stay\w*|left\b"
)
_VERB: Final = late(rf"(?P<drops>{_DROPS})|(?P<keeps>{_KEEPS})")
_RATIO: Final = late(r"dropout_(?:ratio|rate)\s*=\s*(0?\.\d{1,3})")
_JAPANESE: Final = late(r"[ぁ-んァ-ヶ一-龠]")


def of_dropout(text: str, whole: str, trees: Sequence[ast.Module]) -> tuple[bool, str, str, Text] | None:
    """Judge the shares that a sentence says of a dropout: ``text`` without its code, ``whole`` with it."""
    rate = _rate(whole, trees)
    if rate is None:
        return None
    found = []
    for share in _SHARE.finditer(text):
        drops = _drops(text, share)
        if drops is None:
            return None
        value = _value(share)
        found.append(abs(value - (rate if drops else 1 - rate)) < 1e-6)
    if not found:
        return None
    drop, keep = f"{rate:g}", f"{1 - rate:g}"
    working = Text(f"消すのは {drop}、残すのは {keep} の割合です", f"a share of {drop} is dropped and {keep} is kept")
    return all(found), "code-dropout-share-claim", "dropout-forward", working


def _value(share: re.Match[str]) -> float:
    if share["percent"]:
        return float(share["percent"]) / 100
    if share["tenths"]:
        return float(share["tenths"]) / 10
    return 0.5 if share["half"] else float(share["chance"] or share["before"] or share["decimal"])


def _drops(text: str, share: re.Match[str]) -> bool | None:
    """Whether a share is dropped or kept: in Japanese by the verb behind it, in English by the one before it."""
    behind = _VERB.search(text, share.end(), share.end() + 40)
    before = None
    if not _JAPANESE.search(text):
        before = next(iter(list(_VERB.finditer(text, max(share.start() - 24, 0), share.start()))[-1:]), None)
    verb = before or behind
    return None if verb is None else verb["drops"] is not None


def _rate(whole: str, trees: Sequence[ast.Module]) -> float | None:
    """The share that code drops: ``Dropout(0.3)``, ``dropout_ratio=0.3``, ``rand(...) > 0.3``."""
    found: set[float] = set()
    for tree in trees:
        for node in nodes_in(tree):
            if isinstance(node, ast.Call) and called(node)[0] in ("Dropout", "dropout", "Dropout2d"):
                words = {word.arg: word.value for word in node.keywords}
                given = words.get("p", words.get("rate", node.args[0] if len(node.args) == 1 else None))
                found |= _known(given)
            if isinstance(node, ast.Compare) and len(node.ops) == 1 and _is_draw(node.left):
                limit = _known(node.comparators[0])
                kept_above = isinstance(node.ops[0], ast.Gt | ast.GtE)
                found |= limit if kept_above else {1 - one for one in limit}
    found |= {float(ratio) for ratio in _RATIO.findall(whole)}
    rate = found.pop() if len(found) == 1 else None
    return rate if rate is not None and 0 < rate < 1 else None


def _is_draw(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called(node)[0] in ("rand", "random", "uniform")


def _known(node: ast.expr | None) -> set[float]:
    if node is None:
        return set()
    try:
        return {float(value_of(node, {}))}
    except NoValue:
        return set()
