"""The one way out: whatever a stranger may have written becomes harmless here before it reaches a screen or a file.

A learner's answer, a report, a question file, a course, a name of a folder, an argument, an environment variable and
the message of an exception are all a stranger's. Each medium has its module: ``streams`` (the terminal, and files of
text), ``json_text``, ``csv_text``, ``web_page``, ``file_names``; Markdown is written by :mod:`quiz.render.portable`.
What may be seen at all is decided once, in ``visible``. No other module writes, and a test holds that.
"""
