"""The pictures of the README: a script makes them from the running program, and what is committed is what it makes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "pictures"
SCRIPT = FOLDER / "terminal_pictures.py"
DRAWN = [f"{which}-{language}.svg" for which in ("stats", "debrief", "miss") for language in ("ja", "en")]
PAGES = ["stats-page.png", "debrief-page.png"]
SVG = "{http://www.w3.org/2000/svg}"
MOST = 250_000


def texts(path: Path) -> str:
    return "".join(element.text or "" for element in ElementTree.parse(path).iter(f"{SVG}text"))


def holds(name: str, path: Path) -> None:
    """A picture is one, of what its name says, and nothing in it leaves its place or loads anything."""
    assert path.stat().st_size <= MOST
    if path.suffix == ".png":
        assert path.read_bytes().startswith(b"\x89PNG")
        return
    root = ElementTree.parse(path).getroot()
    assert {element.tag for element in root.iter()} <= {
        SVG + tag for tag in ("svg", "title", "rect", "g", "text", "path")
    }
    assert not re.search("href|http(?!://www.w3.org/2000/svg)|style=", path.read_text(encoding="utf-8"))
    wide = float(root.attrib["viewBox"].split()[2])
    for element in root.iter(f"{SVG}text"):
        assert float(element.attrib["x"]) + float(element.attrib["textLength"]) <= wide
    words = {
        "stats-ja": "合格の見込み", "stats-en": "Probabilitytopass", "debrief-ja": "分野ごと", "debrief-en": "Bytopic",
        "miss-ja": "あなたの解答", "miss-en": "youranswer",
    }  # fmt: skip
    assert words[name.removesuffix(".svg")] in texts(path)


@pytest.mark.parametrize("name", DRAWN + PAGES)
def test_what_is_committed_is_a_picture_that_the_readme_shows(name: str) -> None:
    holds(name, FOLDER / name)
    assert f"tests/pictures/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_the_script_makes_them_again(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path / "made")],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (tmp_path / "made").iterdir()}
    assert set(DRAWN) <= made <= {*DRAWN, *PAGES}
    for name in made:
        holds(name, tmp_path / "made" / name)
    dots = sum(
        element.attrib["d"].count("M")
        for element in ElementTree.parse(tmp_path / "made" / "stats-ja.svg").iter(f"{SVG}path")
    )
    assert dots > 1000, "the bars are there"
