"""Words of one meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one meaning in both languages, separated by "|"; what is empty is said in the other language only."""

    ja: str = ""
    en: str = ""
