"""``quiz class``: from a roster to forms, from answers to marks, feedback and a report."""  # noqa: N999  # called as its command

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from quiz.bank.blueprint import Selection
from quiz.courses import open_bank, open_set, sheet_bank
from quiz.errors import QuizError
from quiz.exchange.as_printed import AsPrinted, KeyFile
from quiz.exchange.classroom.alike_papers import alike_papers
from quiz.exchange.classroom.by_hand import FILE, by_hand_csv, not_counted
from quiz.exchange.classroom.class_folder import (
    ANSWERS,
    MANIFEST,
    Classroom,
    Member,
    collected_line,
    latest,
    manifest_text,
    open_class,
    save,
)
from quiz.exchange.classroom.class_report import report_csv, report_page
from quiz.exchange.classroom.collected_times import FILE as TIMES
from quiz.exchange.classroom.collected_times import collected_times, time_line
from quiz.exchange.classroom.collecting import Doubt, added, read_answers
from quiz.exchange.classroom.handing_out import has_typst, lay, made_told, new_class
from quiz.exchange.classroom.item_statistics import class_statistics
from quiz.exchange.classroom.newcomers import grown, grown_told, keep_roster, refuse_other
from quiz.exchange.classroom.paper_marks import Marker, Paper, changes, feedback_files, marks_csv, to_mark
from quiz.exchange.classroom.rosters import MAX_NAMED, Student, read_roster, students_named
from quiz.exchange.classroom.time_statistics import FILE as PAPER_TIMES
from quiz.exchange.classroom.time_statistics import class_times, clock, times_csv
from quiz.exchange.new_files import made_folder
from quiz.forms import MAX_COUNT, make_form
from quiz.language import Language, Text, counted
from quiz.outlet.csv_text import csv_text
from quiz.outlet.streams import note, note_fault, tell
from quiz.outlet.whole_files import add_lines, place_bytes
from quiz.terminal.command import command as make_command
from quiz.terminal.command import new_seed, option, seed_option, tell_left_out
from quiz.terminal.given_path import GivenPath
from quiz.terminal.selection import selection_options

LISTED = (35, "クラスに出題して採点する", "a class: forms, marks, a report")

_HELP = Text(
    "クラスのためのフォルダを作り、答えを集め、採点し、報告を書きます。\n"
    "new FOLDER --roster roster.csv --set day2: 名簿（id,name の列）の一人ひとりに、数値も順番も違う用紙を作ります。"
    "あとから名簿に増えた人には、もう一度 new で用紙を加えます。\n"
    "collect FOLDER FILE...: 答えの表（CSV・Excel・JSON Lines）や、書き込まれた用紙（Markdown・JSON）を集めます。"
    "あやしいものは取り込まずに知らせます。\n"
    "grade FOLDER: marks.csv と、学生ごとの返却用のページを書きます。人が見る答えは by-hand.csv に並べ、"
    "そこに書いた点を使います。--void ID で問題を採点から外し（--unvoid ID で戻し）、変わった点を changes.csv に"
    "書きます。\n"
    "report FOLDER: 正答率・識別力・多い誤り・信頼性・時間と、正解を確かめたい問題、似すぎている答案の報告を"
    "書きます。\n"
    "どれも何度でも実行できます。集めた答えが消えることはありません。",
    "Makes a folder for a class, collects answers, marks them, reports.\n"
    "new FOLDER --roster roster.csv --set day2: a form for each of the roster (columns id,name), in other numbers and "
    "another order; run again with a longer roster, it adds forms for who is new.\n"
    "collect FOLDER FILE...: tables of answers (CSV, workbook, JSON Lines), filled-in sheets (Markdown, JSON); "
    "what is in doubt isn't taken, and told.\n"
    "grade FOLDER: writes marks.csv and a page for each student. Answers for a person to mark stand in by-hand.csv; "
    "the points that are filled in there count. --void ID takes a question out, --unvoid ID counts it again; "
    "what changes is written to changes.csv.\n"
    "report FOLDER: writes difficulty, discrimination, slips, reliability, time, keys to be looked at, papers too "
    "alike.\n"
    "All of it can be run again; answers that were collected are never lost.",
)

_CALL = Text.both("quiz class new FOLDER --roster roster.csv --set day2")


BOM = b"\xef\xbb\xbf"


