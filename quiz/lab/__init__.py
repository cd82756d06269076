"""The lab's screen: words, tables, charts and figures for what the experiments of ``solvers.nn`` found."""
