"""Statements of a report that a course's claims can judge: what is said, of which subject, in which scope.

``canonical`` gives one spelling, ``cues`` finds words in any order, ``passages`` a statement's surroundings,
``mentions`` its subject, ``members`` which of a fact's members it names, ``guards`` what is not claimed, ``roles``
sizes by the words beside them, and ``claim_reader`` what is true of it.
"""
