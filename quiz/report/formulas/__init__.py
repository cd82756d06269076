"""The formulas of a report: held against those of the course up to renaming, and chains of equalities link by link.

The way of a formula: a place in the rows (`places`), one notation (`notation`), one shape (`equations`); then the forms
that the course knows (`formula_file`, `known`) and what the passage speaks of (`context`) decide (`formula_verdicts`).
Chains (`chain_links`) are checked by what the letters were said to be (`meanings`).
"""
