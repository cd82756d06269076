"""Sizes of layers, numbers of parameters and of updates that a report states, held against what they come to.

A sentence's numbers get their roles (input, filter, stride, padding, output ...) from the words beside them, whatever
their order; what stands in none of the closed lists of words is nobody's role, and a sentence in doubt says nothing.
"""
