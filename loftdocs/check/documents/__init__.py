"""Rules about documents, made here or given to be reviewed."""