@make_command(
    _HELP,
    examples=(
        "quiz class new my-class --roster roster.csv --set day2 --count 10 --seed 1",
        "quiz class collect my-class answers.csv",
        "quiz class grade my-class",
        "quiz class report my-class",
    ),
)
@click.argument("action", type=click.Choice(("new", "collect", "grade", "report")))
@click.argument("folder", type=GivenPath())
@click.argument("files", nargs=-1, type=GivenPath())
@option("--roster", type=GivenPath(), text=Text("名簿（new）", "the roster (new)"))
@option("--set", "set_name", metavar="SET", text=Text("問題集（new）", "the set (new)"))
@option("--count", type=click.IntRange(1, MAX_COUNT), text=Text("問題数（new）", "how many questions (new)"))
@option("--forms", type=click.IntRange(1), text=Text("用紙の種類（new、既定は一人 1 種類）", "how many forms (new)"))
@seed_option
@selection_options
@option("--replace", is_flag=True, text=Text("あとの答えを数える（collect）", "the later answer counts (collect)"))
@option("--void", multiple=True, metavar="ID", text=Text("採点から外す問題（grade）", "a question to take out (grade)"))
@option("--unvoid", multiple=True, metavar="ID", text=Text("また採点する問題（grade）", "one to count again (grade)"))
@click.pass_context
def command(
    context: click.Context,
    action: str,
    folder: Path,
    files: tuple[Path, ...],
    roster: Path | None,
    set_name: str | None,
    count: int | None,
    forms: int | None,
    seed: int | None,
    selection: object,
    replace: bool,
    void: tuple[str, ...],
    unvoid: tuple[str, ...],
    lang: Language,
) -> None:
    """Do one of the four things."""
    if files and action != "collect":
        raise QuizError(Text(f"{action} にファイルは要りません", f"{action} takes no files"))
    match action:
        case "new":
            _new(folder, roster, set_name, count, forms, seed, selection, lang)
        case "collect":
            if _collect(folder, files, lang, replace=replace):
                context.exit(2)
        case "grade":
            _grade(folder, void, unvoid, lang)
        case _:
            _report(folder, lang)


# -- new ---------------------------------------------------------------------------------------------------------------


def _new(
    folder: Path,
    roster: Path | None,
    set_name: str | None,
    count: int | None,
    forms: int | None,
    seed: int | None,
    selection: object,
    lang: Language,
) -> None:
    assert isinstance(selection, Selection)
    if roster is None:
        raise QuizError(Text("new には --roster と --set が必要です", "new needs --roster and --set"), remedy=_CALL)
    students = read_roster(roster)
    if (folder / MANIFEST).exists():
        name = None if set_name is None else open_set(set_name).name
        refuse_other(room := open_class(folder), name, count, forms, seed)
        _take_in(room, roster, students, lang)
        return
    if set_name is None:
        raise QuizError(Text("new には --set が必要です", "new needs --set"), remedy=_CALL)
    if folder.is_dir() and any(folder.iterdir()):
        raise QuizError(
            Text(f"{folder} にはもう何かあります", f"{folder} isn't empty"),
            remedy=Text("新しいフォルダの名前にしてください", "name a new folder"),
        )
    question_set = open_set(set_name)
    first = make_form(question_set, new_seed() if seed is None else seed, count=count, selection=selection)
    tell_left_out(question_set.bank, lang)
    room = new_class(folder, question_set, first, students, forms=forms, language=lang)
    table = lay(room, question_set, list(room.forms.values()), room.members)
    keep_roster(folder, roster)
    place_bytes(manifest_text(room).encode(), folder / MANIFEST)
    tell(made_told(room, len(first.places)).in_(lang))
    _tell_places(folder / "sheets", table, lang)


def _take_in(room: Classroom, roster: Path, students: Sequence[Student], lang: Language) -> None:
    """Give those of a roster who aren't in the class yet a form; all that was handed out stays as it is."""
    folder = room.folder
    question_set = open_set(room.set_name)
    found = grown(room, question_set, students)
    tell_left_out(question_set.bank, lang)
    room = found.room
    table = lay(room, question_set, found.forms, found.newcomers) if found.newcomers else None
    keep_roster(folder, roster)
    if found.newcomers or found.renamed:
        save(room)
    tell(*(line.in_(lang) for line in grown_told(found)))
    if table is not None:
        _tell_places(folder / "sheets", table, lang)


