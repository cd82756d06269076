"""``quiz list``: the courses, their sets and sections, and every question with its title data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import click

from quiz.bank.blueprint import blueprint_of, in_topics
from quiz.bank.cards import Card
from quiz.bank.course import Course
from quiz.bank.syllabus import Covered, syllabus
from quiz.bank.topics import refuse_unknown_topics
from quiz.columns import pad
from quiz.courses import all_courses, open_course
from quiz.errors import FileFaults, QuizError
from quiz.home import NAME, data_folder
from quiz.kinds import label_of
from quiz.language import Language, Text
from quiz.outlet.streams import tell, tell_json, tell_text
from quiz.practice.item_states import STATES, State, counted_states, item_states, states_told
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, listed, option, tell_faults, tell_left_out, two_columns
from quiz.terminal.look import look

LISTED = (80, "講座・問題集・問題の一覧", "list courses, sets and questions")

_HELP = Text(
    "講座と問題集、問題の一覧（分野・題名・形式・難しさ・目安の時間）と、学習記録があればどこまで身についたかを表示します。\n"
    "BANK は講座の id か問題ファイルのフォルダ（既定は day2）、または分野の名前です。",
    "Lists the courses and sets, and all questions with section, title, kind, difficulty and minutes, and from your "
    "record how far you are with each. BANK is a course's id or a folder of question files (default: day2), "
    "or a section.",
)


@make_command(_HELP, examples=("quiz list", "quiz list --topic cnn", "quiz list --syllabus", "quiz list ./my-bank"))
@click.argument("bank_name", metavar="[BANK]", required=False)
@option(
    "--topic",
    "topics",
    multiple=True,
    metavar="T",
    text=Text("この分野だけ（繰り返し可）", "only this topic (repeatable)"),
)
@option(
    "--solvers", is_flag=True, text=Text("問題ファイルで使える関数の一覧", "the functions that question files may call")
)
@option(
    "--syllabus",
    "by_heading",
    is_flag=True,
    text=Text("出題範囲の見出しごとに問題を表示", "the headings of the syllabus, with the questions of each"),
)
@format_option("text", "json")
def command(
    bank_name: str | None,
    topics: tuple[str, ...],
    solvers: bool,
    by_heading: bool,
    output_format: str,
    lang: Language,
) -> None:
    """List courses, sets and questions."""
    if solvers:
        from quiz.bank.solver_guide import solver_guide

        tell_text("".join(solver_guide()))
        return
    course, section = _asked_for(bank_name)
    topics = (*topics, section) if section else topics
    if by_heading:
        refuse_unknown_topics(course, topics)
        _tell_syllabus(course, topics, output_format, lang)
        return
    courses, faults = all_courses() if bank_name is None else ([course], [])
    cards = [card for card in course.bank.cards.values() if not topics or in_topics(card, topics)]
    cards.sort(key=lambda card: course.section_order(card.section))
    states = _states(course, lang)
    tell_faults(faults, lang)
    tell_left_out(course.bank, lang)
    refuse_unknown_topics(course, topics)
    if output_format == "json":
        tell_json(
            {
                "bank": course.bank.name,
                "courses": [_course_entry(one) for one in courses],
                "sets": course.set_names(),
                "items": [{**_entry(card), "state": (states or {}).get(card.id, "new")} for card in cards],
            }
        )
        return
    if not topics:
        _print_courses(courses, lang)
        _print_sets(course, lang)
    _print_items(course, cards, states, lang)


def _asked_for(bank_name: str | None) -> tuple[Course, str | None]:
    """Return the course of that name; the default one with its section of that name, as ``quiz run`` takes both."""
    try:
        return open_course(bank_name), None
    except QuizError:
        own = open_course(None)
        if bank_name is None or bank_name not in (own.sections or ()):
            raise
        return own, bank_name


def _tell_syllabus(course: Course, topics: tuple[str, ...], output_format: str, lang: Language) -> None:
    """Print the headings of the course's sections, each with its questions; a heading without one is told as such."""
    found = [one for one in syllabus(course) if not topics or one.section in topics]
    tell_left_out(course.bank, lang)
    if not found:
        raise QuizError(
            Text("この講座には、出題範囲の見出しがありません", "this course has no headings of a syllabus"),
            remedy=Text(
                "course.toml の [[section]] に headings を書きます", "write headings in [[section]] of course.toml"
            ),
        )
    if output_format == "json":
        tell_json({"bank": course.bank.name, "syllabus": [_covered_entry(course, one) for one in found]})
        return
    for one in found:
        tell(*listed(course.section_title(one.section).in_(lang), others=4))
        rows = [(heading.title, cards) for heading, cards in one.headings]
        if one.others:
            rows.append((Text("そのほか", "others"), one.others))
        for title, cards in rows:
            names = Text("、", "; ").in_(lang).join(card.title.in_(lang) for card in cards)
            line = f"  {title.in_(lang)} ({questions(len(cards)).in_(lang)})"
            tell(*listed(f"{line}: {names}" if cards else line, others=6))


