"""One module per exam topic, paired by subject: pure functions that question files call, each beside its check."""
