"""Rows -> what is to be said of the code that a report prints: the one way in for everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from quiz.columns import truncate
from quiz.language import Text, capitalized
from quiz.report.code.array_shapes import misfits_in
from quiz.report.code.code_comments import comments_against_code, turned_operators
from quiz.report.code.code_faults import MOST_FAULTS, faults_of
from quiz.report.code.code_flow import Step, steps_of
from quiz.report.code.code_formulas import Forms, StepFinding, formulas_in
from quiz.report.code.code_guards import STARTS_WITH_THETA, begins_with_zero, guards_in
from quiz.report.code.code_rules import Broken, CodeBook, Verdict, filled
from quiz.report.code.code_topics import BlockTopics
from quiz.report.code.heading_pairs import headings_against_code
from quiz.report.code.keras_programs import keras_programs
from quiz.report.code.layer_keys import follow
from quiz.report.code.layer_sizes import sizes_between_layers
from quiz.report.code.loose_code import loose_blocks
from quiz.report.code.misspelled import misspelled_in
from quiz.report.code.network_passes import passes_in
from quiz.report.code.penalties import penalties_in
from quiz.report.code.printed_code import Block, blocks_of
from quiz.report.code.printed_values import printed_values
from quiz.report.code.scales_by_name import scales_by_name
from quiz.report.code.size_comments import comments_on_sizes
from quiz.report.code.statistic_lines import statistic_lines
from quiz.report.code.training_programs import training_programs
from quiz.report.code.unused_draws import unused_draws
from quiz.report.code.weight_scales import Scale, scales_in
from quiz.report.formulas.known import Form, Library
from quiz.report.instances import Repair
from quiz.report.rows import Row
from solvers.expression import Symbol, to_text
from solvers.expression.calculus import names_in, substitute

_ROWS_AFTER: Final = 14
"""How far behind a block the text may stand that fills its gaps."""


@dataclass(frozen=True, slots=True)
class CodeFinding:
    """What was found in one line of code: where, by which rule or formula, and what is to be said of it.

    ``expected`` is None where what should stand there is in the message, or where the line is right; ``repairs`` tell
    what was mended so that the block could be read. ``in_questions`` tells that it is
    worth telling of a question's code too.
    """

    row: Row
    column: int
    given: str
    claim: str
    verdict: Verdict
    message: Text
    expected: Text | None = None
    practise: str | None = None
    repairs: tuple[Repair, ...] = field(default=())
    in_questions: bool = False


def judge_code(rows: Sequence[Row], library: Library, book: CodeBook) -> list[CodeFinding]:
    """Return the findings about the printed code of a report, in the order of its rows.

    ``library`` are the formulas of the course, ``book`` its rules for code; without rules nothing is judged.
    """
    if not book.rules:
        return []
    printed = blocks_of(rows)
    faults, blocks = zip(*map(faults_of, printed), strict=True) if printed else ((), ())
    trees = [block.tree for block in blocks]
    after = [_text_after(rows, block) for block in blocks]
    broken: dict[int, list[Broken]] = {at: [] for at in range(len(blocks))}
    for at, (keys, draws) in enumerate(zip(follow(trees), unused_draws(trees, after), strict=True)):
        broken[at] += [*keys, *draws]
    places = {id(block): at for at, block in enumerate(blocks)}
    for block, entry in chain(
        headings_against_code(rows, blocks),
        training_programs(blocks),
        keras_programs(blocks),
        printed_values(rows, blocks),
    ):
        broken[places[id(block)]].append(entry)
    found: list[CodeFinding] = []
    forms = Forms(library)
    theta = any(row.kind == "text" and STARTS_WITH_THETA.search(row.text) for row in rows)
    for at, block in enumerate(blocks):
        for fault in faults[at][:MOST_FAULTS]:
            found += _broken(block, fault, book)
        if block.tree is None:
            continue
        try:
            found += _of_block(block, broken[at], forms, book, theta=theta)
        except RecursionError:  # a tree that is deeper than Python's own calls: a sum of thousands of terms
            continue
    for block in loose_blocks(rows):
        topics = BlockTopics(block, library)
        steps = steps_of(block.tree) if block.tree is not None else []
        stated = _stated(block, steps, topics, forms, book, theta=theta)
        wrong = {finding.row.line.number for finding in stated if finding.verdict != "right"}
        found += [one for one in stated if one.verdict != "right" or one.row.line.number not in wrong]
    order = {id(row): place for place, row in enumerate(rows)}
    return list(_once(sorted(found, key=lambda finding: order[id(finding.row)])))


def _text_after(rows: Sequence[Row], block: Block) -> str:
    """The text of the rows behind a block."""
    end = block.place + len(block.rows)
    return "\n".join(row.text for row in rows[end : end + _ROWS_AFTER] if row.kind == "text")


def _once(found: Sequence[CodeFinding]) -> Iterator[CodeFinding]:
    """Yield findings; what isn't wrong is told once for lines that are the same, as cells are copied a lot."""
    told: set[tuple[str, str]] = set()
    for finding in found:
        key = (finding.claim, finding.given)
        if finding.verdict == "wrong" or key not in told:
            told.add(key)
            yield finding


