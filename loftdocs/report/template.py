"""The two reports' HTML templates: what they share of settings, and their style sheets."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from loftdocs.cache import seal, unseal
from loftdocs.whole import write_whole


def template(name: str, *sheets: str, finalize: Callable[[Any], Any] | None = None) -> Any:
    """The template ``name`` with the style sheets in it, in order; ``finalize`` sees every value that it prints."""
    from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
    from jinja2.bccache import Bucket
    from markupsafe import Markup

    class Sealed(BytecodeCache):
        """Jinja's own trusts what it finds: of damaged bytecode Python crashes."""

        def load_bytecode(self, bucket: Bucket) -> None:
            with contextlib.suppress(OSError):
                code = unseal((beside / f"{bucket.key}.bytekod").read_bytes(), bucket.key)
                if code is not None:
                    bucket.bytecode_from_string(code)

        def dump_bytecode(self, bucket: Bucket) -> None:
            with contextlib.suppress(OSError):
                sealed = seal(bucket.bytecode_to_string(), bucket.key)
                write_whole(beside / f"{bucket.key}.bytekod", sealed, lasting=False)

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
        bytecode_cache=Sealed() if os.access(beside, os.W_OK) else None,
    )
    environment.globals["css"] = Markup("\n".join((here / sheet).read_text(encoding="utf-8") for sheet in sheets))
    return environment.get_template(name)
