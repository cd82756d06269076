"""A sentence -> a number of updates that it states, in an epoch or over several, held against its data and batches.

What one sentence says of the data and the batch holds for the next ones of its section; a program's settings count too.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.sizes import count_words as words
from quiz.report.sizes.count_words import only_number
from quiz.report.sizes.layer_arithmetic import MOST
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import shown, whole_number

_DATA_NAMES: Final = frozenset({"train_size", "n_train", "num_train", "data_size", "n_samples", "num_samples"})
_BARE: Final = late(r"[\s#]*(\d{1,3}(?:,\d{3})*|\d{1,8})\s*(?:枚|件|個)?[\s。.]*")
_TWICE: Final = frozenset({"2倍", "倍", "doubl", "twice"})
_CLAIM: Final = "updates-per-epoch-claim"
_PRACTISE: Final = "minibatch-count-last"
_BRIEF: Final = 24
"""Signs of a sentence that, in a section about an epoch, need not say that it is of its updates."""
_HALF_A_DIGIT: Final = (Fraction(0), Fraction(1, 19), Fraction(1, 190))
"""How far a number of epochs that is told to so many decimals may be off."""


@dataclass(slots=True)
class UpdateReader:
    """Judges numbers of updates; ``data`` is the number of samples that was named last, ``batch`` that of a batch.

    ``of_one`` is the number of updates in an epoch that the sentence before has stated.
    """

    data: int | None = None
    batch: int | None = None
    of_one: int | None = None

    def forget(self) -> None:
        """A new section begins."""
        self.data = self.batch = self.of_one = None

    def learn(self, block: Block) -> None:
        """Take the settings of a printed program: ``batch_size = 100``, ``fit(..., batch_size=100)``.

        What it computes may be told by the comment beside it: ``train_size = x_train.shape[0]  # 60000``.
        """
        if block.tree is None:
            return
        beside = {comment.line: _BARE.fullmatch(comment.text) for comment in block.comments if not comment.alone}
        for node in nodes_in(block.tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int(value))) if value is not True:
                    self._set(name, value)
                case ast.Assign(targets=[ast.Name(id=name)], lineno=line) if (told := beside.get(line)) is not None:
                    self._set(name, whole_number(told[1]))
                case ast.keyword(arg="batch_size", value=ast.Constant(value=int(value))) if value is not True:
                    self._set("batch_size", value)

    def _set(self, name: str, value: int) -> None:
        if not 0 < value <= MOST:
            return
        if name in ("batch_size", "mini_batch_size"):
            self.batch = value
        elif name in _DATA_NAMES:
            self.data = value

    @staticmethod
    def of_other_batch(text: str) -> Judged | None:
        """Judge what becomes of the number of updates in an epoch where the batch is twice as large, or half."""
        batch, updates = words.BATCH_TIMES.search(text), words.UPDATES_TIMES.search(text)
        if batch is None or updates is None or not words.OF_AN_EPOCH.search(text):
            return None
        larger, more = (next(each for each in found.groups() if each) in _TWICE for found in (batch, updates))
        working = Text(
            "1 エポックの更新回数はデータ数 ÷ バッチサイズなので、バッチを 2 倍にすれば半分になります",
            "an epoch has data ÷ batch size updates: twice the batch, half the updates",
        )
        return Judged("wrong" if larger == more else "right", _CLAIM, _PRACTISE, working)

    def judge(self, text: str, samples: int | None, *, of_an_epoch: bool) -> Judged | None:
        """Judge a sentence (``spelled``) that names ``samples``; ``of_an_epoch``: its section counts within one."""
        before, self.of_one = self.of_one, only_number(words.UPDATES, words.LAST_BATCH.sub(" ", text))
        if words.EPOCHS.search(text) or words.ROUGHLY.search(text):
            self.of_one = None
        judged = self._by_data(text, samples, of_an_epoch=of_an_epoch)
        bare = samples is None and not words.BATCH.search(text) and self.of_one is None
        return judged or (_of_so_many(text, before) if before is not None and bare else None)

    def _by_data(self, text: str, samples: int | None, *, of_an_epoch: bool) -> Judged | None:
        """Judge a number of updates by the data and the batch that are known."""
        rest = words.numbers_of_last_batch(text)
        if rest is not None:
            text = words.LAST_BATCH.sub(" ", text)
            samples = only_number(words.DATA, text)
        batch = only_number(words.BATCH, text)
        if (divided := words.divided_in(text)) is not None:
            samples, batch = divided  # what a sentence divides itself is what it speaks of
        if batch is None and not words.BATCH.search(text):
            batch = self.batch
        self.batch = batch
        counted = {words.numbers(found)[0] for found in words.DATA.finditer(text)}
        several = samples is None and len(counted) > 1
        if several and batch in counted and len(counted) == 2:
            samples, several = (counted - {batch}).pop(), False
        if samples is not None and samples == batch:
            samples = None  # 100 件ずつ is no number of samples
        if batch is not None and samples is not None:
            self.data = samples
        count = samples if samples is not None else self.data
        if batch is None or count is None or several or not 0 < batch <= count:
            return None
        split = words.HELD_BACK.search(text)
        if split is not None:
            kept = Fraction(count) * (1 - Fraction(split[1]))
            if kept.denominator != 1 or not batch <= kept:
                return None
            count = int(kept)
        tells_of_rest = words.TELLS_OF_REST.search(text) is not None
        return (
            self._of_epochs(text, count, batch)
            or self._of_one(text, count, batch, of_an_epoch=of_an_epoch or split is not None or tells_of_rest)
            or _of_last(rest, count, batch)
        )

    @staticmethod
    def _of_one(text: str, count: int, batch: int, *, of_an_epoch: bool) -> Judged | None:
        """Judge the number of updates in one epoch."""
        claimed = only_number(words.BARE_UPDATES if of_an_epoch else words.UPDATES, text)
        if claimed is None or words.EPOCHS.search(text):
            return None
        if of_an_epoch and len(text) > _BRIEF and not words.ABOUT_BATCHES.search(text):
            return None  # something else may be done so many times
        whole, rest = divmod(count, batch)
        if rest == 0 or words.DROPPED.search(text):
            right = claimed == whole
        elif words.KEPT.search(text):
            right = claimed == whole + 1
        else:
            right = claimed in (whole, whole + 1)
        shown = f"{count} ÷ {batch} = {whole}"
        working = (
            Text(f"{shown} 回です", f"{shown} updates")
            if rest == 0
            else Text(
                f"{shown} 余り {rest} なので、端数を使えば {whole + 1} 回、捨てれば {whole} 回です",
                f"{shown} and {rest} are left: {whole + 1} updates with the smaller last batch, {whole} without it",
            )
        )
        return Judged("right" if right else "wrong", _CLAIM, _PRACTISE, working)

    @staticmethod
    def _of_epochs(text: str, count: int, batch: int) -> Judged | None:
        """Judge what several epochs come to: the updates that they take, or the epochs that some updates make."""
        epochs = {found[1] for found in words.EPOCHS.finditer(text)}
        without = words.ONE_EPOCH.sub(" ", text)
        claimed = only_number(words.BARE_UPDATES, without)
        if len(epochs) != 1 or claimed is None or words.EVERY_SO_MANY.search(text):
            return None
        written = epochs.pop()
        said, room = Fraction(written), _HALF_A_DIGIT[len(written.partition(".")[2])]
        per_epoch = {Fraction(count // batch), Fraction(ceil(Fraction(count, batch))), Fraction(count, batch)}
        if said.denominator == 1:
            right = any(claimed == said * one for one in per_epoch)
        else:
            right = any(abs(Fraction(claimed) / one - said) <= room for one in per_epoch)
        first, then = words.EPOCHS.search(without), words.BARE_UPDATES.search(without)
        counts_epochs = first is not None and then is not None and then.start() < first.start()
        near = any(abs(Fraction(claimed) / one - said) < 1 for one in per_epoch)
        if not right and said.denominator == 1 and near and counts_epochs:
            return None  # a number of epochs that may be a rounded one
        working = _working_of_epochs(count, batch, said)
        if counts_epochs:
            computed = f"{count} ÷ {batch} = {shown(count / batch)}"
            computed += f", {claimed} ÷ {shown(count / batch)} = {shown(claimed * batch / count)}"
            working = Text(f"{computed} エポックです", f"{computed} epochs")
        return Judged("right" if right else "wrong", _CLAIM, _PRACTISE, working)


def _of_so_many(text: str, of_one: int) -> Judged | None:
    """Judge the updates of several epochs by those of one, which the sentence before has stated.

    >>> _of_so_many("10エポックで4000回の更新になる。", 400).verdict, _of_so_many("ten epochs", 400)
    ('right', None)
    """
    epochs = {found[1] for found in words.EPOCHS.finditer(text)}
    claimed = only_number(words.BARE_UPDATES, text)
    if len(epochs) != 1 or claimed is None or words.EVERY_SO_MANY.search(text) or words.OF_ONE_RUN.search(text):
        return None
    many = Fraction(epochs.pop())
    computed = f"{of_one}·{shown(float(many))} = {shown(float(of_one * many))}"
    working = Text(f"{computed} 回です", f"{computed} updates")
    return Judged("right" if claimed == of_one * many else "wrong", _CLAIM, _PRACTISE, working)


def _working_of_epochs(count: int, batch: int, epochs: Fraction) -> Text:
    """The updates of several epochs: with the smaller last batches, and without them."""
    whole, rest = divmod(count, batch)
    times, divided = shown(float(epochs)), f"{count} ÷ {batch} = {whole}"
    most = shown(float((whole + (rest > 0)) * epochs))
    if rest == 0:
        computed = f"{divided}, {whole}·{times} = {most}"
        return Text(f"{computed} 回です", f"{computed} updates")
    least = shown(float(whole * epochs))
    return Text(
        f"{divided} 余り {rest} なので、{times} エポックでは端数を使えば {whole + 1}·{times} = {most} 回、"
        f"捨てれば {whole}·{times} = {least} 回です",
        f"{divided} and {rest} are left: {whole + 1}·{times} = {most} updates with the smaller last batches, "
        f"{whole}·{times} = {least} without them",
    )


def _of_last(rest: int | None, count: int, batch: int) -> Judged | None:
    """Judge how many samples the last batch has."""
    if rest is None:
        return None
    left = count % batch or batch
    shown = f"{count} = {batch}·{count // batch} + {count % batch}"
    working = Text(f"{shown} なので、最後のバッチは {left} 件です", f"{shown}: the last batch has {left}")
    return Judged("right" if rest == left else "wrong", _CLAIM, _PRACTISE, working)
