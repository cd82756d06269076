"""The audit of a bank: draws every item many times and holds each variant against the rules.

``rules`` says what must hold, ``measures`` what is counted on the way, ``page`` writes it all as a web page. Work that
depends on the drawn values alone is done once for each set of values, however many seeds lead to it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quiz.audit.claim_rules import Statement, claim_faults
from quiz.audit.code_book_rules import code_book_faults
from quiz.audit.formula_rules import formula_faults
from quiz.audit.measures import Measures, SlipShare
from quiz.audit.remark_rules import remark_faults
from quiz.audit.rules import CHEAP_RULES, ITEM_RULES, PART_RULES, VARIANT_RULES
from quiz.audit.source_rules import source_faults
from quiz.audit.syllabus_rules import syllabus_faults
from quiz.bank.blueprint import BlueprintPlace, SectionPlaces, blueprint_of, set_lines
from quiz.bank.claim_files import read_claims
from quiz.bank.course import FILE as COURSE_FILE
from quiz.bank.course import Course
from quiz.bank.folder import Bank
from quiz.bank.formula import FormulaError, near_names
from quiz.drawing import draw, pictures
from quiz.errors import Fault, FileFaults, Unanswerable, with_remedy
from quiz.kinds import kind_of
from quiz.language import LANGUAGES, Text, counted
from quiz.model import ORIGINAL, Item, Variant
from quiz.report.code.code_rules import FILE as CODE_FILE
from quiz.report.code.code_rules import load_code_book
from quiz.report.code.remark_book import load_remarks
from quiz.report.formulas.formula_file import FILE, line_of, load_library

NOTICES = frozenset({"alike"})
"""Rules that are told and are no defect: the question is right, and could be better."""

OF_ALL_PARTS = frozenset({"few", "difficulty"})
"""How often a question comes again, and how hard it is, is a matter of all its parts together."""

FURTHER = 400
"""How many variants more are searched for a slip that was not told from the key."""

SEEDS_PER_RUN = 60
"""A prediction's training is run for one different variant in so many draws: each takes seconds."""

MOST_DEFECTS = 20
"""An item that is broken throughout is told of so many times and then left."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One broken rule: in which item and variant, in which line of its file, and what was found."""

    item: str
    seed: int | None
    rule: str
    detail: Text
    path: str
    line: int


@dataclass
class ItemReport:
    """What the audit saw of one item; ``parts`` are the counts of its parts, in order."""

    item: Item
    measures: Measures
    parts: list[Measures] = field(default_factory=list)
    seconds: float = 0.0
    defects: list[Defect] = field(default_factory=list)
    notices: list[Defect] = field(default_factory=list)

    @property
    def slips(self) -> dict[str, SlipShare]:
        """The counts of every slip of the item and of its parts, by name."""
        return {name: share for measures in (self.measures, *self.parts) for name, share in measures.slips.items()}


@dataclass
class Audit:
    """The whole audit: a report for each readable item, and every defect."""

    reports: list[ItemReport]
    defects: list[Defect]
    seconds: float

    @property
    def notices(self) -> list[Defect]:
        """What could be better, and is no defect."""
        return [notice for report in self.reports for notice in report.notices]

    @property
    def variants(self) -> int:
        """How many variants were drawn."""
        return sum(report.measures.variants for report in self.reports)


def audit_course(course: Course, seeds: int, watch: Callable[[Item], None] = lambda item: None) -> Audit:
    """Audit a course: its items, each original instance and ``seeds`` drawn ones, its sets, claims, formulas and rules.

    ``watch`` is told of each item.
    """
    audit = audit_bank(course.bank, seeds, watch)
    items = [report.item for report in audit.reports]
    return replace(
        audit,
        defects=[
            *audit.defects,
            *_in_sections(course, items),
            *_in_syllabus(course),
            *_in_ideas(course, items),
            *_in_sets(course),
            *_in_claims(course),
            *_in_formulas(course),
            *_in_code_book(course),
            *_in_remarks(course),
        ],
    )


def _in_claims(course: Course) -> Iterator[Defect]:
    """The claims of the course can be read, hold, and are found in their own sentences; they name items that exist."""
    base = read_claims(course.root)
    for fault in base.faults:
        yield _from_fault(fault)
    for claim, detail in claim_faults(base):
        yield Defect(claim.id, None, "claim", detail, claim.path, claim.line)
    claims: list[Statement] = [*base.claims, *base.facts, *base.frames, *base.relations, *base.terms]
    for claim in claims:
        if claim.practise is not None and claim.practise not in course.bank.paths:
            ja, en = f"{claim.practise} という問題はありません", f"there is no question {claim.practise}"
            yield Defect(claim.id, None, "claim", Text(ja, en), claim.path, claim.line)


