"""Dies as a crash does."""

import os

os.abort()
