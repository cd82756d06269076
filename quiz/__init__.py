"""The self-check: question banks, practice sets, grading, reports.

The public names are loaded when they are first used, so that importing the package costs next to nothing.
"""
