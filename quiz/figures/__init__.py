"""Figures of questions: a sort and its values -> a scene of simple shapes, with the same in words.

Each module below ``sorts`` knows one sort of figure; a scene is written as SVG by
``svg_writer`` and as characters by ``braille``.
"""
