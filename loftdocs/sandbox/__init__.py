"""Where what others write is worked out: Jinja cut down and metered, for templates and a programme's expressions."""
