"""What a report says that an experiment showed: which network, what became of it, and the runs that can check it.

Nothing is trained for reading a report: :mod:`quiz.report.results.result_reader` only names the runs of ``quiz lab``.
With ``quiz verify --run``, :mod:`quiz.report.results.measured_runs` trains them.
"""
