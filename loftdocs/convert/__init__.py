"""Word files to tagged PDF/A: the only place that knows which engine does it."""
