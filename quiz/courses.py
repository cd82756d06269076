"""Which courses there are, and the sets and items in them: the package's own, added folders, installed distributions.

Here the bank, which knows no answer kinds, is handed those that there are.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from quiz.bank import itemfile
from quiz.bank.added_folders import add_folder, added_folders, drop_folder
from quiz.bank.blueprint import Blueprint, QuestionSet, blueprint_of, whole_bank
from quiz.bank.course import FILE, Course, read_course
from quiz.bank.folder import Bank
from quiz.bank.misconception_tables import ID
from quiz.errors import FileFaults, QuizError
from quiz.kinds import KINDS
from quiz.language import Text
from quiz.model import Item
from quiz.outlet.visible import in_line

DEFAULT = "day2"
"""The course that is meant where none is named."""

ENTRY_POINTS = "quiz.courses"
"""Distributions name their courses in this group of entry points, as ``package:folder``."""


def item_called(course: str, item: str) -> str:
    """Return how a command is told which item is meant: one of another course stands behind that.

    >>> item_called("day2", "conv-output-size"), item_called("mine", "first")
    ('conv-output-size', 'mine/first')
    """
    return item if course == DEFAULT else f"{course}/{item}"


def questions_folder() -> Path:
    """Return the folder of the package's own courses: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "questions", package.parent / "questions"):
        if folder.is_dir():
            return folder
    raise QuizError(Text("問題のフォルダが見つかりません", "the folder of questions is missing"))


def built_in(identifier: str = DEFAULT) -> Course | None:
    """Return a course of the package; None if it has none of that id."""
    folder = questions_folder() / identifier
    if not ID.match(identifier) or not os.path.isfile(folder / FILE):  # False for a name too long to be one
        return None
    return read_course(folder, KINDS, trusted=True)


def built_in_bank() -> Bank:
    """Return the items of the package's default course."""
    course = built_in()
    assert course is not None  # it is part of the package
    return course.bank


def parse_item(source: str, *, expected_id: str, path: str, trusted: bool = False) -> Item:
    """Return the item written in a text; raise :class:`quiz.errors.FileFaults` with every fault found."""
    origin = itemfile.Origin(trusted)
    return itemfile.parse_item(source, KINDS, expected_id=expected_id, path=path, origin=origin)


def read_item(path: Path) -> Item:
    """Return the item written in a file; raise :class:`quiz.errors.FileFaults` with every fault found."""
    return itemfile.read_item(path, KINDS)


# -- the courses that there are ----------------------------------------------------------------------------------------


def all_courses() -> tuple[list[Course], list[QuizError]]:
    """Return every course that can be read, the package's own first, and what is wrong with the others.

    Of two courses with one id the first is taken; a folder that the learner added counts before a distribution.
    """
    courses: dict[str, Course] = {}
    faults: list[QuizError] = []
    try:
        added = added_folders()
    except QuizError as error:
        added = []
        faults.append(error)
    for folder, trusted in _course_folders(added):
        if not folder.is_dir():
            faults.append(_gone(folder))
            continue
        try:
            course = read_course(folder, KINDS, trusted=trusted, lenient=True)
        except FileFaults as error:
            faults.append(error)
            continue
        if course.id in courses:
            other = courses[course.id].root
            ja = f"{folder}: 講座 {course.id} はもうあります（{other}）"
            en = f"{folder}: there is a course {course.id} already ({other})"
            faults.append(QuizError(Text(ja, en)))
            continue
        courses[course.id] = course
    return list(courses.values()), faults


def _course_folders(added: list[Path]) -> Iterator[tuple[Path, bool]]:
    folders = sorted(path.parent for path in questions_folder().glob(f"*/{FILE}"))
    yield from ((folder, True) for folder in sorted(folders, key=lambda folder: folder.name != DEFAULT))
    yield from ((folder, False) for folder in added)
    yield from ((folder, False) for folder in _installed_folders())


def _gone(folder: Path) -> QuizError:
    command = f"quiz course remove {shlex.quote(str(folder))}"
    return QuizError(
        Text(f"追加した講座のフォルダがありません: {folder}", f"the folder of an added course is gone: {folder}"),
        remedy=Text(f"元に戻すか、{command} で一覧から外してください", f"put it back, or take it off: {command}"),
    )