def _in_formulas(course: Course) -> Iterator[Defect]:
    """The formulas of the course can be read and are found in their own passages; they name items that exist."""
    try:
        library = load_library(course.root)
    except FileFaults as error:
        yield from map(_from_fault, error.faults)
        return
    path = course.root / FILE
    for formula, detail in formula_faults(library):
        yield Defect(formula.id, None, "formula", detail, path.as_posix(), line_of(path, formula.id))
    for formula in library.formulas:
        if formula.practise is not None and formula.practise not in course.bank.paths:
            ja, en = f"{formula.practise} という問題はありません", f"there is no question {formula.practise}"
            yield Defect(formula.id, None, "formula", Text(ja, en), path.as_posix(), line_of(path, formula.id))


def _in_code_book(course: Course) -> Iterator[Defect]:
    """The rules for printed code can be read and are found in their own programs; they name items that exist."""
    try:
        book = load_code_book(course.root)
    except FileFaults as error:
        yield from map(_from_fault, error.faults)
        return
    try:
        library = load_library(course.root)
    except FileFaults:  # told with the formulas
        return
    path = course.root / CODE_FILE
    for rule, detail in code_book_faults(book, library):
        yield Defect(rule.id, None, "code", detail, path.as_posix(), line_of(path, rule.id))
    for rule in book.rules.values():
        if rule.practise is not None and rule.practise not in course.bank.paths:
            ja, en = f"{rule.practise} という問題はありません", f"there is no question {rule.practise}"
            yield Defect(rule.id, None, "code", Text(ja, en), path.as_posix(), line_of(path, rule.id))


def _in_remarks(course: Course) -> Iterator[Defect]:
    """The remarks on code can be read and are found in their own sentences; they name items that exist."""
    try:
        book = load_remarks(course.root)
    except FileFaults as error:
        yield from map(_from_fault, error.faults)
        return
    for remark, detail in remark_faults(book, course.root):
        yield Defect(remark.id, None, "code", detail, remark.path, line_of(Path(remark.path), remark.id))
    for remark in book.remarks:
        if remark.practise is not None and remark.practise not in course.bank.paths:
            ja, en = f"{remark.practise} という問題はありません", f"there is no question {remark.practise}"
            place = line_of(Path(remark.path), remark.id)
            yield Defect(remark.id, None, "code", Text(ja, en), remark.path, place)


def _in_sections(course: Course, items: Sequence[Item]) -> Iterator[Defect]:
    """An item's section is one of the course's, where the course names its sections."""
    for item in items if course.sections else ():
        if item.section not in (course.sections or {}):
            listed = ", ".join(course.sections or {})
            ja, en = f"講座に {item.section} という分野はありません", f"the course has no section {item.section}"
            detail = Text(f"{ja} → {listed}", f"{en} → {listed}")
            yield Defect(item.id, None, "section", detail, item.path, item.lines.get("section", 1))


def _in_syllabus(course: Course) -> Iterator[Defect]:
    """Every heading of the syllabus has questions."""
    path = course.root / COURSE_FILE
    for section, detail in syllabus_faults(course):
        yield Defect(course.id, None, "syllabus", detail, path.as_posix(), line_of(path, section))


def _in_ideas(course: Course, items: Sequence[Item]) -> Iterator[Defect]:
    """The idea behind a slip is one of the course's."""
    for item in items:
        for slip in item.all_misconceptions:
            if slip.idea and slip.idea not in course.ideas:
                ja, en = f"講座に {slip.idea} という idea はありません", f"the course has no idea {slip.idea}"
                near = ", ".join(near_names(slip.idea, course.ideas)) or ", ".join(course.ideas) or "-"
                yield Defect(item.id, None, "idea", Text(f"{ja} → {near}", f"{en} → {near}"), item.path, slip.line)