def _covered_entry(course: Course, covered: Covered) -> dict[str, object]:
    title = course.section_title(covered.section)
    return {
        "section": covered.section, "title": {"ja": title.ja, "en": title.en},
        "headings": [
            {"title": {"ja": heading.title.ja, "en": heading.title.en}, "items": [card.id for card in cards]}
            for heading, cards in covered.headings
        ],
        "others": [card.id for card in covered.others],
    }  # fmt: skip


def _states(course: Course, lang: Language) -> Mapping[str, State] | None:
    """How far the learner is with each question; None where nothing is recorded of the course, or can't be read."""
    if not (data_folder() / NAME).exists():  # to look at a list begins no record
        return None
    try:
        with Store() as store:
            return item_states(store.history(course.id), datetime.now(UTC)) or None
    except QuizError as error:
        tell_faults([error], lang)
        return None


def _course_entry(course: Course) -> dict[str, object]:
    counts = Counter(card.section for card in course.bank.cards.values())
    return {
        "id": course.id,
        "title": {"ja": course.title.ja, "en": course.title.en},
        "version": course.version,
        "licence": course.licence,
        "default_set": course.default_set,
        "questions": sum(counts.values()),
        "sections": [
            {"id": section, "title": {"ja": title.ja, "en": title.en}, "questions": counts[section]}
            for section in sorted(counts, key=course.section_order)
            for title in [course.section_title(section)]
        ],
    }


def _entry(card: Card) -> dict[str, object]:
    return {
        "id": card.id, "title": {"ja": card.title.ja, "en": card.title.en}, "section": card.section,
        "kind": card.kind, "difficulty": card.difficulty, "minutes": card.minutes, "tags": list(card.tags),
        "original": card.has_original, "source": card.source,
    }  # fmt: skip


def questions(count: int) -> Text:
    """Say how many questions."""
    return Text(f"{count} 問", f"{count} question{'' if count == 1 else 's'}")


def _print_courses(courses: Sequence[Course], lang: Language) -> None:
    if len(courses) > 1:
        tell(Text("講座（quiz list ID で問題の一覧）", "Courses (quiz list ID shows the questions)").in_(lang))
        counts = [questions(len(course.bank.cards)).in_(lang) for course in courses]
        rows = [
            (course.id, f"{course.title.in_(lang)} ({count})") for course, count in zip(courses, counts, strict=True)
        ]
        tell(*two_columns(rows), "")


def _print_sets(course: Course, lang: Language) -> None:
    names = course.set_names()
    if not names:
        return
    tell(Text("問題集（quiz run 名前）", "Sets (quiz run NAME)").in_(lang))
    rows = []
    for name in names:
        try:
            found = blueprint_of(course, name)
        except FileFaults as error:
            tell_faults([error], lang)
            continue
        if found is not None:
            rows.append((name, f"{found.title.in_(lang)} ({questions(found.questions).in_(lang)})"))
    tell(*two_columns(rows), "")


def _print_items(course: Course, cards: Sequence[Card], states: Mapping[str, State] | None, lang: Language) -> None:
    section, linear = None, look().plain
    for card in cards:
        if card.section != section:
            if section is not None:
                tell("")
            section = card.section
            title = course.section_title(section).in_(lang)
            tell(*listed(section if title == section else f"{title} ({section})", others=4))
            if states is not None:
                counts = counted_states((one for one in cards if one.section == section), states)
                tell(*listed(f"  {states_told(counts).in_(lang)}", others=4))
        minutes = Text(f"{card.minutes:g} 分", f"{card.minutes:g} min").in_(lang)
        marks = [label_of(card.kind).in_(lang)]
        if card.has_original:
            marks.append(Text("確認テスト", "confirmation test").in_(lang))
        if states is not None and card.id in states:
            marks.append(STATES[states[card.id]].in_(lang))
        title = card.title.in_(lang)
        name = card.id if title == card.id else f"{title} [{card.id}]"
        about = Text("・", ", ").in_(lang).join(marks)
        if linear:
            hard = Text(f"難しさ {card.difficulty}", f"difficulty {card.difficulty}").in_(lang)
            tell(Text("、", ", ").in_(lang).join([f"{name}: {hard}", minutes, *marks]))
        else:
            tell(*listed(f"  {'*' * card.difficulty:<5} {pad(minutes, 7)} {name}  {about}", others=16))
    tell(questions(len(cards)).in_(lang))
