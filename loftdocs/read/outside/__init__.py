"""What a Word file has other programs fetch, run or open outside itself: a danger in files from strangers.

LibreOffice fetches linked pictures and texts while it makes a PDF, without asking, from the net and from the disk.
"""

from loftdocs.read.outside.package import reaches
from loftdocs.read.outside.reach import Reach

__all__ = ["Reach", "reaches"]
