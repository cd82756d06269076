"""Copies of reports with what was found written beside it, each valid in the format of its original."""
