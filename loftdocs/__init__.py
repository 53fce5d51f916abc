"""loftdocs: municipal decision papers and agreements from one case file, checked and bundled."""

__version__ = "0.1.0"