def _of_block(block: Block, broken: list[Broken], forms: Forms, book: CodeBook, *, theta: bool) -> list[CodeFinding]:
    assert block.tree is not None
    steps = steps_of(block.tree)
    topics = BlockTopics(block, forms.library)
    broken += guards_in(block, steps, topics)
    broken += penalties_in(block)
    broken += passes_in(block.tree)
    broken += statistic_lines(block.tree)
    broken += scales_by_name(block.tree)
    sizes = list(sizes_between_layers(block.tree))
    broken += [*sizes, *(entry for entry in misfits_in(block) if not sizes or entry.rule != "shape-product")]
    broken += misspelled_in(block.tree)
    broken += comments_against_code(block)
    broken += comments_on_sizes(block)
    broken += turned_operators(block)
    found = _stated(block, steps, topics, forms, book, theta=theta)
    for entry in broken:
        found += _broken(block, entry, book)
    wrong = {finding.row.line.number for finding in found if finding.verdict != "right"}
    return [finding for finding in found if finding.verdict != "right" or finding.row.line.number not in wrong]


def _stated(
    block: Block, steps: list[Step], topics: BlockTopics, forms: Forms, book: CodeBook, *, theta: bool
) -> list[CodeFinding]:
    """Return the findings that single statements suffice for: formulas, and the scales of initial weights."""
    assert block.tree is not None
    found = list(_formulas(block, formulas_in(steps, topics, forms), book))
    for scale in scales_in(block.tree, topics):
        if scale.broken is not None:
            found += _broken(block, scale.broken, book)
        else:
            found.append(_right_scale(block, scale, forms.library))
    for entry in begins_with_zero(block.tree, steps, topics) if theta else ():
        found += _broken(block, entry, book)
    return found


def _right_scale(block: Block, scale: Scale, library: Library) -> CodeFinding:
    formula = next(formula for formula in library.formulas if formula.topics == {scale.method})
    row, title = block.row(scale.line), formula.title
    message = Text(f"{title.ja}として正しいコードです。", f"This code is right as {title.en}.")
    given = truncate(row.line.text.strip(), 80)
    return CodeFinding(row, scale.column, given, formula.id, "right", message, None, formula.practise, block.repairs)


def _formulas(block: Block, found: Sequence[StepFinding], book: CodeBook) -> Iterator[CodeFinding]:
    told: set[tuple[str, tuple[str, ...]]] = set()
    for finding in found:
        formula, step = finding.formula, finding.step
        if finding.slip is None and finding.other is None and finding.mismatch is None:
            if (formula.id, step.scope) in told:
                continue
            told.add((formula.id, step.scope))
        elif finding.other is not None:
            values: dict[str, str | Text] = {
                "said": truncate(finding.said.words.strip(), 30),
                "done": finding.other.title,
            }
            yield from _broken(block, Broken(step.line, "another-method", values), book)
            continue
        yield _of_formula(block, step, finding)


def _of_formula(block: Block, step: Step, finding: StepFinding) -> CodeFinding:
    row = block.row(step.line)
    given = truncate(row.line.text.strip(), 80)
    title = finding.formula.title
    verdict: Verdict = "right"
    message = Text(f"{title.ja}の式として正しいコードです。", f"This code is right as {title.en}.")
    expected = None
    if finding.mismatch is not None:
        verdict = "wrong"
        message = Text(f"{title.ja}: {finding.mismatch.ja}。", f"{capitalized(title.en)}: {finding.mismatch.en}.")
    if finding.slip is not None:
        verdict = finding.slip.verdict
        told = finding.slip.message
        message = Text(f"{title.ja}: {told.ja}。", f"{capitalized(title.en)}: {told.en}.")
        expected = Text.both(_right_form(finding.formula.right[0], step))
    return CodeFinding(row, step.node.col_offset, given, finding.formula.id, verdict, message, expected,
                       finding.formula.practise, block.repairs)  # fmt: skip


def _right_form(form: Form, step: Step) -> str:
    """Show a right form as a line of code would begin, with the name that the code gives the state."""
    own = names_in(form.tree) - names_in(form.print.node)  # the name of the state, where it has one
    if step.left is None or not step.updates or len(own) != 1:
        return _as_written(to_text(form.tree))
    return f"{step.left} = {_as_written(to_text(substitute(form.tree, {next(iter(own)): Symbol(step.left)})))}"


def _as_written(text: str) -> str:
    """Write the sum over the entries as by hand: Σ(d·log(y))."""
    return text.replace("total(k, ", "Σ(").replace("_k", "")


def _broken(block: Block, broken: Broken, book: CodeBook) -> Iterator[CodeFinding]:
    """Yield the finding about a rule that a line breaks or keeps, if the course has that rule."""
    rule = book.rules.get(broken.rule)
    if rule is None:
        return
    row = block.row(broken.line)
    nothing_left = "" in broken.values.values()  # a line is mended by leaving it out
    expected = None if rule.expected is None or nothing_left else filled(rule.expected, broken.values)
    column = len(row.line.text) - len(row.line.text.lstrip())
    given = truncate(row.line.text.strip(), 80)
    told = filled(rule.message, broken.values)
    begins = rule.message.en.startswith("{")  # with a name of the code, which is left as it is
    message = Text(f"{told.ja}。", f"{told.en}.") if begins else told.sentence()
    yield CodeFinding(row, column, given, rule.id, rule.verdict, message, expected, rule.practise, block.repairs,
                      rule.in_questions)  # fmt: skip
