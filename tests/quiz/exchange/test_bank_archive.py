"""Packed courses: the same folder comes out again, and nothing of a stranger's that is no course's."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.course import read_course
from quiz.courses import questions_folder
from quiz.errors import QuizError
from quiz.exchange.bank_archive import MANIFEST, packed, unpack
from quiz.kinds import KINDS
from quiz.outlet.visible import in_line
from solvers import budget

COURSE = Path(__file__).parents[2] / "courses" / "probability"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def archive() -> Path:
    path = Path("course.zip")
    path.write_bytes(packed(read_course(COURSE, KINDS))[0])
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    folder, manifest = unpack(archive(), None)
    assert folder == Path("probability")
    assert files(folder) == files(COURSE)
    assert (manifest.id, sorted(manifest.digests)) == ("probability", sorted(files(COURSE)))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_same_course_gives_the_same_archive() -> None:
    assert archive().read_bytes() == packed(read_course(COURSE, KINDS))[0]


def test_a_whole_course_of_the_package() -> None:
    course = read_course(questions_folder() / "day2", KINDS)
    Path("day2.zip").write_bytes(packed(course)[0])
    folder, _ = unpack(Path("day2.zip"), Path("there"))
    assert read_course(folder, KINDS).bank.digest == course.bank.digest


def test_links_hidden_files_sheets_and_others_are_not_packed(tmp_path: Path) -> None:
    own = tmp_path / "own"
    unpack(archive(), own)
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (own / "link.md").symlink_to(secret)
    (own / "linked").symlink_to(tmp_path)
    (own / ".hidden.md").write_text("x", encoding="utf-8")
    (own / "notes.docx").write_bytes(b"x")
    (own / "LICENSE").write_text("MIT", encoding="utf-8")
    assert sorted(packed(read_course(own, KINDS))[1].digests) == sorted([*files(COURSE), "LICENSE"])


def changed(change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return an archive whose files were changed after it was packed."""
    with zipfile.ZipFile(archive()) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    change(contents)
    path = Path("changed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in contents.items():
            into.writestr(name, data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(QuizError) as caught:
        unpack(path, Path("out"))
    left = {one.name for one in Path().iterdir()} - {"course.zip", "changed.zip", "raw.zip"}
    assert not left, left
    assert caught.value.message.ja != caught.value.message.en
    return caught.value.in_("en")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md", "a/../../evil.md", "/evil.md", "..\\evil.md", "C:evil.md", "a//b.md", "./x.md", "nul.md",
        "a\x1b[2J.md", "\u202egnp.md", ".hidden.md", "a/.git/x.md", "evil.py", "x.sh", "evil", "a/b/c/d/e/f/g.md",
        "Course.TOML", "ｃourse.toml", "x" * 300 + ".md", "-rf.md", "a:stream.md", "con/x.md",
    ],
)  # fmt: skip
def test_no_other_file_comes_out(name: str) -> None:
    def change(contents: dict[str, bytes]) -> None:
        manifest = json.loads(contents[MANIFEST])
        manifest["files"][name] = hashlib.sha256(b"x").hexdigest()  # a stranger's manifest says so as well
        contents.update({name: b"x", MANIFEST: json.dumps(manifest).encode()})

    assert f"changed.zip: {in_line(name)}: " in refused(changed(change))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda contents: contents.pop(MANIFEST), f"there is no {MANIFEST}"),
        (lambda contents: contents.update({MANIFEST: b"{"}), f"{MANIFEST} can't be read"),
        (lambda contents: contents.update({MANIFEST: b"[" * 9999}), f"{MANIFEST} can't be read"),
        (lambda contents: contents.update({MANIFEST: b"\xff"}), f"{MANIFEST} can't be read"),
        (lambda contents: contents.update({MANIFEST: b"[]"}), f"{MANIFEST} can't be read"),
        (lambda contents: contents.update({"more.md": b"x"}), "more.md"),
        (lambda contents: contents.update({"course.toml": b"x"}), "course.toml"),
        (lambda contents: contents.pop("course.toml"), "course.toml"),
        (lambda contents: contents.update({"big.txt": bytes(budget.ARCHIVED_FILE + 1)}), "big.txt: too large"),
    ],
)
def test_an_archive_is_what_its_manifest_says(change: Callable[[dict[str, bytes]], None], told: str) -> None:
    assert told in refused(changed(change))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format_version", 2), ("format_version", True), ("format_version", "1"), ("id", 3), ("id", "../x"),
        ("id", "nul"), ("title", "x"), ("title", {"ja": "a\nb", "en": "x"}), ("authors", [3]), ("files", []),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_used(key: str, value: object) -> None:
    def change(contents: dict[str, bytes]) -> None:
        contents[MANIFEST] = json.dumps({**json.loads(contents[MANIFEST]), key: value}).encode()

    path = changed(change)
    with pytest.raises(QuizError):
        unpack(path, None)
    assert {one.name for one in Path().iterdir()} == {"course.zip", "changed.zip"}


