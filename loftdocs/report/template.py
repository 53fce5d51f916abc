"""The two reports' HTML templates: what they share of settings, and their style sheets."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def template(name: str, *sheets: str, finalize: Callable[[Any], Any] | None = None) -> Any:
    """The template ``name`` with the style sheets in it, in order; ``finalize`` sees every value that it prints."""
    from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    here = Path(__file__).parent
    beside = here / "__pycache__"  # where Python keeps what it makes of the modules
    environment = Environment(
        loader=FileSystemLoader(here),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(beside)) if os.access(beside, os.W_OK) else None,
    )
    environment.globals["css"] = Markup("\n".join((here / sheet).read_text(encoding="utf-8") for sheet in sheets))
    return environment.get_template(name)
