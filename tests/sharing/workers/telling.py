"""Tells its environment instead of printing."""

import json
import os

print(json.dumps(dict(os.environ)))
