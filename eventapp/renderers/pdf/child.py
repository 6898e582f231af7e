"""Runs alone in a process of its own: a task as JSON on stdin, the PDF on stdout, what went wrong on stderr.

Imports nothing of ours: the start is what a reader waits for, and typst's memory ends with the process (decision 0003).
"""

from __future__ import annotations

import json
import sys


def main() -> int:
    task = json.load(sys.stdin.buffer)
    # With `-S` Python doesn't look through the installed packages' start-up files, so it is told where typst lies.
    sys.path.append(task["packages"])
    import typst  # noqa: PLC0415 - found only now

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=task["fonts"])
    try:
        pdf = typst.compile(
            task["template"],
            root=task["root"],
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs=task["inputs"],
            pdf_standards=task["standards"],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or error.message)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
