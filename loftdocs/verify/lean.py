"""Only the half of pyHanko that verifies is read in.

``pyhanko.sign`` reads in all that signs when any part of it is asked for, with an HTTP client for timestamps: two
thirds of a second on a slow machine, for nothing that is used here. In a process that does nothing but verify, the
packages are therefore entered as they lie in the folder, without running their ``__init__``; the modules that are used
are pyHanko's own, unchanged. Where pyHanko is read in already, nothing is done.
"""

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType


def lean_pyhanko() -> None:
    """Makes way for the verifying modules alone. For a process of its own; does nothing if pyHanko is in use."""
    import pyhanko

    if "pyhanko.sign" in sys.modules:
        return
    root = Path(next(iter(pyhanko.__path__)))
    for name, folder in (("pyhanko.sign", root / "sign"), ("pyhanko.sign.validation", root / "sign" / "validation")):
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        package.__spec__ = ModuleSpec(name, None, is_package=True)
        package.__spec__.submodule_search_locations = [str(folder)]
        sys.modules[name] = package
