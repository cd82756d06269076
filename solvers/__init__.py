"""The mathematics: answer keys, their independent checks, and the comparison of answers.

This package knows no language, no files and no people, and never imports ``quiz``.
"""
