"""``quiz web``: the page on this machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.errors import QuizError, refusal
from quiz.language import Language, Text
from quiz.outlet.streams import note, tell
from quiz.terminal.command import command as make_command
from quiz.terminal.command import option
from quiz.terminal.given_path import GivenPath
from quiz.web.loopback import SITE_PORT

if TYPE_CHECKING:
    from quiz.web.folder_server import FolderServer
    from quiz.web.server import PageServer

LISTED = (20, "ブラウザで解く", "the same in a browser, on this machine")

_HELP = Text(
    "問題を解く画面をブラウザで開きます。この計算機の中だけで動き、外には何も送りません。"
    "記録は quiz run と同じものです。\n"
    "--site DIR は、quiz site で作ったページをフォルダや USB メモリから開きます。その記録はブラウザの中に残り、"
    "quiz data export|import のファイルで行き来できます。\n"
    "終わるときは Ctrl-C を押します。",
    "Opens the questions in your browser. It runs on this machine alone and sends nothing anywhere; the record is that "
    "of quiz run.\n--site DIR opens a page that quiz site has made, from a folder or a stick: its record stays in the "
    "browser, and travels as a file of quiz data export|import.\nCtrl-C ends it.",
)


@make_command(_HELP, examples=("quiz web", "quiz web --no-browser", "quiz web --site public"))
@option(
    "--port",
    type=click.IntRange(0, 65535),
    text=Text(
        f"ポート（既定は空いているもの、--site では {SITE_PORT}）",
        f"port (default: a free one, with --site {SITE_PORT})",
    ),
)
@option(
    "--site",
    "folder",
    metavar="DIR",
    type=GivenPath("folder", there=True),
    text=Text("quiz site で作ったページを開く", "open a page that quiz site has made"),
)
@option(
    "--no-browser", is_flag=True, text=Text("ブラウザを開かず、アドレスだけ表示", "show the address, open no browser")
)
def command(port: int | None, folder: Path | None, no_browser: bool, lang: Language) -> int:
    """Serve the page."""
    try:
        server = _engine_server(port or 0, lang) if folder is None else _folder_server(folder, port)
    except OSError as error:
        why = refusal(error)
        remedy = Text("--port を変えるか、つけずに実行してください", "take another --port, or none")
        if folder is not None:
            remedy = Text(
                "前に開いたものが動いていれば、その画面を使ってください。--port を変えると、記録は別になります",
                "if one is running already, use that; another --port has another record",
            )
        shown = port or (SITE_PORT if folder is not None else 0)
        raise QuizError(
            Text(f"ポート {shown} を使えません: {why.ja}", f"can't use port {shown}: {why.en}"), remedy=remedy
        ) from None
    try:
        tell(server.address, Text("終わるには Ctrl-C", "Ctrl-C ends it").in_(lang))
        if not no_browser:
            import webbrowser

            webbrowser.open(server.address)
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    return 0


def _engine_server(port: int, lang: Language) -> PageServer:
    from quiz.practice.store import Store
    from quiz.web.engine import Engine
    from quiz.web.html_text import as_html
    from quiz.web.server import PageServer

    def say(message: Text) -> None:
        with suppress(OSError):
            note(message.in_(lang))

    return PageServer(lambda: Engine(Store(tell=say), lang, as_html).reply, port)


def _folder_server(folder: Path, port: int | None) -> FolderServer:
    from quiz.web.folder_server import FolderServer

    return FolderServer(folder, SITE_PORT if port is None else port)
