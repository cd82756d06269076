"""Code that a report prints, read without running it: does it do what the text, the comments and the course say?

Blocks of code are parsed with ``ast`` after repairs that change nothing; what can't be parsed is left alone unless one
mended sign makes it a program. Silence is better than a guess: fine code must never be called wrong.
"""
