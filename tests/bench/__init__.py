"""Measures how long commands take; prints ratios within one run, and passes no judgement."""
