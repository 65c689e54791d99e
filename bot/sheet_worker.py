"""The process that prints one sheet: a request as JSON on standard input, the file on standard output.

It gets nothing of the bot but this request, no network and no secret, and limits itself: a template that runs wild ends
with its process.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

SECONDS, BYTES = 20, 2 * 1024**3
DOTS_PER_INCH = 144.0


def print_sheet(request: dict[str, Any]) -> bytes:
    """Return the PDF, or the PNG of the first page."""
    import typst

    made = typst.compile(
        request["template"],
        root=request["root"],
        font_paths=typst.Fonts(include_system_fonts=False),
        format=request["format"],
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps(request["data"], ensure_ascii=False)},
    )
    if isinstance(made, list):
        made = made[0]
    assert made is not None
    return made


def main() -> None:
    """Read, print, write."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    sys.stdout.buffer.write(print_sheet(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
