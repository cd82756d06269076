"""The grader: whether two answers are equal and why, in the form asked for, within the tolerance; and generic slips."""
