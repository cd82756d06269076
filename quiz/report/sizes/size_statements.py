"""Rows -> the sizes and counts that a report states, judged: sentence after sentence, section after section.

A table's row is one sentence of its cells; beside that, a cell of working is held against the number in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.printed_code import blocks_of
from quiz.report.cued import Cued
from quiz.report.frozen import frozen
from quiz.report.rows import Row
from quiz.report.sentence_ends import SentenceEnds
from quiz.report.sizes import layer_comments
from quiz.report.sizes.count_tables import table_of_counts
from quiz.report.sizes.layer_shares import ShareReader
from quiz.report.sizes.layer_tables import table_of_layers
from quiz.report.sizes.layers_told import LayersReader
from quiz.report.sizes.network_claims import NetworkReader
from quiz.report.sizes.network_layers import may_print_network, network_in_code
from quiz.report.sizes.network_model import PrintedNetwork
from quiz.report.sizes.network_tables import table_of_network
from quiz.report.sizes.side_chains import said_chain
from quiz.report.sizes.stated_counts import CountReader
from quiz.report.sizes.stated_scales import ScaleReader
from quiz.report.sizes.stated_steps import StepReader
from quiz.report.sizes.stated_windows import said_window
from quiz.report.sizes.told_convolution import ToldConvolution
from quiz.report.sizes.told_networks import input_size_in, network_in_line
from quiz.report.sizes.unrolled_sizes import UnrolledReader
from quiz.report.sizes.window_tables import table_of_windows
from quiz.report.sizes.window_trail import Judged, WindowTrail
from quiz.report.sizes.worked_counts import PlainCount, counts_biases, may_count, plain_counts
from quiz.report.sizes.worked_windows import judged_working
from quiz.report.sizes.written_numbers import shown
from quiz.report.tables import Table, begins_table, cells_of, table_at

MAX_SENTENCE: Final = 400
_ROWS_AROUND: Final = 12
_OTHER_NETWORK: Final = late(
    r"alexnet|vgg|lenet|resnet|google-?net|inception|densenet|mobilenet|efficientnet|u-?net\b", re.I | re.A
)
"""A network with a name of its own is not the one that the report has printed."""
_NAMED: Final = late(
    r"パラメータ|param|バイアス|b(?<!\wb)ias|エポック|epoch|batch|ストライド|stride|パディング|p(?<!\wp)ad|フィルタ|カーネル|kernel|filter|"
    r"バッチサイズ|入力|データ|samples|層|layer|件|枚|回|updates|steps|個|行数|列数|チャ|余白|ステップ|写真|conv|pool|形|shape|行列|標準偏差|次元|col|縦|一辺|四方|"
    r"画像|角|input|image|→|ノード|nodes|xavier|glorot|h(?<!\wh)e\b|norm|ノルム|勾配|gradient|dropout|ドロップ|"
    r"beta|β|重ね|stack|p = |w\d|b\d|"
    r"w(?:\^\{?\(|_\{?)\d|b(?:\^\{?\(|_\{?)\d|全結合|ネットワーク|mlp|perceptron|重み|weights"
)
_LETTERED: Final = Cued(late(r"\b[hwfpsn]\s?="), "=")
_CROSSED: Final = Cued(late(r"\d\s?[x×✕]\s?\d"), "x", "×", "✕")
_PLUS_ONE: Final = Cued(late(r"\+ ?1 ?="), "+")
_IN_BRACKETS: Final = Cued(late(r"\(\d{1,6}, \d"), ", ")
_DIGIT: Final = late(r"\d")
_BATCH: Final = Cued(late(r"バッチ|\bbatch"), "バッチ", "batch")
BULLET: Final = late(r"\s*(?:[-*+•・■◆◇○●▪□※★>]|\(?\d{1,2}[.)](?!\d))\s*")
_ENDS: Final = SentenceEnds(
    r"(?<=。)|(?<=[^\x00-\x7f]\.)(?=[^\x00-\x7f]|\d)|(?<=[a-z\d)][.!]) (?=[A-Z\"'(`])", ".", "! "
)
_ENDED: Final = late(r"[。.!?:;]\s*\Z|[=≒≈]\s?-?\d[\d.,]*\s?[個回枚件つ]?\s*\Z")
_OPENS: Final = late(r"(?:[:：]|場合|とき|とする)[。.]?\s*\Z")
"""How a line ends that says what holds for the list below it: 「入力 28×28、フィルタ 5×5 の場合：」."""
_LONG: Final = 50
_WORKING: Final = late(r"[(\d][\d\s()+\-*/x×·÷]{2,60}")
_OPERATOR: Final = late(r"[+\-/÷]")
_RESULT: Final = late(r"(\d{1,6})(?:\s?[x×]\s?(\d{1,6}))?")


@frozen
class StatedSize:
    """A stated size or count: the row and the place in its plain text where its sentence begins, and the judgement."""

    row: Row
    place: int
    written: str
    judged: Judged


def stated_sizes(rows: Sequence[Row]) -> Iterator[StatedSize]:
    """Yield the sizes and counts that a report states, in the order of its rows."""
    networks, comments = _printed_networks(rows)
    programs = {block.place: block for block in blocks_of(rows)}
    yield from comments
    trail, counts, network, unrolled = WindowTrail(), CountReader(), NetworkReader(), UnrolledReader()
    scales, steps, shares, listing = ScaleReader(), StepReader(), ShareReader(), LayersReader()
    told_images, level = ToldConvolution(), 0
    heading = ""
    header: list[str] = []
    tabled: dict[int, list[Judged]] = {}

    def worked_out(sentence: str, place: int) -> tuple[list[Judged], bool]:
        """What a sentence works out or counts, clause by clause; and whether it counts at all."""
        shared = shares.judge(sentence, network.network)
        if shared or not may_count(sentence):
            return shared, False
        window = judged_working(sentence, heading)
        if window is not None:
            return [window], False
        known = network.network is not None and not _OTHER_NETWORK.search(f"{heading} {sentence}")
        plain = plain_counts(sentence, heading, network=known, with_biases=counts_biases(rows, place))
        found = [one for each in plain if (one := _judged_count(each, heading, network if known else None, counts))]
        return found, bool(plain)

    for place, group in _groups(rows):
        first = group[0]
        if first.kind == "heading":
            trail.forget()
            counts.forget()
            unrolled.forget()
            scales.forget()
            steps.forget()
            shares.forget()
            if told_images.network is None or not 0 < level < first.level:
                if told_images.network is not None and network.network is told_images.network:
                    network.set(None)
                told_images.forget()
            level = first.level if told_images.network is None else level
            heading = first.plain
            continue
        if place in networks:
            network.set(networks[place])
            unrolled.learn_network(networks[place])
        if place in programs:
            counts.updates.learn(programs[place])
            if any("im2col" in line for line in programs[place].lines):
                unrolled.learn(programs[place])
        if first.kind != "text" or first.quoted:
            if first.kind == "code":
                trail.passed()
            continue
        if first.plain.startswith("|"):
            trail.forget()  # each row of a table stands for itself
            yield from _in_cells(first)
            if begins_table(rows, place):
                header = cells_of(first)
                table = table_at(rows, place, heading)
                tabled = _with_network(_judged_rows(table), table_of_network(table, network.network))
            if place in tabled:
                yield from (StatedSize(first, 0, first.plain, one) for one in tabled[place])
                continue
        else:
            header = []
            if len(group) == 1 and not _may_state(first.plain) and not told_images.may_learn(first.plain):
                trail.passed()
                continue
        listed = bool(BULLET.match(first.plain))
        listing.forget()
        for row, start, sentence in _sentences(group, header):
            if told_images.learn(sentence):
                network.set(told_images.network)
            if not _may_state(sentence):
                trail.passed()
                listing.forget()
                continue
            told = network_in_line(sentence)
            if told is not None:
                network.set(told)
            worked, counted = worked_out(sentence, place)
            if worked:
                trail.passed()
                yield from (StatedSize(row, start, sentence.strip(), one) for one in worked)
                continue
            judged = listing.judge(sentence) or unrolled.judge(sentence, about="im2col" in heading)
            judged = judged or said_chain(sentence) or scales.judge(sentence) or steps.judge(sentence)
            if judged is None and not counted and not _OTHER_NETWORK.search(f"{heading} {sentence}"):
                judged = network.judge(sentence)
            judged = judged or counts.judge(sentence, heading)
            said = said_window(sentence) if judged is None else None
            if said is not None:
                judged = trail.judge(said, listed=listed, opens=_OPENS.search(sentence) is not None)
            else:
                trail.passed()
            if judged is not None:
                yield StatedSize(row, start, sentence.strip(), judged)


def _judged_count(plain: PlainCount, heading: str, network: NetworkReader | None, counts: CountReader) -> Judged | None:
    """Judge a count by the printed network's layer, if that is the one it is worked out for; else by its own words."""
    by_network = network.judge(plain.text) if network is not None else None
    for found in (by_network, counts.judge(plain.text, heading), counts.judge(plain.working, heading)):
        if found is not None and (found.verdict != "wrong" or plain.is_about(found.working.en)):
            return found
    return None


