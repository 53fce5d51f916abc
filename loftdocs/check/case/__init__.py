"""Rules about the case file itself; each module here is read when a case is checked."""
