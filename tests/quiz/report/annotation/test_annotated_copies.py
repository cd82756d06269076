"""Names of copies: every report has one of its own, in the folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quiz.report.annotation.annotated_copies import names_of_copies

NAMES = st.sampled_from(["a.md", "A.md", "a-2.md", "が.md", "が.md", "b.ipynb", "b", ".b"])
PATHS = st.lists(st.builds(lambda folder, name: Path(folder, name), st.sampled_from(["", "..", "/x", "y/z"]), NAMES))


@given(PATHS)
def test_no_two_copies_have_one_name_on_any_file_system(paths: list[Path]) -> None:
    import unicodedata

    names = names_of_copies(paths)
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(paths)
    assert all(
        Path(name).name == name and Path(name).suffix == path.suffix for name, path in zip(names, paths, strict=True)
    )


def test_a_report_keeps_its_name() -> None:
    assert names_of_copies([Path("../x/r.md"), Path("/y/s.md")]) == ["r.md", "s.md"]