def _in_sets(course: Course) -> Iterator[Defect]:
    """A set can be read, and the items and sections that it names are there."""
    known = set(course.bank.paths)
    for name in course.set_names():
        path = str(course.set_path(name) or course.root)
        try:
            blueprint = blueprint_of(course, name)
        except FileFaults as error:
            yield from (replace(_from_fault(fault), item=name, path=path) for fault in error.faults)
            continue
        lines = set_lines(Path(path)) if course.set_path(name) else None
        for number, place in enumerate(blueprint.places if blueprint is not None else ()):
            line = 0 if lines is None else lines.at("place", number)
            if isinstance(place, BlueprintPlace) and place.item not in known:
                near = ", ".join(near_names(place.item, known)) or "quiz list"
                ja, en = f"{place.item} という問題はありません", f"there is no question {place.item}"
                yield Defect(name, None, "set", Text(f"{ja} → {near}", f"{en} → {near}"), path, line)
            elif isinstance(place, SectionPlaces):
                there = sum(card.section == place.section for card in course.bank.cards.values())
                if there < place.count:
                    ja = f"分野 {place.section} の問題は {there} 問で、{place.count} 問に足りません"
                    en = f"the section {place.section} has {counted(there, 'question')}, not {place.count}"
                    remedy = Text("count か section を直してください", "mend count or section")
                    yield Defect(name, None, "set", with_remedy(Text(ja, en), remedy), path, line)


def audit_bank(bank: Bank, seeds: int, watch: Callable[[Item], None] = lambda item: None) -> Audit:
    """Audit every item of a bank: its original instance and ``seeds`` drawn ones; ``watch`` is told of each item."""
    began = time.perf_counter()
    items, faults = bank.load_all()
    reports = []
    for item in items:
        watch(item)
        reports.append(_audit_file(bank, item, seeds))
    defects = [_from_fault(fault) for fault in faults if not fault.foreign]
    defects += [defect for report in reports for defect in report.defects]
    return Audit(reports, defects, time.perf_counter() - began)


def audit_named(bank: Bank, identifier: str, seeds: int) -> Audit:
    """Audit the item of that id alone; :class:`quiz.errors.QuizError` where the bank has none."""
    began = time.perf_counter()
    try:
        reports = [_audit_file(bank, bank.item(identifier), seeds)]
        defects = reports[0].defects
    except FileFaults as error:
        reports, defects = [], [_from_fault(fault) for fault in error.faults]
    return Audit(reports, defects, time.perf_counter() - began)


def _audit_file(bank: Bank, item: Item, seeds: int) -> ItemReport:
    return audit_item(item, seeds, bank.source(item.id), bank.paths[item.id].parent)


def summary(audit: Audit) -> Text:
    """Return the audit's result in one line."""
    items, count, defects = len(audit.reports), audit.variants, len(audit.defects)
    seen = f"{counted(items, 'question')}, {counted(count, 'variant')}: {counted(defects, 'defect')}"
    if notices := len(audit.notices):
        return Text(
            f"{items} 問、{count} 題を検査: 誤り {defects} 件、改善できる点 {notices} 件（{audit.seconds:.1f} 秒）",
            f"{seen}, {counted(notices, 'notice')} ({audit.seconds:.1f} s)",
        )
    return Text(
        f"{items} 問、{count} 題を検査: 誤り {defects} 件（{audit.seconds:.1f} 秒）",
        f"{seen} ({audit.seconds:.1f} s)",
    )


def _from_fault(fault: Fault) -> Defect:
    name = fault.path.rpartition("/")[2].removesuffix(".md").removesuffix(".toml")
    return Defect(name, None, "format", with_remedy(fault.message, fault.remedy), fault.path, fault.line)


