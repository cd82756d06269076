"""Decks, notebooks, pages, tables and paper, each read by a program of others."""

from __future__ import annotations

import base64
import csv
import functools
import importlib.util
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
from exported_samples import IN_BOTH, WHOLE, every_question

from quiz import grade
from quiz.exchange.export.anki_deck import AnkiDeck
from quiz.exchange.export.csv_rows import CsvRows
from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.exporter import ExportedSet
from quiz.exchange.export.notebook_cells import NotebookCells
from quiz.exchange.export.pdf_sheet import PdfSheet
from quiz.exchange.export.printable_page import PrintablePage
from quiz.kinds import kind_of
from quiz.language import Text

pytestmark = pytest.mark.thorough


@functools.cache
def one_of_each() -> tuple[ExportedQuestion, ...]:
    return every_question((3,))


def is_there(*names: str) -> bool:
    return all(importlib.util.find_spec(name) for name in names)


# -- Anki --------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not is_there("anki", "genanki"), reason="anki and genanki aren't installed")
def test_anki_imports_a_deck_twice_without_doubles(tmp_path: Path) -> None:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    questions = one_of_each()
    package = tmp_path / "deck.apkg"
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        for turn in range(2):
            package.write_bytes(AnkiDeck().file(questions, WHOLE))
            request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
            collection.import_anki_package(request)
            assert collection.note_count() == collection.card_count() == len(questions), turn
        notes = [collection.get_note(one) for one in collection.find_notes("")]
        assert {note["Id"] for note in notes} == {question.id for question in questions}
        assert all(note["Key"] and note["Solution"] and note["Question"] for note in notes)
        media = set(re.findall(r'<img src="([^"]+)"', " ".join(note["Question"] + note["Solution"] for note in notes)))
        assert media
        assert all(collection.media.have(name) for name in media)
        card = collection.get_card(collection.find_cards("")[0])
        assert "\\(" in card.question() or "<p>" in card.question()
    finally:
        collection.close()


# -- a notebook --------------------------------------------------------------------------------------------------------


def test_a_notebook_is_one_and_holds_no_key() -> None:
    notebook = json.loads(NotebookCells().file(one_of_each(), IN_BOTH))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids) == 2 + 2 * len(one_of_each())
    if is_there("nbformat"):
        import nbformat

        nbformat.validate(notebook)
    answers = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][1:]
    assert all("digest=" in "".join(cell["source"]) for cell in answers)


