"""Reads study reports and checks the confirmation-test answers and the size claims that stand in them.

The way of a report: a file becomes lines (`documents`), lines become questions with their answers (`structure`), a
question finds its item (`item_search`) and its numbers (`instances`, `statements`), the answer is read (`answers`,
`printed_options`) and graded (`findings`).
"""