def audit_item(item: Item, seeds: int, source: str | None = None, folder: Path | None = None) -> ItemReport:
    """Audit one item: its file's text, what holds for all its variants, then each variant, then what was counted.

    ``source`` is the text of its file, where there is one, and ``folder`` where its pictures lie.
    """
    report = ItemReport(item, Measures(item), [Measures(part.item) for part in item.parts])
    began = time.perf_counter()
    for rule, line, detail in source_faults(item, source, folder) if source is not None else ():
        _note_at(report, rule, None, line, detail)
    for one in (item, *(part.item for part in item.parts)):
        for rule, check in (ITEM_RULES if one is item else PART_RULES).items():
            for key, detail in check(one):
                _note(report, rule, None, key, detail, one)
        for rule, key, detail in kind_of(one).item_faults(one):
            _note(report, rule, None, key, detail, one)
    runs = max(1, seeds // SEEDS_PER_RUN) if kind_of(item).runs_after_answer else seeds + 1
    for seed in range(ORIGINAL if item.has_original else 1, seeds + 1):
        drawn_at = time.perf_counter()
        try:
            variant = draw(item, seed)
            if item.figures:
                pictures(variant, item.stem, *item.hints, item.solution)
        except Unanswerable as error:
            _note_fault(report, "draw", seed, error)
            if len(report.defects) >= MOST_DEFECTS:
                break
            continue
        known = report.measures.knows(variant)
        report.measures.add(variant, time.perf_counter() - drawn_at)
        _audit_variant(report, variant, known=known or runs < 1)
        runs -= not known
        for measures, inner in zip(report.parts, variant.parts, strict=True):
            measures.add(inner, 0.0)
            _audit_variant(report, inner, known=known)
    _look_further(report, seeds)
    for counted_in in (report.measures, *report.parts):
        for rule, key, detail in counted_in.faults():
            if rule in OF_ALL_PARTS and counted_in is not report.measures:
                continue
            _note(report, rule, None, key, detail, counted_in.item)
    report.seconds = time.perf_counter() - began
    return report


def _look_further(report: ItemReport, seeds: int) -> None:
    """Draw on while a slip has not been told from the key: it may only be rare."""
    if not report.measures.variants:
        return
    for seed in range(seeds + 1, seeds + 1 + FURTHER):
        if not any(measures.untold for measures in (report.measures, *report.parts)):
            return
        try:
            variant = draw(report.item, seed)
        except Unanswerable:
            continue
        report.measures.look_for_slips(variant)
        for measures, inner in zip(report.parts, variant.parts, strict=True):
            measures.look_for_slips(inner)


def _audit_variant(report: ItemReport, variant: Variant, *, known: bool) -> None:
    kind = kind_of(variant.item)
    if known and kind.costly:
        return
    rules = CHEAP_RULES if known else VARIANT_RULES
    for rule, check in rules.items():
        try:
            for key, detail in check(variant):
                _note(report, rule, variant.seed, key, detail, variant.item)
        except (FormulaError, Unanswerable) as error:
            _note_fault(report, rule, variant.seed, error)
    if known:
        return
    try:
        for rule, key, detail in kind.variant_faults(variant):
            _note(report, rule, variant.seed, key, detail, variant.item)
    except (FormulaError, Unanswerable) as error:
        _note_fault(report, "kind", variant.seed, error)


def _told(report: ItemReport, error: FormulaError | Unanswerable) -> Text:
    """Return what is wrong and what to do, without the place: a defect has its own."""
    place = re.compile(rf"{re.escape(report.item.path)}(:\d+)?: ")
    ja, en = (place.sub("", error.message.in_(language)) for language in LANGUAGES)
    return with_remedy(Text(ja, en), error.remedy)


def _note(report: ItemReport, rule: str, seed: int | None, key: str, detail: Text, item: Item | None = None) -> None:
    """Note a defect at a key of the front matter or a part of the body; ``item`` is the part that it is about."""
    _note_at(report, rule, seed, _line(item or report.item, key), detail)


def _note_fault(report: ItemReport, rule: str, seed: int | None, error: FormulaError | Unanswerable) -> None:
    """Note what can't be computed, at the line that it names, or at the key that it is about."""
    told = re.search(rf"{re.escape(report.item.path)}:(\d+): ", error.message.en)
    line = int(told[1]) if told else _line(report.item, _key_in(error.message.en, report.item))
    _note_at(report, rule, seed, line, _told(report, error))


def _note_at(report: ItemReport, rule: str, seed: int | None, line: int, detail: Text) -> None:
    """Note a defect once per rule and line: the first variant that shows it stands for the others."""
    if rule in report.item.excused:
        return
    found = report.notices if rule in NOTICES else report.defects
    if not any(defect.rule == rule and defect.line == line for defect in found):
        found.append(Defect(report.item.id, seed, rule, detail, report.item.path, line))


def _line(item: Item, key: str) -> int:
    while key and key not in item.lines:
        key = key.rpartition(".")[0]
    return item.lines.get(key, 1)


def _key_in(message: str, item: Item) -> str:
    """The key of the front matter that a drawing error names; else where the values come from."""
    for key in sorted(item.lines, key=len, reverse=True):
        if key and f" {key}: " in message:
            return key
    if "separate:" in message:
        return "draw.separate"
    return "draw.where" if "where:" in message else "draw" if "options:" not in message else "misconception"
