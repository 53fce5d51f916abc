"""``python -m loftdocs``."""

import sys

from loftdocs.cli import main

sys.exit(main())
