"""Arithmetic of the authors' formulas: functions of numbers, lists and matrices, the same on every platform.

Nothing here uses the machine's mathematics library, whose last digits differ between systems. What has an exact value
gets it; anything else is computed with forty decimal digits or with fractions, and only then becomes a float.
"""
