"""QTI 2.1 and 3, graded again: by a processor written from the specification, and by a player in a browser."""

from __future__ import annotations

import functools
import io
import json
import os
import shutil
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest
from exported_samples import IN_BOTH, WHOLE, every_question, responses
from qti_reader import read_item
from qti_responses import as_qti

from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.qti3 import QTI_3
from quiz.exchange.export.qti21 import QTI_2_1
from quiz.exchange.export.qti_items import identifier
from quiz.exchange.export.qti_package import Qti
from quiz.interaction import EnterExpression, GiveExample, WriteCode, WriteText

pytestmark = pytest.mark.thorough

CONSUMERS = Path(os.environ.get("QUIZ_CONSUMERS", "node_modules"))
PLAYER = CONSUMERS / "@citolab/qti-components/cdn/index.global.js"
BY_HAND = (EnterExpression, WriteText, WriteCode, GiveExample)


@functools.cache
def carried(choices: bool = False) -> tuple[ExportedQuestion, ...]:
    return tuple(one for one in every_question(choices=choices) if QTI_3.refused(one) is None)


def files(exporter: Qti, questions: tuple[ExportedQuestion, ...]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(exporter.file(questions, WHOLE))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_graded(question: ExportedQuestion) -> bool:
    return len(question.asked) == 1 and not isinstance(question.only.interactions[0], BY_HAND)


@pytest.mark.parametrize("exporter", [QTI_2_1, QTI_3], ids=["2.1", "3"])
@pytest.mark.parametrize("choices", [False, True])
def test_the_key_scores_all_and_slips_nothing(exporter: Qti, choices: bool) -> None:
    there = files(exporter, carried(choices))
    marked = told = 0
    for question in filter(is_graded, carried(choices)):
        item = read_item(there[f"{identifier(question)}.xml"].decode())
        for given in responses(question.only):
            score, shown = item.score(as_qti(question.only, given))
            assert score == (1 if given.worth == "full" else 0), (question.id, given, score)
            assert "solution" in shown
            told += any(name != "solution" and item.message(name).strip() != "" for name in shown)
            marked += 1
        assert item.score(dict.fromkeys(item.responses))[0] == 0, "nothing was answered"
    assert marked > 1000
    assert told > 500


def test_a_part_of_the_numbers_gets_a_part() -> None:
    question = next(one for one in carried() if is_graded(one) and len(one.only.numbers) == 2)
    item = read_item(files(QTI_3, (question,))[f"{identifier(question)}.xml"].decode())
    first = next(iter(responses(question.only))).content[0]
    assert item.score({"RESPONSE_1_1": first, "RESPONSE_1_2": None})[0] == pytest.approx(0.5)


@pytest.mark.parametrize("exporter", [QTI_2_1, QTI_3], ids=["2.1", "3"])
def test_the_package_names_all_that_is_in_it(exporter: Qti) -> None:
    there = files(exporter, carried())
    manifest = ET.fromstring(there["imsmanifest.xml"].decode())
    named = {str(node.get("href")) for node in manifest.iter() if node.tag.endswith("}file")}
    assert named == set(there) - {"imsmanifest.xml"}
    assert len([name for name in there if name.startswith("images/")]) >= 3
    for name, data in there.items():
        if name.endswith(".xml"):
            root = ET.fromstring(data.decode())
            sources = [str(node.get("src")) for node in root.iter() if node.tag.endswith("img")]
            assert set(sources) <= named, name
    test = ET.fromstring(there["test.xml"].decode())
    assert sum("tem" in node.tag and bool(node.get("href")) for node in test.iter()) == len(carried())


@pytest.mark.parametrize("exporter", [QTI_2_1, QTI_3], ids=["2.1", "3"])
def test_who_marks_by_hand_finds_the_key(exporter: Qti) -> None:
    by_hand = [one for one in carried() if not is_graded(one) and len(one.asked) == 1]
    there = files(exporter, tuple(by_hand))
    for question in by_hand:
        rubric = read_item(there[f"{identifier(question)}.xml"].decode()).one("rubricBlock")
        # QTI 3 demands both; only what its schema demands is sure to be imported.
        assert (rubric.get("use"), rubric.get("view")) == ("scoring", "scorer"), question.id
        assert "".join(rubric.itertext()).strip()
    assert len(by_hand) > 30


def test_the_same_questions_give_the_same_package() -> None:
    assert QTI_3.file(carried()[:5], IN_BOTH) == QTI_3.file(carried()[:5], IN_BOTH)


def test_a_strangers_text_stays_text() -> None:
    from dataclasses import replace

    from quiz.language import Text

    hostile = '</qti-item-body><script>x</script>]]>&amp; <!-- " --'
    question = every_question()[0]
    asked = replace(question.only, stem=Text(hostile, hostile))
    item = read_item(files(QTI_3, (replace(question, asked=(asked,)),))[f"{identifier(question)}.xml"].decode())
    assert not [node for node in item.root.iter() if node.tag.endswith("script")]
    assert hostile in "".join(item.one("itemBody").itertext())


# -- a real player -----------------------------------------------------------------------------------------------------

_SCORE = """async ([xml, responses]) => {
  document.body.innerHTML = '<qti-item><item-container></item-container></qti-item>';
  const container = document.querySelector('item-container');
  await container.updateComplete;
  container.itemXML = xml;
  let item = null;
  for (let turn = 0; turn < 500 && !item?.variables?.length; turn++) {
    await new Promise(done => setTimeout(done, 10));
    item = container.shadowRoot?.querySelector('qti-assessment-item');
  }
  await item.updateComplete;
  for (const [name, value] of Object.entries(responses)) item.updateResponseVariable(name, value);
  item.processResponse();
  const value = name => item.variables.find(one => one.identifier === name)?.value;
  return { score: value('SCORE'), text: item.textContent };
}"""


@pytest.mark.skipif(not PLAYER.is_file(), reason="no player here: npm install @citolab/qti-components, QUIZ_CONSUMERS")
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser here")
def test_a_player_in_a_browser_scores_alike(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    graded = [one for one in carried() if is_graded(one) and one.seed == 3]
    there = files(QTI_3, tuple(graded))
    page_file = tmp_path / "player.html"
    page_file.write_text("<!doctype html><meta charset=utf-8><body></body>", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(page_file.as_uri())
        page.add_script_tag(path=str(PLAYER))
        wrong = []
        for question in graded:
            source = there[f"{identifier(question)}.xml"].decode()
            given = list(responses(question.only))
            for one in [given[0], next(other for other in given if other.worth == "none")] if len(given) > 1 else given:
                response = {name: _sent(value) for name, value in as_qti(question.only, one).items()}
                found = page.evaluate(_SCORE, [source, response])
                wanted = 1.0 if one.worth == "full" else 0.0
                if abs(float(found["score"] or 0) - wanted) > 1e-6:
                    wrong.append((question.id, one, json.dumps(found)[:200]))
        browser.close()
    assert not wrong, (len(wrong), [(name, one.worth, told[:60]) for name, one, told in wrong])
    assert len(graded) > 90


def _sent(value: Any) -> Any:
    return value if isinstance(value, str | list) else repr(float(value))
