"""Reads a course's ``code.toml``, which lies beside ``course.toml``: what is said where printed code breaks a rule.

The rules themselves are Python (a rule needs a syntax tree); what a rule says, how bad it is and which question trains
it belong to the course. A course without the file has no checks of code; a rule that the file leaves out is off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from quiz.bank.toml_text import read_toml
from quiz.errors import Fault, FileFaults
from quiz.language import Text

FILE: Final = "code.toml"
FORMAT_VERSION: Final = 1

Verdict = Literal["right", "imprecise", "wrong"]

RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "syntax": ("fault", "mended"),
    "no-such-function": ("name", "near"),
    "assigns-the-negative": ("name",),
    "unused-draw": ("name", "call"),
    "shuffle-gives-nothing": ("name",),
    "labels-not-shuffled": ("name", "plain"),
    "keys-missing": ("layers", "keys", "missing"),
    "keys-too-many": ("layers", "keys", "surplus"),
    "last-layer-left-out": ("range", "layers"),
    "layer-too-many": ("range", "layers"),
    "keys-unpaired": ("keys", "missing"),
    "key-never-set": ("key", "name", "set"),
    "layer-numbers-differ": ("weight", "bias"),
    "unpacked-crosswise": ("name", "key"),
    "layer-sizes-differ": ("first", "second", "out", "into"),
    "bias-size": ("weight", "bias", "out", "size"),
    "shape-product": ("left", "right"),
    "shape-sum": ("left", "right"),
    "shape-reshape": ("shape", "target"),
    "shape-comment": ("said", "shape"),
    "another-method": ("said", "done"),
    "comment-option": ("said", "done"),
    "comment-value": ("said", "done"),
    "comment-product": ("product", "said", "result"),
    "heading-pair": ("said", "done"),
    "weights-constant": ("name", "value"),
    "weights-fan": ("used", "wanted"),
    "weights-scale": ("method", "used", "wanted"),
    "adagrad-division-by-zero": (),
    "adagrad-not-summed": (),
    "batch-norm-division-by-zero": (),
    "adagrad-start-differs": (),
    "softmax-overflow": (),
    "log-of-zero": (),
    "dropout-unscaled": (),
    "dropout-scaled-twice": (),
    "dropout-wrong-factor": ("ratio",),
    "relu-mask": ("mask",),
    "penalty-without-strength": (),
    "penalty-kind": ("said", "done"),
    "penalty-never-added": ("name",),
    "forward-in-order": ("layers", "given", "gets"),
    "forward-reversed": ("layers", "given", "gets"),
    "forward-input-kept": ("layers", "given", "gets"),
    "backward-in-reverse": ("layers", "given", "gets"),
    "backward-in-order": ("layers", "given", "gets"),
    "backward-input-kept": ("layers", "given", "gets"),
    "gradients-of-layers": (),
    "gradients-left-out": ("range",),
    "gradient-of-another": ("said", "done"),
    "accuracy-share": (),
    "accuracy-divisor": ("divisor",),
    "accuracy-axis": (),
    "scales-by-name": (),
    "keys-complete": ("layers", "keys"),
    "comment-product-right": ("product", "said", "result"),
    "training-settings": ("steps", "batch", "drawn", "epochs"),
    "fit-settings": ("epochs", "batch", "updates", "last", "all"),
    "loss-fits-labels": ("name",),
    "loss-for-other-labels": ("name",),
    "saturated-by-mean": ("mean", "inputs"),
    "comment-layer": ("name", "said", "done"),
    "comment-splits-test-data": (),
    "iterations-not-epochs": ("name",),
    "plot-axis-shifted": ("range", "wanted"),
    "printed-value": ("value", "said"),
    "printed-value-differs": ("value", "said"),
    "normalization-line": (),
    "dropout-line": (),
    "axes-differ": (),
}
"""Every rule, with the slots that what it says may have."""

KEPT: Final = frozenset({
    "forward-in-order", "backward-in-reverse", "gradients-of-layers", "accuracy-share", "scales-by-name",
    "keys-complete", "comment-product-right", "training-settings", "printed-value", "normalization-line",
    "dropout-line", "fit-settings", "loss-fits-labels",
})  # fmt: skip
"""The rules that tell what is right in a line; the verdict of the others is wrong or imprecise."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said where a rule is broken: how bad it is, why, what was expected, the item that trains it.

    ``in_questions`` tells that it is told of the code of a question too, which the learner didn't write. ``tests`` are
    programs that break it (or keep it, where it tells what is right), ``counters`` such as don't.
    """

    id: str
    verdict: Verdict
    message: Text
    expected: Text | None = None
    practise: str | None = None
    in_questions: bool = False
    tests: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class CodeBook:
    """The rules of one course, by their names; ``folder`` is that of the course, whose remarks on code lie there."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a line of a block breaks, or keeps, with what fills the slots; ``line`` is 1-based in the block."""

    line: int
    rule: str
    values: Mapping[str, str | Text] = field(default_factory=dict, hash=False)