def _tell_places(sheets: Path, table: Path, lang: Language) -> None:
    tell(Text(f"  印刷する: {sheets}", f"  print: {sheets}").in_(lang))
    tell(Text(f"  答えの表: {table}", f"  table for the answers: {table}").in_(lang))
    if not has_typst():
        note(
            Text(
                "PDF は作りませんでした（pip install 'kakunin-test[print]' で作れます）",
                "no PDF was made (pip install 'kakunin-test[print]' makes them)",
            ).in_(lang)
        )


# -- collect -----------------------------------------------------------------------------------------------------------


def _collect(folder: Path, files: tuple[Path, ...], lang: Language, *, replace: bool) -> bool:
    """Collect answers; return whether something was in doubt."""
    room = open_class(folder)
    if not files:
        raise QuizError(
            Text("答えのファイルを指定してください", "name the files with the answers"),
            remedy=Text.both(f"quiz class collect {folder} {folder / 'answers.csv'}"),
        )
    printed = AsPrinted(open_bank(room.bank), None)
    before, times = latest(folder), collected_times(folder)
    doubts: list[Doubt | QuizError] = []
    new = timed = 0
    for path in files:
        try:
            found = read_answers(path, room, printed)
        except QuizError as error:
            doubts.append(error)
            continue
        fresh = added(found, before, times, replace=replace)
        add_lines(folder / ANSWERS, [collected_line(one) for one in fresh.answers])
        if fresh.times:
            add_lines(folder / TIMES, [time_line(one) for one in fresh.times])
        before.update({(one.student, one.question): one for one in fresh.answers})
        times.update({(one.student, one.question): one for one in fresh.times})
        doubts += fresh.doubts
        new, timed = new + len(fresh.answers), timed + len(fresh.times)
        for remark in found.notes:
            note(remark.in_(lang))
    for doubt in doubts:
        if isinstance(doubt, QuizError):
            note_fault(doubt, lang)
        else:
            note(doubt.in_(lang))
    there = {student for student, _ in before}
    ja, en = (f"、所要時間 {timed} 件", f" and {counted(timed, 'time')}") if timed else ("", "")
    tell(
        Text(
            f"新しい答え {new} 件{ja}。{len(room.members)} 人のうち {len(there)} 人の答えがあります。",
            f"{counted(new, 'new answer')}{en}; of {counted(len(room.members), 'student')} {len(there)} have answers.",
        ).in_(lang)
    )
    if there:
        _tell_absent([member for member in room.members if member.student.id not in there], lang)
    if doubts:
        count = len(doubts)
        note(
            Text(
                f"取り込まなかったもの {count} 件。直してもう一度 collect してください。",
                f"{counted(count, 'thing')} not taken; mend them and collect again.",
            ).in_(lang)
        )
    return bool(doubts)


def _tell_absent(members: Sequence[Member], lang: Language) -> None:
    """Name the students who have no answers."""
    if not members:
        return
    named = students_named([member.student for member in members])
    tell(
        Text(f"  答えのない人 {len(members)} 人: {named.ja}", f"  without answers ({len(members)}): {named.en}").in_(
            lang
        )
    )


# -- grade -------------------------------------------------------------------------------------------------------------


def _papers(room: Classroom) -> list[Paper]:
    bank = sheet_bank(room.bank, None, needed=False)

    def printed_of(key: KeyFile) -> AsPrinted:
        return AsPrinted(bank, key)

    return Marker(room, printed_of).papers()


