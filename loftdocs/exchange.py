"""Two folders change places in one step, where the system can do that."""

import ctypes
import os
import sys
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE, see renameat2(2)


def exchanged(one: Path, other: Path) -> bool:
    """True if the two have changed places; False, with both as they were, where that cannot be done in one step.

    Linux can since 3.15, on most disks that are its own, but not on every network drive.
    """
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)  # in glibc since 2.28
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
