"""Only the half of pyHanko that verifies is read in.

``pyhanko.sign`` reads in all that signs when any part of it is asked for, with an HTTP client for timestamps, and the
status of a signature the whole difference analysis with its PDF reader: half a second on a slow machine, for nothing
that is used here; and asyncio, with sockets and TLS, is there for who fetches lists. In a process that does nothing but
verify, the packages are therefore entered as they lie in the folder, without running their ``__init__``; the modules
that are used are pyHanko's own, unchanged, and asyncio is read in when it is used. Where pyHanko is read in already,
nothing is done.
"""

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pyhanko

# What the status of a signature in a PDF names of the difference analysis; here states are compared by `difference`.
_UNUSED = ("DiffResult", "ModificationLevel", "SuspiciousModification")


def lean_pyhanko() -> None:
    """Makes way for the verifying modules alone. For a process of its own; does nothing if pyHanko is in use."""
    if "pyhanko.sign" in sys.modules:
        return
    root = Path(next(iter(pyhanko.__path__)))
    for name, folder in (("pyhanko.sign", root / "sign"), ("pyhanko.sign.validation", root / "sign" / "validation")):
        package = _module(name, is_package=True)
        package.__path__ = [str(folder)]
        assert package.__spec__
        package.__spec__.submodule_search_locations = [str(folder)]
    _when_used("asyncio")
    unused = _module("pyhanko.sign.diff_analysis", is_package=False)
    for name in _UNUSED:
        setattr(unused, name, type(name, (), {}))


def _module(name: str, *, is_package: bool) -> ModuleType:
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None, is_package=is_package)
    sys.modules[name] = module
    return module


def _when_used(name: str) -> None:
    """Puts a module in place of this one that reads it in when anything of it is asked for (PEP 562)."""
    if name in sys.modules:
        return
    waiting = _module(name, is_package=True)

    def asked_for(attribute: str) -> object:
        if sys.modules.get(name) is waiting:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    waiting.__getattr__ = asked_for  # type: ignore[method-assign]
