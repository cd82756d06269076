"""What is wrong with TOML that can't be read, said to its author: where, with a caret, and what to write instead.

Python's reader tells the place and a few words of English. What stands at the place tells the usual slips: signs of
another keyboard (“ ” ＝ ， １), a text without quotation marks, a backslash within double quotes.
"""

from __future__ import annotations

import re
from pathlib import Path

from quiz.columns import width
from quiz.errors import Fault, refusal
from quiz.language import Text
from solvers import budget

_PLACE = re.compile(r" ?\((?:at line (\d+), column (\d+)|at end of document)\)\Z")

_BACKSLASH = Text(r"二重引用符の中の \ は特別な意味をもちます", r"within double quotes \ has a meaning of its own")
_OF_BACKSLASH = ("Unescaped", "Invalid hex", "Escaped character")
_TWICE = Text("同じ名前が二度あります", "this name stands twice")
_MESSAGES: tuple[tuple[str, Text], ...] = (
    ("Invalid statement", Text("ここに書けるのは 名前 = 値 か [表] です", "here stands name = value, or [table]")),
    ("Expected newline", Text("値のあとに余分な文字があります", "something follows the value")),
    ("Expected '='", Text("名前のあとに = がありません", "there is no = after the name")),
    ("Expected ']'", Text("表の名前が ] で閉じていません", "the name of the table isn't closed by ]")),
    ("Expected ']]'", Text("表の名前が ]] で閉じていません", "the name of the table isn't closed by ]]")),
    ("Cannot declare", Text("同じ表が二度あります", "this table stands twice")),
    ("Cannot overwrite", _TWICE),
    ("Cannot redefine", _TWICE),
    ("Duplicate inline", _TWICE),
    ("Cannot mutate", Text("{ } の中の表にあとから書き足せません", "a table in { } can't be added to later")),
    ("Invalid initial character", Text("名前に使えない文字です", "no name begins with this sign")),
    (
        "Unclosed array",
        Text("[ ] が閉じていないか、区切りが , ではありません", "[ ] isn't closed, or not parted by commas"),
    ),
    (
        "Unclosed inline",
        Text("{ } が閉じていないか、区切りが , ではありません", "{ } isn't closed, or not parted by commas"),
    ),
    *((begins, _BACKSLASH) for begins in _OF_BACKSLASH),
    ("Unterminated string", Text("引用符が閉じていません", "a quotation mark isn't closed")),
    (
        "Illegal character",
        Text("使えない文字か、閉じていない引用符です", "a wrong sign, or an open quotation mark"),
    ),
    ("Found invalid", Text("使えない文字です", "a sign that can't stand here")),
    ("Invalid date", Text("日付として読めません", "this is no date")),
    ("Invalid value", Text("値として読めません", "this is no value")),
)
"""How the reader's messages begin, and what they mean."""

_OTHER = Text("TOML の書き方に合いません", "this isn't valid TOML")

_WRITE: dict[str, str] = {
    **dict.fromkeys("“”„‟〝〟＂「」『』", '"'),
    **dict.fromkeys("‘’‚‛＇｀`´", "'"),
    **dict.fromkeys("＝:：", "="),
    **dict.fromkeys("，、；;", ","),
    **dict.fromkeys("－−―ー", "-"),
    **dict(zip("［］｛｝．＃", "[]{}.#", strict=True)),
    **{chr(ord("０") + digit): str(digit) for digit in range(10)},
}
"""What stands for a sign of another keyboard."""

_A_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千0-9０-９.．]+")
_WORD = re.compile(r"[^\s\"'\[\]{},=#][^\"'\[\]{}#]*")
_WORD_IN_LIST = re.compile(r"[^\s\"'\[\]{},=#][^\"'\[\]{}#=,]*")


