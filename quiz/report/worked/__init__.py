"""Worked examples: numbers that follow from what stands around them, each computed anew.

``worked_examples`` walks through a report and hands every sentence to the readers of one subject each.
"""
