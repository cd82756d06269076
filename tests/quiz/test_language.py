"""Text in two languages, and which of them a reader gets."""

import dataclasses

import pytest

from quiz.language import Text, default_language


class TestText:
    def test_gives_the_language_that_is_asked_for(self) -> None:
        text = Text(ja="勾配", en="gradient")
        assert (text.in_("ja"), text.in_("en")) == ("勾配", "gradient")

    @pytest.mark.parametrize(("ja", "en", "named"), [("", "x", "ja"), ("x", " \n", "en"), ("", "", "ja")])
    def test_refuses_a_missing_language_by_name(self, ja: str, en: str, named: str) -> None:
        with pytest.raises(ValueError, match=f"The {named} text is missing"):
            Text(ja, en)

    def test_refuses_what_is_not_text(self) -> None:
        with pytest.raises(ValueError, match="en"):
            Text("勾配", None)  # type: ignore[arg-type]  # what a careless caller does

    def test_refuses_an_unknown_language(self) -> None:
        with pytest.raises(ValueError, match="fr"):
            Text.both("1").in_("fr")  # type: ignore[arg-type]  # what a careless caller does

    def test_is_frozen(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            Text.both("1").ja = "2"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "C"}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "POSIX"}, "ja"),
        ({"LANG": "de_DE"}, "ja"),
        ({"LANG": "enx"}, "ja"),
        ({"LC_ALL": "en_GB", "LANG": "ja_JP"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "ja_JP"}, "en"),
        ({"LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"),
    ],
)
def test_default_language(environ: dict[str, str], language: str) -> None:
    assert default_language(environ) == language
