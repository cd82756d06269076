"""Sums, products and quotients of mere numbers that a report writes out in its text."""