def _may_state(sentence: str) -> bool:
    """Whether a sentence has what stands in every one that states a size, a count, or what one later rests on."""
    text = sentence.lower()
    if not (_DIGIT.search(text) or _BATCH.search(text)):
        return False
    for form in (_CROSSED, _LETTERED, _IN_BRACKETS, _PLUS_ONE):
        if form.search(text) is not None:
            return True
    return _NAMED.search(text) is not None


def _printed_networks(rows: Sequence[Row]) -> tuple[dict[int, PrintedNetwork | None], list[StatedSize]]:
    """The networks that a report's programs build, each by the number of the row that follows its program.

    With them what is said of their sizes in comments.
    """
    found: dict[int, PrintedNetwork | None] = {}
    comments: list[StatedSize] = []
    if not any(row.kind == "code" and may_print_network(row.text) for row in rows):
        return found, comments
    for block in blocks_of(rows):
        if block.tree is None or not any(may_print_network(line) for line in block.lines):
            continue
        end = block.place + len(block.rows)
        around = (*rows[max(block.place - _ROWS_AROUND, 0) : block.place], *rows[end : end + _ROWS_AROUND])
        source = input_size_in(row.plain for row in around if row.kind == "text")
        network = network_in_code(block.tree, source)
        if network is not None and source is None and network.beside:
            first = network.beside[0][0]
            source = next((size for one in block.comments if one.line == first and not one.alone
                           and (size := layer_comments.size_before(one.text)) is not None), None)  # fmt: skip
            by_comment = network_in_code(block.tree, source) if source is not None else None
            network = by_comment if by_comment is not None and by_comment.fits_together else network
        following = next((at for at in range(end, len(rows)) if rows[at].kind == "text"), None)
        if following is not None:
            found[following] = network
        by_line = dict(network.beside) if network is not None else {}
        beside = [(layer, one) for one in block.comments if not one.alone and (layer := by_line.get(one.line))]
        # Where one of its comments counts the biases, all of a program's counts are of all parameters.
        bias = True if any(layer_comments.counts_biases(layer, one.text) for layer, one in beside) else None
        for layer, comment in beside:
            judged = layer_comments.comment_on(layer, comment.text, bias=bias)
            if judged is not None:
                comments.append(StatedSize(block.row(comment.line), comment.column, comment.text, judged))
    return found, comments