def _installed_folders() -> Iterator[Path]:
    """Yield the folders that installed distributions name; nothing of a distribution is imported."""
    if sys.platform == "emscripten":  # a browser's Python has none, and takes long to see that
        return
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    for entry in entry_points(group=ENTRY_POINTS):
        package, _, below = entry.value.partition(":")
        parts = [*package.strip().split("."), *filter(None, below.strip().split("/"))]
        if not all(part.replace("-", "_").isidentifier() for part in parts):
            continue
        candidates = [] if entry.dist is None else [Path(str(entry.dist.locate_file("/".join(parts))))]
        spec = find_spec(parts[0])  # of a top-level package: found without being imported
        for root in (spec.submodule_search_locations or ()) if spec is not None else ():
            candidates.append(Path(root, *parts[1:]))
        yield from [folder for folder in candidates if (folder / FILE).is_file()][:1]


def course_called(identifier: str) -> Course | None:
    """Return the course of that id; None if there is none. The package's own is found without looking further."""
    own = built_in(identifier)
    if own is not None:
        return own
    return next((course for course in all_courses()[0] if course.id == identifier), None)


# -- folders that the learner has added --------------------------------------------------------------------------------


def add_course(name: str) -> Course:
    """Add a folder to the learner's courses; raise :class:`quiz.errors.QuizError` if it is no course of its own."""
    folder = _full(name)
    if not os.path.isdir(folder):
        raise QuizError(Text(f"{folder} というフォルダはありません", f"there is no folder {folder}"))
    course = read_course(folder, KINDS)
    if not course.bank.paths:
        raise _no_questions(str(folder))
    own = built_in()
    if own is not None and course.id != own.id and course.id in own.set_names():
        ja, en = f"{course.id} は講座 {own.id} の問題集の名前です", f"{course.id} is the name of a set of {own.id}"
        raise QuizError(Text(ja, en), remedy=Text(f"{FILE} の id を変えてください", f"change the id in its {FILE}"))
    courses, _ = all_courses()
    other = next((known for known in courses if known.id == course.id and known.root.resolve() != folder), None)
    if other is not None:
        raise QuizError(
            Text(
                f"講座 {course.id} はもうあります: {other.root}", f"there is a course {course.id} already: {other.root}"
            ),
            remedy=Text(f"{FILE} の id を変えてください", f"change the id in its {FILE}"),
        )
    add_folder(folder)
    return course


def _full(name: str) -> Path:
    """Return a folder's full path, or the name itself where it leads nowhere."""
    try:
        return Path(name).resolve()
    except (OSError, RuntimeError):  # the working folder is gone, or links lead in a circle
        return Path(name)


def remove_course(name: str) -> Path:
    """Take a folder, named by its path or its course's id, from the learner's courses; its files stay."""
    for folder in added_folders():
        if str(folder) in (name, str(_full(name))) or _id_in(folder) == name:
            drop_folder(folder)
            return folder
    raise QuizError(
        Text(f"追加した講座に {name} はありません", f"{name} is none of the courses that were added"),
        remedy=Text("quiz course list で一覧を見られます", "quiz course list shows them"),
    )


def _id_in(folder: Path) -> str | None:
    try:
        return read_course(folder, KINDS).id
    except FileFaults:
        return None


# -- banks, sets and items by name -------------------------------------------------------------------------------------


def open_course(name: str | None = None) -> Course:
    """Return the default course, the one of that id, or the one in that folder.

    Raises :class:`quiz.errors.QuizError` if there is neither, or no question in it.
    """
    course = course_called(DEFAULT if name is None else name)
    if course is not None:
        return course
    assert name is not None  # the default course is part of the package
    folder = Path(name)
    if not os.path.isdir(folder):
        raise _unknown(name, [course.id for course in all_courses()[0]])
    course = read_course(folder, KINDS, known_by_path=True, lenient=True)
    if not course.bank.paths:
        raise _no_questions(name)
    return course


def open_bank(name: str | None = None) -> Bank:
    """Return the items of the default course, of the course of that id, or of that folder."""
    return open_course(name).bank


def sheet_bank(name: object, folder: str | None, *, needed: bool = True) -> Bank | None:
    """Return the bank that a sheet was made from: the one in ``folder`` if given, else the course that it names.

    Without the course, raises :class:`quiz.errors.QuizError` if the bank is ``needed``, and else returns None.
    """
    if folder is not None:
        return open_bank(folder)
    course = course_called(DEFAULT if name is None else str(name))
    if course is not None:
        return course.bank
    if not needed:
        return None
    shown = str(name)[:40]
    remedy = Text("--bank で問題ファイルのフォルダを指定してください", "give its folder with --bank")
    if faults := all_courses()[1]:  # it may be one of those
        ja = "\n".join(fault.in_("ja") for fault in faults)
        en = "\n".join(fault.in_("en") for fault in faults)
        remedy = Text(f"{remedy.ja}。読めない講座があります:\n{ja}", f"{remedy.en}; there are courses that fail:\n{en}")
    raise QuizError(
        Text(f"この用紙は問題集 {shown} のものです", f"this sheet was made from the bank {shown}"), remedy=remedy
    )


