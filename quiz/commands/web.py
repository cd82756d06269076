"""``quiz web``: the page on this machine."""

from __future__ import annotations

from contextlib import suppress

import click

from quiz.errors import QuizError, refusal
from quiz.language import Language, Text
from quiz.outlet.streams import note, tell
from quiz.terminal.command import command as make_command
from quiz.terminal.command import option

LISTED = (20, "ブラウザで解く", "the same in a browser, on this machine")

_HELP = Text(
    "問題を解く画面をブラウザで開きます。この計算機の中だけで動き、外には何も送りません。"
    "記録は quiz run と同じものです。\n"
    "終わるときは Ctrl-C を押します。",
    "Opens the questions in your browser. It runs on this machine alone and sends nothing anywhere; the record is that "
    "of quiz run.\nCtrl-C ends it.",
)


@make_command(_HELP, examples=("quiz web", "quiz web --no-browser"))
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    text=Text("ポート（既定は空いているもの）", "port (default: a free one)"),
)
@option(
    "--no-browser", is_flag=True, text=Text("ブラウザを開かず、アドレスだけ表示", "show the address, open no browser")
)
def command(port: int, no_browser: bool, lang: Language) -> int:
    """Serve the page."""
    from quiz.practice.store import Store
    from quiz.web.engine import Engine
    from quiz.web.html_text import as_html
    from quiz.web.server import PageServer

    def say(message: Text) -> None:
        with suppress(OSError):
            note(message.in_(lang))

    try:
        server = PageServer(lambda: Engine(Store(tell=say), lang, as_html).reply, port)
    except OSError as error:
        why = refusal(error)
        raise QuizError(
            Text(f"ポート {port} を使えません: {why.ja}", f"can't use port {port}: {why.en}"),
            remedy=Text("--port を変えるか、つけずに実行してください", "take another --port, or none"),
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
