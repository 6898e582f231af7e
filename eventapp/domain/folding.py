"""Text as it is compared and searched: what differs in form only becomes one."""

from __future__ import annotations

import unicodedata

_VOICING = "\u3099\u309a"
# Letters that have a stroke or are two in one, so that no accent can be taken off them.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
# Forms of one character that stand in names side by side; that of the jōyō and jinmeiyō tables comes first. Of the
# compatibility ideographs Unicode's NFKC makes one itself, all but twelve, 﨑 among them.
_VARIANTS = (
    "高髙 崎﨑嵜碕 斎齋斉齊 辺邊邉 浜濱濵 広廣 沢澤 国國圀 島嶋嶌 桜櫻 真眞 恵惠 徳德 富冨 条條 瀬瀨 吉𠮷 桑桒 柳栁 橋槗 館舘 竜龍 寿壽 栄榮 静靜 学學 "
    "実實 宝寶寳 関關 会會 応應 円圓 縄繩 豊豐 鉄鐵銕 児兒 亜亞 増增 黒黑 清淸 済濟 滝瀧 亀龜 蔵藏 当當 万萬 弥彌 与與 礼禮 祢禰 鴎鷗 槙槇 昇曻 曽曾 桧檜 "
    "渕淵渊 薫薰 緒緖 県縣 尭堯 凜凛 遥遙 瑶瑤 巌巖 彦彥 穂穗 篭籠 薮藪籔 峰峯 岳嶽 浅淺 戸戶 呉吳 内內 青靑 黄黃 横橫 温溫 稲稻 将將 伝傳 塩鹽 鶏鷄 村邨 "
    "喜㐂 昂昻 衛衞 蛍螢 頼賴 呑吞 郷鄕 郎郞 総總 聡聰 芸藝 顕顯 厳嚴 検檢 剣劍劔 権權 渋澁 湾灣 狭狹 稚穉 継繼 続續 荘莊 蒋蔣 薬藥 虎乕 覚覺 読讀 譲讓 "
    "転轉 随隨 霊靈 髪髮 麦麥 麹麴 台臺 双雙 参參 圧壓 奥奧 嬢孃 専專 寛寬 尚尙 帯帶 弁辯辨瓣 恒恆 悦悅 戦戰 択擇 摂攝 旧舊 暁曉 栃杤 楽樂 様樣 歩步 毎每 "
    "渓溪 満滿 灯燈 点點 為爲 献獻 独獨 穏穩 桝枡 鯵鰺 埜野"
)
_FOLDED = (
    {code: code - ord("ァ") + ord("ぁ") for code in range(ord("ァ"), ord("ヶ") + 1)}
    | {ord(other): forms[0] for forms in _VARIANTS.split() for other in forms[1:]}
    | _LETTERS
)
# Selectors of a form of the character before them (UTS #37): 辻 with one dot or two is one.
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def folded(text: str) -> str:
    """Give a text as it is compared: compatible forms made one, small letters, no accents, hiragana, one form of each kanji."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in plain if c in _VOICING or not (unicodedata.combining(c) or c in _SELECTORS))
    return unicodedata.normalize("NFC", kept).translate(_FOLDED)


def folding_table() -> dict[str, str]:
    """Give what each character becomes last, for a program elsewhere that folds what is typed as `folded` does."""
    return {chr(code): chr(made) if isinstance(made, int) else made for code, made in _FOLDED.items()}


def letters_of(text: str) -> str:
    """Give the letters and digits of a folded text, without what stands between them."""
    return "".join(character for character in folded(text) if character.isalnum())