def _groups(rows: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Yield rows with the number of the first: a sentence that was wrapped goes on in the next row."""
    group: list[Row] = []
    begins = 0
    for place, row in enumerate(rows):
        if group and _goes_on(group[-1], row):
            group.append(row)
            continue
        if group:
            yield begins, group
        group, begins = [row], place
    if group:
        yield begins, group


def _goes_on(row: Row, following: Row) -> bool:
    if row.kind != "text" or following.kind != "text" or row.hard or row.quoted != following.quoted:
        return False
    long = len(row.plain) >= _LONG and row.plain[-1:].isascii() and not _ENDED.search(row.plain)
    if not (row.wraps or long):
        return False
    return not (BULLET.match(following.plain) or following.plain.startswith("|") or row.plain.startswith("|"))


def _sentences(group: Sequence[Row], header: Sequence[str]) -> Iterator[tuple[Row, int, str]]:
    """Yield sentences with the row and the place where each begins; a table's row is read with the ``header`` above."""
    if group[0].plain.startswith("|"):
        cells = cells_of(group[0])
        named = [*header, *[""] * len(cells)] if len(header) == len(cells) else [""] * len(cells)
        sentence = ", ".join(f"{name} {cell}".strip() for name, cell in zip(named, cells, strict=False))
        if cells != header and len(sentence) <= MAX_SENTENCE:
            yield group[0], 0, sentence
        return
    text, starts = "", []
    for row in group:
        if text:
            text += " " if text[-1].isascii() and row.plain[:1].isascii() else ""
        starts.append((len(text), row))
        text += row.plain
    bullet = BULLET.match(text)
    begin = bullet.end() if bullet else 0
    for piece in _ENDS.split(text[begin:]):
        if piece.strip() and len(piece) <= MAX_SENTENCE:
            start, row = next(entry for entry in reversed(starts) if entry[0] <= begin)
            yield row, begin - start, piece
        begin = text.find(piece, begin) + len(piece) if piece else begin


def _judged_rows(table: Table) -> dict[int, list[Judged]]:
    """What is to be said of the rows of a table that lists windows, layers or counts; nothing of what is left alone."""
    windows = table_of_windows(table)
    if windows is None:
        windows = table_of_layers(table) or {}
    counts = table_of_counts(table)
    return {
        place: [one for one in (windows.get(place), counts.get(place)) if one is not None]
        for place in (*windows, *counts)
    }


def _with_network(judged: dict[int, list[Judged]], by_network: dict[int, Judged]) -> dict[int, list[Judged]]:
    """What is to be said of rows, with the counts of the printed network where nothing counts them by themselves."""
    for place, one in by_network.items():
        own = judged.setdefault(place, [])
        if not any(other.claim.endswith("parameters-claim") for other in own):
            own.append(one)
    return judged


def _in_cells(row: Row) -> Iterator[StatedSize]:
    """Hold a cell of working, ``(27-3)/2+1``, against the number or the square size in the next cell of its row."""
    cells = cells_of(row)
    for working, result in zip(cells, cells[1:], strict=False):
        claimed = _RESULT.fullmatch(result)
        if claimed is None or not _WORKING.fullmatch(working) or not _OPERATOR.search(working):
            continue
        value = _value(working)
        if value is None or (claimed[2] is not None and claimed[1] != claimed[2]):
            continue
        stated = int(claimed[1])
        right = stated == value or (stated == floor(value) and "/" in working)
        result_is = shown(float(value))
        told = Text(f"{working} は {result_is} です", f"{working} is {result_is}")
        judged = Judged("right" if right else "wrong", "working-in-table-claim", "conv-output-size", told)
        yield StatedSize(row, max(row.plain.find(working), 0), f"{working} = {result}", judged)


@lru_cache(maxsize=256)
def _value(working: str) -> Fraction | None:
    from solvers import expression
    from solvers.expression.evaluation import exact_value

    try:
        value = exact_value(expression.read(working).tree)
    except expression.Unreadable:
        return None
    return Fraction(value) if isinstance(value, int | Fraction) else None