@pytest.mark.skipif(not is_there("nbformat", "nbclient", "ipykernel"), reason="nbclient isn't installed")
def test_a_notebook_runs_and_grades(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("QUIZ_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[4]))
    questions = [one for one in one_of_each() if not kind_of(one.variant.item).runs_code][::20]
    notebook = nbformat.reads(NotebookCells().file(questions, WHOLE).decode(), as_version=4)
    answered = [cell for cell in notebook.cells if cell.cell_type == "code"][1:]
    for number, (cell, question) in enumerate(zip(answered, questions, strict=True)):
        right = kind_of(question.variant.item).answers(question.variant)[0]
        written = right if number % 2 == 0 else "???"
        cell.source = re.sub(
            r'\Aanswer = (""|"""\n.*?\n""")', lambda _, text=written: f"answer = {text!r}", cell.source
        )
    NotebookClient(notebook, timeout=120).execute()
    for number, cell in enumerate(answered):
        (shown,) = [output for output in cell.outputs if output.output_type == "execute_result"]
        assert ("✓" in shown.data["text/markdown"]) == (number % 2 == 0), cell.source


def test_a_notebook_tells_that_its_question_has_changed() -> None:
    from quiz.notebook import CHANGED, check, explain

    assert CHANGED.en in check("conv-output-size", 3, "1x1", lang="en", digest="0" * 16).markdown
    assert CHANGED.en not in check("conv-output-size", 3, "1x1", lang="en").markdown
    assert "✓" in str(check("conv-output-size", 3, "5x6")) or "✗" in str(check("conv-output-size", 3, "5x6"))
    assert explain("lasso-graph-choice", 3).markdown


# -- pages -------------------------------------------------------------------------------------------------------------


def test_a_page_is_html_and_holds_no_key() -> None:
    page = PrintablePage().file(one_of_each(), IN_BOTH).decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert len(tree.findall(".//section")) == len(one_of_each())
    assert "default-src 'none'" in page
    for question in one_of_each():
        for word in question.solution.en.split("\n\n")[:1]:
            if len(word) > 40 and "$" not in word and "`" not in word:
                assert word not in page, question.id
    keys = PrintablePage().key_file(one_of_each(), IN_BOTH).decode()
    html5lib.HTMLParser(strict=True).parse(keys)
    assert keys.count("<section") == len(one_of_each())


def test_a_strangers_text_stays_text_on_a_page() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    question = replace(one_of_each()[0], title=Text(hostile, hostile))
    asked = replace(question.only, stem=Text(hostile, hostile))
    bad = replace(question, asked=(asked,))
    for page in (PrintablePage().file([bad], WHOLE), PrintablePage().key_file([bad], WHOLE)):
        tree = html5lib.parse(page.decode(), namespaceHTMLElements=False)
        assert not tree.findall(".//script")
        assert not tree.findall(".//img")


# -- tables ------------------------------------------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_question_and_no_formula() -> None:
    data = CsvRows().file(one_of_each(), IN_BOTH)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 2 * len(one_of_each())
    for row in rows:
        for cell in row.values():
            assert not re.match(r"\s*[=+@＝＋＠]|\s*-(?![\d.])", cell), cell
    assert {row["id"] for row in rows} == {question.id for question in one_of_each()}
    by_id = {question.id: question for question in one_of_each()}
    numbers = 0
    for row in rows:
        question = by_id[row["id"]]
        if len(question.asked) == 1 and len(question.only.numbers) == 1:
            assert grade(question.variant, row["numbers"]).verdict == "correct", row["id"]
            numbers += 1
    assert numbers > 80


# -- paper -------------------------------------------------------------------------------------------------------------


def _fonts() -> bool:
    if not is_there("typst"):
        return False
    import typst

    from quiz.exchange.export.pdf_sheet import FONTS

    return bool(set(typst.Fonts().families()) & set(FONTS))


@pytest.mark.skipif(not is_there("typst"), reason="typst isn't installed")
@pytest.mark.skipif(not _fonts(), reason="no Japanese font here")
@pytest.mark.parametrize("whole", [IN_BOTH, replace(WHOLE, languages=("ja",))], ids=["both", "ja"])
def test_paper_shows_every_question_and_the_keys_apart(whole: ExportedSet) -> None:
    from pypdf import PdfReader

    exporter = PdfSheet()
    sheet = PdfReader(io.BytesIO(exporter.file(one_of_each(), whole)))
    text = "\n".join(page.extract_text() for page in sheet.pages)
    count = len(one_of_each())
    last = f"Question{count}" if "en" in whole.languages else f"問{count}"
    assert last in text.replace(" ", "")
    assert text.count("答え") >= count // 2
    assert "正解と解説" not in text
    keys = PdfReader(io.BytesIO(exporter.key_file(one_of_each(), whole)))
    assert "正解" in "".join(page.extract_text() for page in keys.pages)


@pytest.mark.skipif(not is_there("typst"), reason="typst isn't installed")
def test_a_strangers_text_stays_text_on_paper() -> None:
    from pypdf import PdfReader

    hostile = '#import "x.typ" `a` $#panic("x")$ "#eval("1")" \\" #read("/etc/passwd") ]]] #set'
    question = one_of_each()[0]
    asked = replace(question.only, stem=Text(hostile, hostile))
    made = PdfSheet().file([replace(question, asked=(asked,), title=Text(hostile, hostile))], WHOLE)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert '#read("/etc/passwd")' in text.replace("\n", " ").replace("“", '"').replace("”", '"')


def test_without_its_library_a_format_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in ("typst", "genanki") else found(name))
    for exporter in (PdfSheet(), AnkiDeck()):
        missing = exporter.unavailable()
        assert missing is not None
        assert "pip install" in missing.en


def test_pictures_are_whole_files() -> None:
    from quiz.exchange.export.page_texts import PageTexts
    from quiz.render.delimited_math import delimited

    question = next(one for one in one_of_each() if one.pictures)
    files = PageTexts(("ja", "en"), delimited).files(question)
    assert len(files) == 2 * len(question.pictures)
    assert all(data.startswith(b"<svg") for name, data in files.items() if name.endswith(".svg"))
    assert base64.b64encode(next(iter(files.values())))
