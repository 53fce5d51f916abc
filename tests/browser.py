"""The system's own browser, for what is shown in one."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FOLDERS = ("/Applications/Chromium.app/Contents/MacOS/Chromium",
           "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")  # fmt: skip


@contextlib.contextmanager
def system_browser() -> Iterator[Browser]:
    """The browser, started; to be closed before anything else runs, since its loop must not run under other tests."""
    found = [path for name in NAMES if (path := shutil.which(name))] + [path for path in FOLDERS if Path(path).exists()]
    # As root, as in a container, Chromium does not start in a sandbox.
    arguments = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        if sys.platform == "win32":
            yield playwright.chromium.launch(channel="msedge")
        else:
            assert found, "no Chromium: sh loftdocs/install/system.sh tests"
            yield playwright.chromium.launch(executable_path=found[0], args=arguments)