def open_item(name: str, bank: str | None = None) -> Item:
    """Return an item by its id or by ``course/id``: a bare id is of the default course, or of the only one to have it.

    Raises :class:`quiz.errors.QuizError` if there is none, or if several added courses have it.
    """
    course_id, slash, bare = name.partition("/")
    if bank is not None or not slash:
        course = open_course(bank)
        if bank is not None or name in course.bank.paths:
            return course.bank.item(name.removeprefix(f"{course.id}/"))
        having = [other for other in all_courses()[0] if name in other.bank.paths]
        if len(having) == 1:
            return having[0].bank.item(name)
        if having:
            listed = ", ".join(f"{other.id}/{name}" for other in having)
            raise QuizError(
                Text(f"{name} という問題は複数の講座にあります", f"several courses have a question {name}"),
                remedy=Text(f"次のどれかを指定してください: {listed}", f"name one of: {listed}"),
            )
        return course.bank.item(name)
    return open_course(course_id).bank.item(bare)


def open_set(name: str) -> QuestionSet:
    """Return the set of that name: of the default course, ``course/set``, a course's id, or a folder of questions.

    A set of another course may be named without it if no other has one of that name. Raises
    :class:`quiz.errors.QuizError` with the names that there are.
    """
    own = built_in()
    assert own is not None  # it is part of the package
    found = blueprint_of(own, name)
    if found is not None:
        return QuestionSet(own, found, name)
    if (course := built_in(name)) is not None:
        return _default_set(course)
    courses, _ = all_courses()
    by_id = {course.id: course for course in courses}
    course_id, slash, bare = name.partition("/")
    if slash and course_id in by_id:
        found = blueprint_of(by_id[course_id], bare)
        if found is None:
            raise _unknown(name, [f"{course_id}/{known}" for known in by_id[course_id].set_names()])
        return QuestionSet(by_id[course_id], found, name)
    if name in by_id:
        return _default_set(by_id[name])
    having = [(course, found) for course in courses if (found := blueprint_of(course, name)) is not None]
    if len(having) == 1:
        return QuestionSet(*having[0], f"{having[0][0].id}/{name}")
    if having:
        listed = ", ".join(f"{course.id}/{name}" for course, _ in having)
        raise QuizError(
            Text(f"{name} という問題集は複数の講座にあります", f"several courses have a set {name}"),
            remedy=Text(f"次のどれかを指定してください: {listed}", f"name one of: {listed}"),
        )
    if os.path.isdir(name):
        return _default_set(open_course(name))
    raise _unknown(name, [*own.set_names(), *(course.id for course in courses if course.id != own.id)])


def _default_set(course: Course) -> QuestionSet:
    """Return the set that stands for a course; where its file can't be read, that is told and the whole bank taken."""
    blueprint: Blueprint | None = None
    if course.default_set is not None:
        try:
            blueprint = blueprint_of(course, course.default_set)
        except FileFaults as error:
            course.bank.leave_out(course.set_path(course.default_set) or course.root, *error.faults)
    name = in_line(course.root.resolve()) if course.known_by_path else course.id
    return QuestionSet(course, blueprint or whole_bank(course), name)


def _unknown(name: str, known: list[str]) -> QuizError:
    import difflib

    asked = _asked_by_name(name)
    if asked is not None:
        return asked
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    return QuizError(
        Text(f"{name} という問題集もフォルダもありません", f"there is no set and no folder called {name}"),
        remedy=Text(
            f"{near[0]} のことですか" if near else f"ある問題集: {listed}",
            f"did you mean {near[0]}?" if near else f"the sets are: {listed}",
        ),
    )


def _asked_by_name(name: str) -> QuizError | None:
    """Say how a single question is asked, where a name is that of a question or of its file."""
    path = Path(name)
    if path.suffix == ".md" and path.is_file():
        told, folder, item = (
            Text(f"{name} は問題ファイルです", f"{name} is a file with a question"),
            path.parent,
            path.stem,
        )
    elif name in built_in_bank().paths:
        told, folder, item = Text(f"{name} は問題の ID です", f"{name} is a question"), Path(DEFAULT), name
    else:
        return None
    ja = f"問題集かフォルダを先に書き、問題は --item で指定します: {folder} --item {item}"
    return QuizError(
        told, remedy=Text(ja, f"name its set or folder, and the question by --item: {folder} --item {item}")
    )


def _no_questions(name: str) -> QuizError:
    return QuizError(
        Text(f"{name} に問題ファイル（.md）がありません", f"there are no question files (.md) in {name}"),
        remedy=Text("quiz new で最初の問題を作れます", "quiz new makes a first question"),
    )
