"""Where what may be deleted at any time is kept from one command to the next."""

import os
import sys
import tempfile
from pathlib import Path


def cache_folder() -> Path:
    """The user's folder for it, by the custom of each system; ``LOFTDOCS_CACHE`` names another."""
    named = os.environ.get("LOFTDOCS_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", tempfile.gettempdir()))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "loftdocs"
