"""Runs alone in a process of its own: typst's folder and the fonts' as arguments, a task as JSON on stdin, the PDF on stdout.

What went wrong is said on stderr. It makes ready before it reads the task, while that is still being written.

Imports nothing of ours: the start is what a reader waits for, and typst's memory ends with the process (decision 0003).
"""

from __future__ import annotations

import json
import sys


def main() -> int:
    packages, *font_folders = sys.argv[1:]
    # With `-S` Python doesn't look through the installed packages' start-up files, so it is told where typst lies.
    sys.path.append(packages)
    import typst  # noqa: PLC0415 - found only now

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders)
    task = json.load(sys.stdin.buffer)
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