def filled(text: Text, values: Mapping[str, str | Text]) -> Text:
    """Return a text with its slots filled.

    >>> filled(Text("{a} です", "it is {a}"), {"a": "W1"}).en
    'it is W1'
    """
    ja, en = text.ja, text.en
    for name, value in values.items():
        in_ja, in_en = (value, value) if isinstance(value, str) else (value.ja, value.en)  # a text may be empty
        ja, en = ja.replace(f"{{{name}}}", in_ja), en.replace(f"{{{name}}}", in_en)
    return Text(ja, en)


def load_code_book(folder: Path) -> CodeBook:
    """Return the rules of the course in a folder, none where it has no such file.

    Raises :class:`quiz.errors.FileFaults` with the faults of the file.
    """
    path = folder / FILE
    if not path.is_file():
        return CodeBook()
    stat = path.stat()
    return _loaded(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _loaded(path: Path, changed: int, size: int) -> CodeBook:
    try:
        data = read_toml(path)
    except (OSError, ValueError) as error:
        ja, en = f"コードの規則を読めません: {error}", f"can't read the rules for code: {error}"
        raise FileFaults([Fault(str(path), 0, Text(ja, en))]) from None
    faults: list[Fault] = []

    def fault(place: str, ja: str, en: str) -> None:
        faults.append(Fault(str(path), 0, Text(f"{place}: {ja}", f"{place}: {en}")))

    if data.get("format_version") != FORMAT_VERSION:
        fault("format_version", f"{FORMAT_VERSION} のはずです", f"should be {FORMAT_VERSION}")
    entries = data.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        fault("rule", "表の並びのはずです", "should be a list of tables")
        entries = []
    rules = {}
    for entry in entries:
        name = str(entry.get("id"))
        if name not in RULES or name in rules:
            fault(f"rule {name}", "知らない規則か、2 度書かれた規則です", "is no rule, or stands there twice")
            continue
        message = _text(entry.get("message"))
        verdict = entry.get("verdict", "wrong")
        if message is None or verdict not in ("wrong", "imprecise"):
            ja = "message に ja と en が要り、verdict は wrong か imprecise です"
            fault(f"rule {name}", ja, "needs ja and en in its message, and wrong or imprecise as verdict")
            continue
        practise = entry.get("practise")
        own = str(practise) if practise is not None else None
        in_questions = entry.get("in_questions") is True
        tests, counters = (_programs(entry.get(name)) for name in ("test", "counter"))
        judged: Verdict = "right" if name in KEPT else verdict
        rules[name] = Rule(name, judged, message, _text(entry.get("expected")), own, in_questions, tests, counters)
    if faults:
        raise FileFaults(faults)
    return CodeBook(rules, path.parent)


def _programs(found: Any) -> tuple[str, ...]:
    return tuple(str(part) for part in found) if isinstance(found, list) else ()


def _text(found: Any) -> Text | None:
    match found:
        case {"ja": str(ja), "en": str(en)} if ja.strip() and en.strip():
            return Text(ja, en)
    return None
