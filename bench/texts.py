"""Words of the trade in both languages, as long as real agendas have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.localized import Localized

if TYPE_CHECKING:
    from random import Random

SUBJECTS = (
    ("Extended deterrence", "拡大抑止"),
    ("Command and control arrangements", "指揮統制のあり方"),
    ("Cybersecurity of critical infrastructure", "重要インフラのサイバーセキュリティ"),
    ("Resilience of supply chains for key materials", "重要物資の供給網の強靱化"),
    ("Humanitarian assistance and disaster relief", "人道支援・災害救援"),
    ("Space domain awareness", "宇宙領域把握"),
    ("Maritime security in the southwest islands", "南西諸島における海洋安全保障"),
    ("Defense industrial cooperation", "防衛産業協力"),
    ("Host nation support and facilities", "接受国支援と施設整備"),
    ("Information security and clearances", "情報保全と適格性評価"),
)
ASPECTS = (
    ("state of play since the last meeting", "前回会合以降の進捗状況"),
    ("roles, missions and capabilities", "役割・任務・能力"),
    ("next steps and timeline", "今後の進め方と工程表"),
    ("legal framework and consultation mechanisms", "法的枠組みと協議の仕組み"),
    ("lessons from the joint exercise", "共同演習から得られた教訓"),
    ("budget and resources", "予算と資源配分"),
)
SENTENCES = (
    ("Both sides present where they stand and what has changed.", "双方が現状と変更点を説明する。"),
    ("The chairs sum up the points of agreement and the open questions.", "共同議長が合意点と残る論点を整理する。"),
    ("Working papers were circulated in advance through the secretariat.", "作業文書は事前に事務局を通じて配布済み。"),
    (
        "Discussion is open to all participants; please keep interventions to three minutes.",
        "討議には参加者全員が加わることができる。発言は三分以内を目安とする。",
    ),
    ("A short written record is agreed at the end of the session.", "終了時に簡潔な記録を双方で確認する。"),
)
FAMILIES = (
    *(("Sato", "佐藤", "さとう"), ("Takahashi", "髙橋", "たかはし"), ("Watanabe", "渡邉", "わたなべ")),
    *(("Kobayashi", "小林", "こばやし"), ("Yamazaki", "山﨑", "やまざき"), ("Hasegawa", "長谷川", "はせがわ")),
)
GIVENS = (("Haruka", "遥", "はるか"), ("Kenji", "健二", "けんじ"), ("Yui", "結衣", "ゆい"), ("Takumi", "匠", "たくみ"))
FAMILIES_ABROAD = (
    ("Carter", "カーター"),
    ("Fitzgerald", "フィッツジェラルド"),
    ("Diaz", "ディアス"),
    ("Wałęsa", "ワレサ"),
)
GIVENS_ABROAD = (("Ellen", "エレン"), ("Marcus", "マーカス"), ("Josephine", "ジョセフィン"))
POSTS = (
    ("Director-General for Defense Policy", "防衛政策局長"),
    ("Deputy Assistant Secretary for East Asia", "国防次官補代理(東アジア担当)"),
    ("Director, Strategic Planning Division", "戦略企画課長"),
    ("Political-Military Counsellor", "政治軍事担当参事官"),
    ("Senior Fellow", "上席研究員"),
)
HOUSES = (
    ("Ministry of Defense", "防衛省"),
    ("Ministry of Foreign Affairs", "外務省"),
    ("Department of State", "国務省"),
    ("Institute for International Policy", "国際政策研究所"),
)


def both(english: str, japanese: str) -> Localized:
    return Localized.of({"en": english, "ja": japanese})


def title(number: int, random: Random) -> Localized:
    """Give a title of about 60 characters in English, half of that in Japanese."""
    subject, aspect = SUBJECTS[number % len(SUBJECTS)], random.choice(ASPECTS)
    return both(f"{subject[0]}: {aspect[0]}", f"{subject[1]}:{aspect[1]}")


def paragraph(count: int, random: Random) -> Localized:
    chosen = random.sample(SENTENCES, count)
    return both(" ".join(s[0] for s in chosen), "".join(s[1] for s in chosen))
