"""``quiz site``: the page as a folder of files that needs no server program."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.errors import QuizError, refusal
from quiz.language import Language, Text
from quiz.outlet.streams import tell
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, option
from quiz.terminal.given_path import GivenPath

LISTED = (22, "Web に置けるページを作る", "the page as a folder for any web space")

_HELP = Text(
    "問題を解くページを DIR に作ります。静的なファイルだけなので、どの Web サーバーにも置けます。"
    "一度開けば通信なしで使えます。"
    "Python はブラウザの中で動き、解答はブラウザの中にだけ残ります。\n"
    "--runtime には npm の pyodide のフォルダか、そのアドレスを指定します。"
    "アドレスのときは、大きなファイルだけをそこから読み込み、ページを作ったときと同じ内容でなければ使いません。"
    "NumPy もある実行環境なら、コードと実験の予想の問題も採点します。",
    "Makes the page in DIR: static files alone, for any web space, usable without a network once it has been opened. "
    "Python runs in the browser, and answers stay in it.\n--runtime is the folder of npm's pyodide, or its address: "
    "then only the large files are loaded from there, and none that isn't what it was when the page was made. "
    "Where that runtime has NumPy as well, questions in code and predictions are judged too.",
)

_SLOWER = Text(
    "Node.js がないため、ページは開くたびに Python のライブラリをコンパイルします。"
    "Node.js のある環境で作ると、起動が速くなります。",
    "There is no Node.js here: the page compiles Python's library every time it is opened. Made with Node.js, it "
    "starts sooner.",
)


@make_command(_HELP, examples=("quiz site public --runtime node_modules/pyodide",))
@click.argument("folder", metavar="DIR", type=GivenPath("folder"))
@option(
    "--runtime",
    required=True,
    metavar="DIR|URL",
    text=Text("pyodide のフォルダかアドレス", "the folder of pyodide, or its address"),
)
@force_option
def command(folder: Path, runtime: str, force: bool, lang: Language) -> int:
    """Make the site."""
    from quiz.outlet.whole_files import already_there, place_bytes
    from quiz.web.compiled import has_compiler
    from quiz.web.site import site_files

    files = list(site_files(lang, runtime if runtime.startswith("https:") else Path(runtime)))
    there = [folder / name for name, _ in files if (folder / name).exists()]
    if there and not force:
        raise already_there(there)
    try:
        for parent in sorted({(folder / name).parent for name, _ in files}):
            parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{folder} を作れません: {why.ja}", f"can't make {folder}: {why.en}")) from None
    for name, content in files:
        place_bytes(content, folder / name, force=force)
    size = sum(len(content) for _, content in files) / 1e6
    tell(
        Text(
            f"{folder} に {len(files)} 個のファイル（{size:.1f} MB）を作りました",
            f"{len(files)} files ({size:.1f} MB) are in {folder}",
        ).in_(lang)
    )
    if not has_compiler():
        tell(_SLOWER.in_(lang))
    return 0
