"""Running typst on one of our templates, in a child process."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore
from typing import Self

from eventapp.renderers.fonts import FONT_FOLDERS

TIMEOUT_SECONDS = 30
# One child takes some 240 MB and both cores for a moment: papers are set one after the other.
_ONE_AT_A_TIME = BoundedSemaphore(1)
_PACKAGE = Path(__file__).parent.parent.parent
_CHILD = Path(__file__).with_name("child.py")


class TypesettingError(RuntimeError):
    """Typst refused or took too long: a fault of ours, not of the conference."""


class TypesetterBusyError(RuntimeError):
    """Other papers are being set; try again in a moment."""


class Typesetter:
    """A child process that makes ready while its task is still being written; used once, in a `with` statement."""

    def __enter__(self) -> Self:
        """Start the child.

        Raises: TypesetterBusyError when others took longer than one may wait.
        """
        if not _ONE_AT_A_TIME.acquire(timeout=TIMEOUT_SECONDS):
            raise TypesetterBusyError
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own file by our own interpreter; texts go in on stdin
                [sys.executable, "-I", "-S", str(_CHILD), _folder_of_typst(), *FONT_FOLDERS],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except BaseException:
            _ONE_AT_A_TIME.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, also when there was no task for it."""
        try:
            if self._child.poll() is None:
                self._child.kill()
            self._child.communicate()
        finally:
            _ONE_AT_A_TIME.release()

    def typeset(self, template: str, data: str) -> bytes:
        """Give the PDF of `templates/print/<template>.typ`, which finds the JSON `data` in `sys.inputs.<template>`.

        Raises: TypesettingError.
        """
        task = {
            "root": str(_templates()),
            "template": str(_templates() / f"{template}.typ"),
            "inputs": {template: data},
            "standards": ["ua-1"],
        }
        try:
            pdf, said = self._child.communicate(json.dumps(task).encode(), timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise TypesettingError(f"typst took more than {TIMEOUT_SECONDS} s") from error
        if self._child.returncode != 0:
            raise TypesettingError(said.decode(errors="replace"))
        return pdf


def _folder_of_typst() -> str:
    spec = find_spec("typst")
    if spec is None or spec.origin is None:
        raise TypesettingError("typst is not installed")
    return str(Path(spec.origin).parent.parent)


def _templates() -> Path:
    """Give the folder of the print templates: within the package when installed, beside it in a working copy."""
    installed = _PACKAGE / "templates" / "print"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates" / "print"