def toml_fault(source: str, error: ValueError) -> tuple[int, Text, Text | None]:
    """Return the line (1-based) of what can't be read in a TOML text, what is wrong there, and what to write.

    >>> import tomllib
    >>> try:
    ...     tomllib.loads("title = “Test”")
    ... except ValueError as error:
    ...     line, message, remedy = toml_fault("title = “Test”", error)
    >>> print(line, message.en)
    1 column 9: this is no value
        title = “Test”
                ^
    >>> remedy.en
    'write " instead of “'
    """
    lines = source.split("\n")
    message = str(error)
    found = _PLACE.search(message)
    if found is None or found[1] is None:
        number, column = len(lines), len(lines[-1])
        if found is None:  # not of the reader itself
            return 1, Text(f"{_OTHER.ja}: {message}", f"{_OTHER.en}: {message}"), None
    else:
        number, column = min(int(found[1]), len(lines)), int(found[2]) - 1
    line = lines[number - 1]
    if message.startswith(_OF_BACKSLASH):  # told behind it
        column = max(line.rfind("\\", 0, column + 1), 0)
    said = next((text for begins, text in _MESSAGES if message.startswith(begins)), _OTHER)
    caret = f"\n    {line[:200]}\n    {' ' * width(line[:column])}^" if line.strip() and column <= 200 else ""
    shown = Text(f"{column + 1} 文字目: {said.ja}{caret}", f"column {column + 1}: {said.en}{caret}")
    return number, shown, _remedy(line, column, message)


def unreadable_toml(path: Path, shown: str, error: OSError | ValueError) -> Fault:
    """Return why a file can't be read as TOML: its line and a remedy, or what the system says."""
    if isinstance(error, OSError):
        said = refusal(error)
        return Fault(shown, 0, Text(f"読めません: {said.ja}", f"can't read it: {said.en}"))
    if isinstance(error, UnicodeDecodeError):
        remedy = Text("UTF-8 で保存してください", "save it as UTF-8")
        return Fault(shown, 0, Text("UTF-8 ではない文字があります", "this isn't UTF-8"), remedy)
    source = path.read_bytes()[: budget.TOML_FILE].decode("utf-8-sig", errors="replace")
    return Fault(shown, *toml_fault(source, error))


def _remedy(line: str, column: int, message: str) -> Text | None:
    """Return what to write instead, where what stands at the place tells it."""
    sign = line[column : column + 1]
    if message.startswith(_OF_BACKSLASH):
        return Text("'…' で囲んでください（その中では \\ がそのまま読まれます）", "use '...', in which \\ is itself")
    if sign in _WRITE:
        right = _WRITE[sign]
        return Text(f"{sign} の代わりに {right} を書いてください", f"write {right} instead of {sign}")
    if sign.isspace() and sign not in " \t":
        return Text("全角の空白を半角の空白にしてください", "write a plain space")
    if message.startswith("Invalid value"):
        inside = line.count("[", 0, column) > line.count("]", 0, column) or line.count("{", 0, column) > line.count(
            "}", 0, column
        )
        word = (_WORD_IN_LIST if inside else _WORD).match(line, column)
        if word is None:
            return Text("= のあとに値を書いてください", "write a value after the =")
        written = word[0].strip()
        written = written if len(written) <= 60 else written[:59] + "…"
        if written.lower() in ("true", "false"):
            return Text(f"{written.lower()} と小文字で書いてください", f"write {written.lower()}")
        if _A_NUMBER.fullmatch(written):
            return Text("数は半角の数字で書いてください（例: 2）", "write a number in plain digits, such as 2")
        return Text(f'引用符で囲んでください: "{written}"', f'put it in quotation marks: "{written}"')
    if message.startswith("Expected newline") and line.count("'") % 2:
        return Text(
            "' を含む文は \"…\" か '''…''' で囲んでください", "a text with ' in it stands in \"...\" or '''...'''"
        )
    if message.startswith("Expected newline"):
        return Text(
            "余分な文字を消すか、値の全体を引用符で囲んでください",
            "delete it, or put the whole value in quotation marks",
        )
    if message.startswith(("Expected ']", "Expected ']]")):
        return Text("行の終わりに ] を書いてください", "write ] at the end of the line")
    if message.startswith("Unclosed"):
        return Text(
            "この行より前を ] か } で閉じるか、, で区切ってください", "close what is open before it, or write a comma"
        )
    if message.startswith("Invalid statement") and not sign.isascii():
        return Text("名前は英字で書いてください", "write names in Latin letters")
    if message.startswith("Invalid statement"):
        return Text("名前 = 値 と書いてください", "write name = value")
    if message.startswith(("Unterminated", "Illegal")):
        return Text("行の終わりまでに引用符を閉じてください", "close the quotation mark before the line ends")
    if message.startswith("Expected '='"):
        return Text("名前 = 値 と書いてください", "write name = value")
    if message.startswith(("Cannot", "Duplicate")):
        return Text("どちらかを消すか、名前を変えてください", "delete one of them, or rename it")
    return None
