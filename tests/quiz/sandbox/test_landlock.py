"""What Landlock is told to forbid, by version, and which rules a folder with hidden entries gets."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from quiz.sandbox.inside import landlock


@pytest.mark.parametrize(
    ("version", "files", "network", "scopes", "lacking"),
    [
        (1, 13, None, None, ["truncate", "tcp", "ioctl", "scope"]),
        (2, 14, None, None, ["truncate", "tcp", "ioctl", "scope"]),
        (3, 15, None, None, ["tcp", "ioctl", "scope"]), (4, 15, 3, None, ["ioctl", "scope"]),
        (5, 16, 3, None, ["scope"]), (6, 16, 3, 3, []), (7, 16, 3, 3, []), (99, 16, 3, 3, []),
    ],
)  # fmt: skip
def test_all_that_a_version_can_forbid_is_forbidden(
    version: int, files: int, network: int | None, scopes: int | None, lacking: list[str]
) -> None:
    """Numbers of rights: include/uapi/linux/landlock.h."""
    words = [word for word in ((1 << files) - 1, network, scopes) if word is not None]
    assert landlock.handled(version) == struct.pack(f"={len(words)}Q", *words)
    assert landlock.lacking(version) == lacking


def test_a_folder_with_something_hidden_gets_a_rule_for_each_other_entry(tmp_path: Path) -> None:
    for name in ("os.py", "json", "site-packages"):
        (tmp_path / name).mkdir()
    paths = set(landlock._paths([(str(tmp_path), ["site-packages"]), ("/whole", []), ("/no/such", ["x"])]))
    assert paths == {str(tmp_path / "os.py"), str(tmp_path / "json"), "/whole"}