def _grade(folder: Path, void: tuple[str, ...], unvoid: tuple[str, ...], lang: Language) -> None:
    room = open_class(folder)
    unknown = [item for item in (*void, *unvoid) if item not in room.items]
    if unknown:
        raise QuizError(
            Text(f"このクラスに {unknown[0]} という問題はありません", f"this class has no question {unknown[0]}"),
            remedy=Text("、".join(room.items[:12]), ", ".join(room.items[:12])),
        )
    if void or unvoid:
        room = room.voided(void, unvoid)
        save(room)
    papers = _papers(room)
    marks, path = marks_csv(papers, room), folder / "marks.csv"
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    changed = changes(before, marks) if before else []
    if changed:
        head = ("id", "name", "what", "before", "after")
        place_bytes(BOM + csv_text([head, *changed]).encode(), folder / "changes.csv", force=True)
    place_bytes(BOM + marks.encode(), path, force=True)
    open_answers = to_mark(papers)
    idle = not_counted(room, open_answers)
    place_bytes(BOM + by_hand_csv(room, open_answers).encode(), folder / FILE, force=True)
    made_folder(folder / "feedback")
    for name, data in feedback_files(papers, room):
        place_bytes(data, name, force=True)
    handed_in = [paper for paper in papers if paper.handed_in]
    open_count = sum(one.is_open for paper in papers for one in paper.marked)
    tell(
        Text(
            f"{len(handed_in)} 人の答案を採点しました: {path}、返却用 {folder / 'feedback'}",
            f"marked {counted(len(handed_in), 'paper')}: {path}, feedback in {folder / 'feedback'}",
        ).in_(lang)
    )
    _tell_absent([paper.member for paper in papers if not paper.handed_in], lang)
    if room.void:
        listed = ", ".join(room.void)
        ja, en = (
            f"  採点から外した問題: {listed}（提出した全員に満点）",
            f"  taken out: {listed} (full marks for all papers)",
        )
        tell(Text(ja, en).in_(lang))
    if idle:
        shown = ", ".join(f"{key.student} {key.item}" for key in idle[:MAX_NAMED]) + ("…" if idle[MAX_NAMED:] else "")
        tell(
            Text(
                f"  {folder / FILE} の点のうち、いまの答えに合わないので数えていないもの {len(idle)} 件: {shown}",
                f"  {counted(len(idle), 'mark')} in {folder / FILE} not counted, as the answer is another now: {shown}",
            ).in_(lang)
        )
    if open_count:
        tell(
            Text(
                f"  人が見るもの {open_count} 件（marks.csv の ?）。{folder / FILE} の points に 0〜1 で書いて、"
                "もう一度 grade してください",
                f"  {counted(open_count, 'answer')} left for a person (the ? in marks.csv): fill in points, 0 to 1, "
                f"in {folder / FILE} and grade again",
            ).in_(lang)
        )
    if changed:
        tell(
            Text(
                f"  前回から変わった欄 {len(changed)} か所: {folder / 'changes.csv'}",
                f"  {counted(len(changed), 'cell')} changed since last time: {folder / 'changes.csv'}",
            ).in_(lang)
        )


# -- report ------------------------------------------------------------------------------------------------------------


def _ideas(room: Classroom) -> Mapping[str, Text]:
    """Return what the course calls the ideas behind slips; nothing where it is no longer there."""
    with suppress(QuizError):
        return open_set(room.set_name).course.ideas
    return {}


def _report(folder: Path, lang: Language) -> None:
    room = open_class(folder)
    papers = _papers(room)
    statistics, alike = class_statistics(papers, room), alike_papers(papers)
    items = {
        one.item: one.variant.item for paper in papers for one in paper.marked if not isinstance(one.variant, Text)
    }
    times = class_times(papers, room, collected_times(folder))
    page = report_page(room, statistics, alike, times, items, _ideas(room))
    place_bytes(page.encode(), folder / "report.html", force=True)
    place_bytes(BOM + report_csv(statistics, times, items).encode(), folder / "report.csv", force=True)
    if times.papers:
        place_bytes(BOM + times_csv(times).encode(), folder / PAPER_TIMES, force=True)
    suspects = [one.item for one in statistics.items if one.suspect]
    tell(
        Text(
            f"報告を書きました: {folder / 'report.html'}、{folder / 'report.csv'}",
            f"wrote {folder / 'report.html'} and {folder / 'report.csv'}",
        ).in_(lang)
    )
    if times.whole is None:
        tell(Text("  時間: 記録がありません", "  time: nothing is known").in_(lang))
    else:
        took, planned = clock(times.whole.median), clock(max(one.planned for one in times.papers))
        count, path = times.whole.count, folder / PAPER_TIMES
        tell(
            Text(
                f"  時間: 中央値 {took.ja}（目安 {planned.ja}、わかる答案 {count} 件）: {path}",
                f"  time: median {took.en} (planned {planned.en}, known of {counted(count, 'paper')}): {path}",
            ).in_(lang)
        )
    if suspects:
        listed = ", ".join(suspects)
        tell(Text(f"  正解を確かめたい問題: {listed}", f"  keys to be looked at: {listed}").in_(lang))
    if alike:
        pairs = {frozenset((one.copy.member.student.id, one.source.member.student.id)) for one in alike}
        count = len(pairs)
        tell(Text(f"  似すぎている答案: {count} 組", f"  papers too alike: {counted(count, 'pair')}").in_(lang))
