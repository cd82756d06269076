"""Questions that a learner asks in their own words, and the answers: each pair is read as the one sentence it makes.

``pairs`` finds what answers what, ``asked_statements`` makes the sentence of the two (``yes_no`` where the answer only
agrees or denies), and ``completed_rows`` puts it where the answer stands, for whatever reads the report's sentences.
"""