def raw(*entries: tuple[zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile("raw.zip", "w") as into:
        for entry, data in entries:
            into.writestr(entry, data)
    return Path("raw.zip")


def test_links_are_refused() -> None:
    entry = zipfile.ZipInfo("link.md")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "no plain file" in refused(raw((entry, b"/etc/passwd")))


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = raw((zipfile.ZipInfo("a.md"), b"1"), (zipfile.ZipInfo("a.md"), b"2"))
    assert "twice" in refused(path)


def test_what_would_grow_beyond_bounds_is_refused_by_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    path = changed(lambda contents: contents.update({f"{number}.txt": bytes(10**6) for number in range(9)}))
    assert path.stat().st_size < 10**6
    monkeypatch.setattr(budget, "ARCHIVE", budget.Bound(8 * 10**6, "bytes"))
    assert "too large (at most 8000000 bytes)" in refused(path)
    monkeypatch.setattr(budget, "ARCHIVED_FILES", budget.Bound(3, "entries"))
    assert "too many (at most 3)" in refused(path)


@pytest.mark.thorough
def test_by_the_command_line(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("bank", "pack", str(COURSE), "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "wrote probability.zip (5 questions, 8 files)\n")
    assert run_quiz("bank", "pack", str(COURSE), cwd=tmp_path).returncode == 2
    done = run_quiz("bank", "unpack", "probability.zip", "-o", "my course", "--lang", "en", cwd=tmp_path)
    assert done.stdout.splitlines()[0].startswith("unpacked into my course: ")
    assert done.stdout.splitlines()[1] == "  add it to the courses: quiz course add 'my course'"
    assert run_quiz("bank", "unpack", "probability.zip", "-o", "my course", cwd=tmp_path).returncode == 2
    (tmp_path / "my course" / "broken.md").write_text("+++\n", encoding="utf-8")
    done = run_quiz("bank", "pack", "my course", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 2
    assert "broken.md" in done.stderr


def test_a_folder_that_is_there_is_left_alone() -> None:
    path = archive()
    Path("there").mkdir()
    with pytest.raises(QuizError, match="already there"):
        unpack(path, Path("there"))
    assert list(Path("there").iterdir()) == []


@given(st.binary(max_size=300), st.integers(0, 3000))
def test_damage_is_told(tmp_path_factory: pytest.TempPathFactory, damage: bytes, place: int) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    data = packed(read_course(COURSE, KINDS))[0]
    path = folder / "damaged.zip"
    path.write_bytes(data[:place] + damage + data[place + len(damage) :])
    try:
        out, _ = unpack(path, folder / "out")
    except QuizError:
        assert [one.name for one in folder.iterdir()] == ["damaged.zip"]
    else:
        assert files(out) == files(COURSE)
