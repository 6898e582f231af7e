"""The fonts of everything printed: Noto Sans for Latin, Noto Sans CJK JP for Japanese, from their packages."""

from __future__ import annotations

from pathlib import Path

import fontpkg_noto_sans
import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular

LATIN = Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf"
JAPANESE = Path(str(noto_cjk_sans_jp_regular.FONT_PATH))
JAPANESE_BOLD = Path(str(noto_cjk_sans_jp_bold.FONT_PATH))
FONT_FILES = (LATIN, JAPANESE, JAPANESE_BOLD)
FONT_FOLDERS = tuple(str(file.parent) for file in FONT_FILES)
