"""Courses: the package's own, folders that are added, installed distributions; strangers' banks with broken files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.bank.added_folders import added_folders
from quiz.bank.blueprint import BlueprintPlace, blueprint_of
from quiz.bank.course import read_course
from quiz.courses import (
    add_course,
    all_courses,
    built_in,
    open_course,
    open_item,
    open_set,
    remove_course,
)
from quiz.drawing import draw
from quiz.errors import FileFaults, QuizError
from quiz.forms import make_form
from quiz.grading import grade
from quiz.home import data_folder
from quiz.kinds import KINDS, TEMPLATES, kind_of

PROBABILITY = Path(__file__).resolve().parents[1] / "courses" / "probability"


def question(name: str) -> str:
    return (TEMPLATES / "number.md").read_text(encoding="utf-8").format(id=name)


def folder_of(tmp_path: Path, name: str = "mine", course: str | None = None, items: tuple[str, ...] = ("one",)) -> Path:
    folder = tmp_path / name
    folder.mkdir(parents=True)
    for item in items:
        (folder / f"{item}.md").write_text(question(item), encoding="utf-8")
    if course is not None:
        (folder / "course.toml").write_text(course, encoding="utf-8")
    return folder


MINE = 'format_version = 1\nid = "mine"\ntitle = { ja = "私の", en = "Mine" }\n'


# -- the package's own -------------------------------------------------------------------------------------------------


def test_the_built_in_course_says_what_it_is() -> None:
    course = built_in()
    assert course is not None
    assert (course.id, course.default_set, course.licence) == ("day2", "day2", "MIT")
    assert {card.section for card in course.bank.cards.values()} == set(course.sections or {})
    assert course.set_names()[0] == "day2"
    assert list(course.sections or {})[:2] == ["vanishing-gradient", "activations"]
    assert built_in("no-such-course") is None
    assert built_in("../day2") is None


def test_every_item_has_a_title_of_its_own_in_both_languages() -> None:
    course = built_in()
    assert course is not None
    cards = course.bank.cards
    for identifier, card in cards.items():
        assert card.title.ja != identifier
        assert card.title.en != identifier
        assert any(ord(sign) > 0x3000 for sign in card.title.ja) or card.title.ja.isascii()
        assert card.title.en.isprintable()
        assert not card.title.en.endswith(".")
    assert len({card.title.ja for card in cards.values()}) == len(cards)
    assert len({card.title.en for card in cards.values()}) == len(cards)


def test_every_set_and_section_can_be_opened() -> None:
    course = built_in()
    assert course is not None
    for name in course.set_names():
        blueprint = blueprint_of(course, name)
        assert blueprint is not None
        assert make_form(open_set(name), 1).places
    assert blueprint_of(course, "nothing") is None


# -- a second course ---------------------------------------------------------------------------------------------------


def test_a_second_course_is_read_whole() -> None:
    course = read_course(PROBABILITY, KINDS)
    assert (course.id, course.title.en, course.version, course.licence) == (
        "probability",
        "Basics of probability",
        "0.1",
        "CC0-1.0",
    )
    assert course.set_names() == ["basics", "short", "moments", "conditional"]
    assert len(course.bank.cards) == 5
    assert not course.bank.left_out
    assert {card.section for card in course.bank.cards.values()} == set(course.sections or {})


def test_every_key_of_the_second_course_is_graded_correct() -> None:
    bank = read_course(PROBABILITY, KINDS).bank
    for item in bank.items():
        for seed in range(8):
            variant = draw(item, seed)
            for text in kind_of(item).answers(variant):
                assert grade(variant, text).verdict == "correct", (item.id, text)


def test_an_added_course_is_asked_by_its_id_and_by_its_sets() -> None:
    assert add_course(str(PROBABILITY)).id == "probability"
    assert [course.id for course in all_courses()[0]] == ["day2", "probability"]
    whole = open_set("probability")
    assert (whole.name, whole.blueprint.name, whole.whole) == ("probability", "basics", True)
    short = open_set("probability/short")
    assert [place.item for place in make_form(short, 1).places] == ["binomial-variance"]
    assert open_set("short").name == "probability/short", "a name that only one course has is enough"
    form = make_form(open_set("moments"), 1)
    assert form.course == "probability"
    assert {place.item for place in form.places} == {"expected-value", "binomial-variance", "standard-deviation-steps"}
    assert open_course("probability").root == PROBABILITY
    assert open_item("bayes-positive").section == "conditional"
    assert open_item("probability/bayes-positive").id == "bayes-positive"
    with pytest.raises(QuizError, match="no question conv-output-size in probability"):
        open_item("probability/conv-output-size")


def test_a_form_of_a_course_is_the_same_again(tmp_path: Path) -> None:
    add_course(str(PROBABILITY))
    assert make_form(open_set("probability"), 9) == make_form(open_set("probability"), 9)
    places = make_form(open_set("probability"), 9).places
    assert [place.item for place in places[:2]] == ["expected-value", "bayes-positive"]
    assert places[0].seed == 0
    assert len(places) == 4


# -- adding and removing -----------------------------------------------------------------------------------------------


def test_a_course_is_added_once_and_removed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE)
    add_course(str(folder))
    add_course(str(folder))
    assert added_folders() == [folder]
    assert remove_course("mine") == folder
    assert added_folders() == []
    assert (folder / "one.md").is_file()
    with pytest.raises(QuizError, match="none of the courses"):
        remove_course("mine")


def test_two_courses_of_one_id_are_refused(tmp_path: Path) -> None:
    add_course(str(folder_of(tmp_path, "first", MINE)))
    with pytest.raises(QuizError, match="already"):
        add_course(str(folder_of(tmp_path, "second", MINE)))
    with pytest.raises(QuizError, match="already"):
        add_course(str(folder_of(tmp_path, "third", MINE.replace('"mine"', '"day2"'))))


def test_what_is_no_course_is_not_added(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="no folder"):
        add_course(str(tmp_path / "nowhere"))
    with pytest.raises(QuizError, match="no question files"):
        add_course(str(folder_of(tmp_path, items=())))


def test_a_name_that_is_too_long_for_a_file_is_no_course() -> None:
    for name in ("x" * 300, "x/" * 3000, "day2/" + "x" * 300):
        for opened in (open_set, open_course):
            with pytest.raises(QuizError, match="no set and no folder"):
                opened(name)
    with pytest.raises(QuizError, match="there is no folder"):
        add_course("x" * 300)


def test_the_same_set_in_two_courses_must_be_named_with_its_course(tmp_path: Path) -> None:
    section = '[[section]]\nid = "shared"\nja = "共通"\nen = "Shared"\n'
    for name in ("one", "two"):
        add_course(str(folder_of(tmp_path, name, MINE.replace('"mine"', f'"{name}"') + section)))
    with pytest.raises(QuizError, match="several courses") as caught:
        open_set("shared")
    assert caught.value.remedy is not None
    assert "one/shared, two/shared" in caught.value.remedy.en
    with pytest.raises(QuizError, match="several courses"):
        open_item("one")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"folders": 3}', "[" * 100_000])
def test_a_damaged_list_of_added_courses_stops_nothing_and_is_kept(content: str) -> None:
    data_folder().mkdir(parents=True)
    list_file = data_folder() / "courses.json"
    for number in (1, 2):
        list_file.write_text(content, encoding="utf-8")
        courses, faults = all_courses()
        assert [course.id for course in courses] == ["day2"]
        assert [str(list_file) in fault.in_("en") and "damaged" in fault.in_("en") for fault in faults] == [True]
        with pytest.raises(QuizError, match="damaged"):
            remove_course("probability")
        add_course(str(PROBABILITY))
        assert [course.id for course in all_courses()[0]] == ["day2", "probability"]
        assert list_file.with_name(f"courses.json.damaged-{number}").read_text(encoding="utf-8") == content


def test_a_folder_that_is_gone_is_named_and_an_entry_that_is_no_path_is_passed_over() -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "courses.json").write_text('{"folders": [3, "/no/such/folder"]}', encoding="utf-8")
    courses, faults = all_courses()
    assert [course.id for course in courses] == ["day2"]
    assert ["gone: /no/such/folder" in fault.in_("en") for fault in faults] == [True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_in_the_place_of_the_list_is_told_and_nothing_waits_for_it() -> None:
    data_folder().mkdir(parents=True)
    list_file = data_folder() / "courses.json"
    os.mkfifo(list_file)
    assert ["not a plain file" in fault.in_("en") for fault in all_courses()[1]] == [True]
    with pytest.raises(QuizError, match="can't read"):
        add_course(str(PROBABILITY))
    assert list_file.is_fifo()


def test_an_interrupted_change_leaves_the_list_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_course(str(PROBABILITY))
    list_file = data_folder() / "courses.json"
    before = list_file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(QuizError, match=r"can't write .*courses\.json: No space"):
        add_course(str(folder_of(tmp_path, course=MINE)))
    assert list_file.read_bytes() == before
    assert {path.name for path in data_folder().iterdir()} <= {"courses.json", "cards.json"}, "nothing is left behind"


def test_two_terminals_that_add_courses_at_once_lose_none(tmp_path: Path) -> None:
    names = [f"course-{letter}" for letter in "abcdef"]
    script = "import sys; from quiz.courses import add_course; sys.stdin.read(1); add_course(sys.argv[1])"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(folder_of(tmp_path, name, MINE.replace('"mine"', f'"{name}"')))],
            stdin=subprocess.PIPE,
        )
        for name in names
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"x")
        process.stdin.close()
    assert [process.wait(timeout=60) for process in started] == [0] * len(names)
    assert {folder.name for folder in added_folders()} == set(names)


def test_a_folder_whose_name_is_no_text_is_added_and_found_again(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems refuse such names")
    folder = folder_of(tmp_path, "b\udcffnk", MINE)
    add_course(str(folder))
    assert added_folders() == [folder]
    assert remove_course("mine") == folder


def test_a_course_that_breaks_later_is_named_and_the_others_work(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE)
    add_course(str(folder))
    (folder / "course.toml").write_text("format_version = 99\n", encoding="utf-8")
    courses, faults = all_courses()
    assert [course.id for course in courses] == ["day2"]
    assert len(faults) == 1
    assert "course.toml" in faults[0].in_("en")


# -- course.toml -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("format_version = 1\n", "", "format_version should be 1, found None"),
        ("format_version = 1", "format_version = 2", "format_version should be 1, found 2"),
        ("format_version = 1", "format_version = true", "format_version should be 1, found True"),
        ('id = "mine"', 'id = "My Course"', "lower-case"),
        ('id = "mine"', 'id = "../day2"', "lower-case"),
        (', en = "Mine"', "", "title needs ja and en"),
        ('ja = "私の"', 'ja = ""', "title needs ja and en"),
        ("id =", 'licnece = "MIT"\nid =', "there is no key licnece"),
        ("id =", "licence = 3\nid =", "licence should be a text"),
        ("id =", 'default_set = "gone"\nid =', "default_set names gone"),
        ("id =", "section = 3\nid =", "can't read the entries"),
        ("id =", 'section = [{ id = "a", ja = "あ" }]\nid =', "section a needs ja and en"),
        ("id =", 'section = [{ id = "a", ja = "あ", en = "a" }, { id = "a", ja = "い", en = "b" }]\nid =', "twice"),
        ("id =", "= 3", "here stands name = value"),
    ],
)
def test_faults_of_a_course_file_are_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in MINE
    folder = folder_of(tmp_path, course=MINE.replace(old, new, 1))
    with pytest.raises(FileFaults) as caught:
        read_course(folder, KINDS)
    assert told in caught.value.in_("en")
    assert "course.toml" in caught.value.in_("ja")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("format_version = 1\n", "", "format_version should be 1, found None"),
        ('id = "mine"', 'id = "My Course"', "lower-case"),
        (', en = "Mine"', "", "title needs ja and en"),
        ("id =", 'licnece = "MIT"\nid =', "there is no key licnece"),
        ("id =", 'default_set = "gone"\nid =', "default_set names gone"),
        ("id =", 'section = [{ id = "a", ja = "あ" }]\nid =', "section a needs ja and en"),
        ("id =", "= 3", "here stands name = value"),
    ],
)
def test_a_faulty_course_file_never_stops_the_folder_that_somebody_names(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = folder_of(tmp_path, course=MINE.replace(old, new, 1), items=("one", "two"))
    found = open_set(str(folder))
    assert {place.item for place in make_form(found, 1).places} == {"one", "two"}
    assert [told in fault.message.en for fault in found.bank.left_out] == [True]
    assert found.bank.left_out[0].path.endswith("course.toml")
    assert found.course.title.ja


def test_a_course_of_a_newer_format_is_refused_even_by_its_path(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE.replace("format_version = 1", "format_version = 2"))
    with pytest.raises(FileFaults, match="fault"):
        open_set(str(folder))


def test_an_added_course_whose_file_gets_a_fault_goes_on(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE)
    add_course(str(folder))
    (folder / "course.toml").write_text(MINE.replace("id =", 'licnece = "MIT"\nid ='), encoding="utf-8")
    courses, faults = all_courses()
    assert [course.id for course in courses] == ["day2", "mine"]
    assert faults == []
    assert "licnece" in open_set("mine").bank.left_out[0].message.en
    with pytest.raises(FileFaults):  # but as it is, it would not be added
        add_course(str(folder))


def test_a_default_set_that_can_not_be_read_is_told_and_the_whole_bank_asked(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE + 'default_set = "s"\n', items=("one", "two"))
    (folder / "sets").mkdir()
    (folder / "sets" / "s.toml").write_text("x = [", encoding="utf-8")
    found = open_set(str(folder))
    assert len(make_form(found, 1).places) == 2
    assert [Path(fault.path).name for fault in found.bank.left_out] == ["s.toml"]


def test_a_folder_without_a_course_file_is_a_course_of_its_own(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "bank", items=("one", "two"))
    (folder / "notes.md").write_text("# diary\n", encoding="utf-8")
    (folder / "broken.md").write_text(question("broken").replace("minutes = 2", "minutes = 0"), encoding="utf-8")
    found = open_set(str(folder))
    assert found.name == str(folder.resolve())
    assert (found.course.id, found.course.title.ja) == ("bank", "bank")
    assert {place.item for place in make_form(found, 1).places} == {"one", "two"}
    assert {Path(fault.path).name for fault in found.bank.left_out} == {"notes.md", "broken.md"}


# -- on the command line -----------------------------------------------------------------------------------------------


def test_broken_files_are_named_and_the_rest_is_asked(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = folder_of(tmp_path, "bank", items=("one",))
    (folder / "broken.md").write_text(question("broken").replace("minutes = 2", "minutes = 0"), encoding="utf-8")
    done = run_quiz("run", str(folder), "--seed", "1", "--lang", "en", stdin="q\n")
    assert done.returncode == 0
    assert "broken.md:" in done.stderr
    assert "left out" in done.stderr
    assert "Number of" in done.stdout or "Updates in one epoch" in done.stdout
    listed = run_quiz("list", str(folder), "--lang", "en")
    assert "[one]" in listed.stdout
    assert "broken.md" in listed.stderr
    assert run_quiz("check", str(folder), "--seeds", "2", "--lang", "en").returncode == 1


def test_a_sheet_in_a_bank_stops_no_command_and_is_no_defect(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = folder_of(tmp_path, "bank", items=("one", "two"))
    made = run_quiz("generate", "bank", "--seed", "1", "-o", "bank/sheet.md", "--key", "bank/key.md", cwd=tmp_path)
    assert made.returncode == 0
    responses = tmp_path / "r.json"
    responses.write_text('["1", "1"]', encoding="utf-8")
    run_quiz("generate", "bank", "--seed", "1", "--format", "json", "-o", "bank/s.json", cwd=tmp_path)
    for command in (
        ("list", "bank"),
        ("check", "bank", "--seeds", "2"),
        ("run", "bank", "--seed", "1"),
        ("generate", "bank", "--seed", "1"),
        ("verify", "--bank", "bank", "r.json"),
    ):
        done = run_quiz(*command, "--lang", "en", cwd=tmp_path)
        assert done.returncode == 0, command
        for name in ("sheet.md", "key.md"):
            assert done.stderr.count(f"bank/{name}:1: no question but a sheet or key") == 1, command
    graded = run_quiz("grade", "bank/s.json", "r.json", "--bank", "bank", "--format", "json", cwd=tmp_path)
    assert len(json.loads(graded.stdout)["items"]) == 2
    assert len(list(folder.iterdir())) == 5


def test_courses_are_added_listed_asked_and_removed(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    added = run_quiz("course", "add", str(PROBABILITY), "--lang", "en")
    assert added.returncode == 0
    assert "Basics of probability (5 questions)" in added.stdout
    listed = run_quiz("list", "--lang", "ja")
    assert "確率の基礎" in listed.stdout
    assert "深層学習 Day 2" in listed.stdout
    own = run_quiz("list", "probability", "--lang", "en")
    assert "Mean and variance (moments)" in own.stdout
    assert "Variance of a binomial distribution [binomial-variance]" in own.stdout
    data = json.loads(run_quiz("list", "probability", "--format", "json").stdout)
    assert data["courses"][0]["sections"][0]["title"] == {"ja": "期待値と分散", "en": "Mean and variance"}
    asked = run_quiz("run", "probability", "--seed", "1", "--lang", "en", "--format", "json", stdin="20\n")
    assert json.loads(asked.stdout)["course"] == "probability"
    again = run_quiz("run", "probability", "--lang", "en", stdin="q\n")
    assert "Going on where you stopped (1/4 done)" in again.stdout or "question" in again.stdout
    assert "Variance of a binomial" in run_quiz("explain", "binomial-variance", "--lang", "en").stdout
    removed = run_quiz("course", "remove", "probability", "--lang", "en")
    assert removed.returncode == 0
    assert run_quiz("run", "probability", "--lang", "en").returncode == 2


def test_a_course_of_an_installed_distribution_is_found_and_never_imported(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    site = tmp_path / "site"
    package = site / "a_course_package"
    shutil.copytree(PROBABILITY, package / "content")
    (package / "__init__.py").write_text("raise SystemExit('a course is data: it must not be imported')\n")
    metadata = site / "a_course_package-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: a-course-package\nVersion: 1.0\n")
    (metadata / "RECORD").write_text("a_course_package/__init__.py,,\n")
    (metadata / "entry_points.txt").write_text("[quiz.courses]\nprobability = a_course_package:content\n")
    path = {"PYTHONPATH": f"{site}:{Path(__file__).resolve().parents[2]}"}
    if sys.platform == "win32":
        path["PYTHONPATH"] = path["PYTHONPATH"].replace(":", ";")
    listed = run_quiz("list", "--lang", "en", **path)
    assert listed.returncode == 0, listed.stderr
    assert "Basics of probability" in listed.stdout
    asked = run_quiz("run", "probability/short", "--lang", "en", stdin="q\n", **path)
    assert "Just one" in asked.stdout


def test_the_audit_looks_at_sections_and_sets(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = folder_of(tmp_path, course=MINE + '[[section]]\nid = "cnn"\nja = "畳"\nen = "C"\n', items=("one", "two"))
    (folder / "sets").mkdir()
    title = 'title = { ja = "集", en = "S" }\n'
    (folder / "sets" / "good.toml").write_text(title + '[[place]]\nitem = "one"\n', encoding="utf-8")
    (folder / "sets" / "gone.toml").write_text(title + '[[place]]\nitem = "three"\n', encoding="utf-8")
    (folder / "sets" / "many.toml").write_text(title + '[[place]]\nsection = "cnn"\ncount = 2\n', encoding="utf-8")
    (folder / "sets" / "odd.toml").write_text(title + '[[place]]\ntopic = "cnn"\ncount = 2\n', encoding="utf-8")
    done = run_quiz("check", str(folder), "--seeds", "2", "--format", "json", "--lang", "en")
    assert done.returncode == 1
    defects = [(entry["item"], entry["rule"]) for entry in json.loads(done.stdout)["defects"]]
    assert sorted(defects) == [
        ("gone", "set"), ("many", "set"), ("odd", "format"), ("one", "section"), ("two", "section"),
    ]  # fmt: skip
    assert run_quiz("check", str(PROBABILITY), "--seeds", "5").returncode == 0


# -- what a stranger's files may hold ----------------------------------------------------------------------------------

HOSTILE = ["x = " + "[" * 3000, "x = " + "9" * 5000, "x = 1e999999999", "\x00", "x = ["]


@pytest.mark.parametrize("source", HOSTILE, ids=["deep", "long", "large", "control", "open"])
def test_toml_that_can_not_be_read_is_told_wherever_it_stands(tmp_path: Path, source: str) -> None:
    folder = folder_of(tmp_path, course=MINE)
    (folder / "sets").mkdir()
    (folder / "sets" / "extra.toml").write_text(source, encoding="utf-8")
    (folder / "bad.md").write_text(question("bad").replace("+++\n", f"+++\n{source}\n", 1), encoding="utf-8")
    course = read_course(folder, KINDS)
    with pytest.raises(FileFaults):
        blueprint_of(course, "extra")
    assert set(course.bank.cards) == {"one"}
    assert any(fault.path.endswith("bad.md") for fault in course.bank.left_out)
    (folder / "course.toml").write_text(source, encoding="utf-8")
    with pytest.raises(FileFaults):
        read_course(folder, KINDS)


def test_files_may_begin_with_a_byte_order_mark_and_must_not_be_huge(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE)
    (folder / "sets").mkdir()
    path = folder / "sets" / "s.toml"
    source = 'title = { ja = "題", en = "Title" }\n[[place]]\nitem = "one"\n'
    path.write_bytes(b"\xef\xbb\xbf" + source.encode())
    course = read_course(folder, KINDS)
    blueprint = blueprint_of(course, "s")
    assert blueprint is not None
    assert blueprint.places == (BlueprintPlace("one", False),)
    path.write_text(source + "#" * 100_000, encoding="utf-8")
    with pytest.raises(FileFaults):
        blueprint_of(course, "s")


@pytest.mark.parametrize("title", ['"a\\u001b[31mb"', '"a\\nb"', '"' + "a" * 61 + '"', "3", '" "'])
def test_a_title_is_one_line_that_a_screen_can_show(tmp_path: Path, title: str) -> None:
    course = MINE.replace('en = "Mine"', f"en = {title}")
    named = folder_of(tmp_path, course=course)
    with pytest.raises(FileFaults) as caught:
        read_course(named, KINDS)
    assert "title needs ja and en" in caught.value.in_("en")
    folder = folder_of(tmp_path, "other", course=MINE)
    (folder / "sets").mkdir()
    (folder / "sets" / "s.toml").write_text(f'title = {{ ja = "題", en = {title} }}\n[[place]]\nitem = "one"\n')
    with pytest.raises(FileFaults):
        blueprint_of(read_course(folder, KINDS), "s")
    item = folder / "titled.md"
    item.write_text(question("titled").replace("+++\n", f'+++\ntitle = {{ ja = "題", en = {title} }}\n', 1))
    assert "titled" not in read_course(folder, KINDS).bank.cards


def test_a_set_goes_on_without_its_broken_and_missing_questions(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = folder_of(tmp_path, course=MINE + 'default_set = "s"\n', items=("one", "two"))
    (folder / "two.md").write_text(question("two").replace("minutes = 2", 'minutes = "x"'), encoding="utf-8")
    (folder / "sets").mkdir()
    places = "".join(f'[[place]]\nitem = "{name}"\n' for name in ("two", "one", "none"))
    (folder / "sets" / "s.toml").write_text(f'title = {{ ja = "題", en = "T" }}\n{places}', encoding="utf-8")
    (folder / "sets" / "broken.toml").write_text("x = [", encoding="utf-8")
    for wanted in ((), ("--topic", "minibatch"), ("--kind", "number")):
        made = run_quiz("generate", str(folder), "--seed", "1", "--format", "json", "--lang", "en", *wanted)
        assert made.returncode == 0, made.stderr
        assert [entry["id"] for entry in json.loads(made.stdout)["items"]] == ["one"]
        assert "two.md" in made.stderr
        assert "s.toml: there is no question none" in made.stderr
    asked = run_quiz("run", str(folder), "--seed", "1", "--lang", "en", stdin="q\n")
    assert asked.returncode == 0
    assert asked.stderr.count("two.md") == 1
    listed = run_quiz("list", str(folder), "--lang", "en")
    assert listed.returncode == 0
    assert "broken.toml" in listed.stderr
    assert "[one]" in listed.stdout


def test_a_session_whose_question_is_gone_says_how_to_begin_anew(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = folder_of(tmp_path, items=("one", "two"))
    run_quiz("run", str(folder), "--lang", "en", stdin="q\n")
    (folder / "two.md").unlink()
    again = run_quiz("run", str(folder), "--lang", "en", stdin="q\n")
    assert again.returncode == 2
    assert "two" in again.stderr
    assert "--new" in again.stderr
    assert run_quiz("run", str(folder), "--new", "--lang", "en", stdin="q\n").returncode == 0


def test_an_item_may_be_named_with_its_course(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    add_course(str(folder_of(tmp_path, course=MINE)))
    for name in ("one", "mine/one"):
        made = run_quiz("generate", "mine", "--item", name, "--format", "json")
        assert [entry["id"] for entry in json.loads(made.stdout)["items"]] == ["one"]
    assert open_item("mine/one", "mine").id == open_item("mine/one").id == "one"


def test_an_added_folder_that_is_gone_is_told_and_can_be_taken_off(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, course=MINE)
    add_course(str(folder))
    shutil.rmtree(folder)
    courses, (fault,) = all_courses()
    assert [course.id for course in courses] == ["day2"]
    assert fault.remedy is not None
    assert f"quiz course remove {folder}" in fault.remedy.en
    remove_course(str(folder))
    assert all_courses()[1] == []


def test_a_course_with_the_name_of_a_set_is_refused(tmp_path: Path) -> None:
    """It could never be asked: the set comes first."""
    for name in ("cnn", "day2-short"):
        with pytest.raises(QuizError, match="is the name of a set of day2"):
            add_course(str(folder_of(tmp_path, name, course=MINE.replace('"mine"', f'"{name}"'))))


@pytest.mark.parametrize("name", ["he-std", "questions/day2/initialization/he-std.md"])
def test_a_question_where_a_set_is_asked_for_is_told_how_to_ask_for_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    with pytest.raises(QuizError) as told:
        open_set(name)
    assert told.value.remedy is not None
    assert "--item he-std" in told.value.remedy.en
