"""
Know the words that give a line away: furniture, bylines, credits, section labels.

The phrases of furniture are data (``furniture.txt``), so that adding one needs no
code; what has a shape rather than a wording stands here.
"""

import re
from functools import cache
from importlib.resources import files

from briefgen.content.headings import is_short_line

GOES_ON = "…"


@cache
def _phrases() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return whole phrases, and beginnings of phrases by their first character."""
    text = (files("briefgen.ingest") / "furniture.txt").read_text(encoding="utf-8")
    whole: dict[str, str] = {}
    beginnings: dict[str, dict[str, str]] = {}
    kind = ""
    for line in text.split("\n"):
        phrase = line.strip()
        if not phrase or (phrase.startswith("# ")):
            continue
        if phrase.startswith("[") and phrase.endswith("]"):
            kind = phrase[1:-1]
            continue
        plain = _plain(phrase.rstrip(GOES_ON))
        if phrase.endswith(GOES_ON):
            beginnings.setdefault(plain[:1], {})[plain] = kind
        whole[plain] = kind
    return whole, beginnings


_EDGES = re.compile(r"^[^\w#©(]+|[^\w#)]+$")
_COUNT = re.compile(r"\s*(?:\(\s*\d[\d.,]*\s*\)|\b\d[\d.,]*)\s*$")
_LEADING_COUNT = re.compile(r"^\d[\d.,]*\s+(?=\D)")


def _plain(line: str) -> str:
    """Return *line* without what differs from page to page: case, signs, and counts."""
    lowered = " ".join(line.casefold().replace("'", "’").split())
    for pattern in (_EDGES, _COUNT, _LEADING_COUNT, _EDGES):
        shorter = pattern.sub("", lowered)
        lowered = shorter or lowered
    return lowered


def furniture_kind(line: str) -> str:
    """
    Return which kind of furniture *line* is; empty for none that is known.

    >>> furniture_kind("Comments (47)"), furniture_kind("Follow us on social networks")
    ('comments', 'follow')
    """
    whole, beginnings = _phrases()
    if len(line) > 220:
        return ""
    plain = _plain(line)
    if plain in whole:
        return whole[plain]
    if len(line) > 160 and not plain.startswith(("©", "copyright", "you are", "we use")):
        return ""
    for phrase, kind in beginnings.get(plain[:1], {}).items():
        if plain.startswith(phrase) and _ends_word(plain, len(phrase)):
            return kind
    return ""


def _ends_word(plain: str, at: int) -> bool:
    rest = plain[at : at + 1]
    return not rest.isalnum() or rest >= "\u2e80" or plain[at - 1] in "©:："


BREADCRUMBS = re.compile(r"^\S[^.!?]{0,40}(?:\s+[>›»/→|]\s+[^.!?>›»/→|]{1,80}){1,6}$")

READING_TIME = re.compile(
    r"^(?:reading time|lesezeit|lecture|temps de lecture|lectura|tiempo de lectura|"
    r"час читання|время чтения|阅读时间)?\s*:?\s*(?:~|≈)?\d{1,3}\s*[-–]?\s*"
    r"(?:min\.?|mins|minutes?|minuten?|minutos?|хв\.?|мин\.?|دقائق|分钟)"
    r"(?:\s*(?:read|to read|lesezeit|de lecture|de lectura|читання|чтения|قراءة|阅读))?\.?$",
    re.IGNORECASE,
)

SECTION = re.compile(
    r"^(?:in|filed under|section|category|rubrik|ressort|rubrique|sección|рубрика|القسم|栏目)"
    r"[:：]?\s+(?P<name>[^.,;:!?]{2,30})$",
    re.IGNORECASE,
)

ADMIN_LINE = re.compile(r"^by \w+ in [\w &]+$", re.IGNORECASE)

CREDIT = re.compile(
    r"(?:^|[\s(.|/])(?:photo|photos|photograph|photography|photo credit|picture|pictures|image|"
    r"images|image credit|image source|image caption|credit|credits|illustration|graphic|file photo|"
    r"foto|fotos|bild|bildquelle|grafik|crédit|crédits|crédit photo|fotografía|imagen|"
    r"фото|світлина|ілюстрація|иллюстрация|الصورة|تصوير|צילום|图片|图|摄影|资料图)"
    r"\s*(?:[:：/©]|,\s|\bby\b|\bvon\b|\bpar\b|\bpor\b)"
    r"|[/|©]\s*(?:getty images|reuters|ap photo|afp|dpa|epa|alamy|ap)\b",
    re.IGNORECASE,
)

BYLINE = re.compile(
    r"^(?:(?:written|posted|reported|story|text|words|analysis|opinion)\s+)?by[:\s]\s*"
    r"|^(?:author|authors|von|text|autor|autorin|par|auteur|por|di|door|autore|texte|texto)[:\s]\s*"
    r"|^(?:автор|автори|авторка|авторы|текст)(?:\s*:|\s)\s*"
    r"|^(?:بقلم|كتب|كتبت|إعداد|الكاتب)\s*:?\s*|^מאת\s*:?\s*"
    r"|^(?:记者|作者|文|撰文|本报记者)\s*[:：/／]?\s*",
    re.IGNORECASE,
)

ROLE_WORDS = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist|columnist|staff|analyst|desk|bureau|"
    r"korrespondent(?:in)?|redakteur(?:in)?|redaktion|reporter(?:in)?|journaliste|correspondante?|"
    r"rédact(?:eur|rice)|periodista|redactora?|corresponsal|кореспондент\w*|редактор\w*|"
    r"журналіст\w*|журналист\w*|корреспондент\w*|مراسل\w*|محرر\w*|صحفي\w*)\b"
    r"|记者$|编辑$",
    re.IGNORECASE,
)

MAIL_HEADER = re.compile(
    r"^(?P<name>from|to|subject|date|sent|cc|reply-to|von|an|betreff|datum|gesendet|de|à|objet|"
    r"asunto|para|fecha|envoyé|від|кому|тема|дата|от)\s?:\s*(?P<value>.+)$",
    re.IGNORECASE,
)

CLASSIC_HEADINGS = frozenset(
    [
        "abstract",
        "summary",
        "introduction",
        "background",
        "methods",
        "results",
        "discussion",
        "conclusion",
        "conclusions",
        "limitations",
        "the facts",
        "facts",
        "reasons",
        "order",
        "judgment",
        "data availability",
        "key points",
        "zusammenfassung",
        "einleitung",
        "hintergrund",
        "methode",
        "ergebnisse",
        "fazit",
        "résumé",
        "introduction",
        "méthode",
        "résultats",
        "contexte",
        "resumen",
        "introducción",
        "métodos",
        "resultados",
        "conclusiones",
        "вступ",
        "висновки",
        "результати",
        "введение",
        "выводы",
        "الخلاصة",
        "مقدمة",
        "摘要",
        "引言",
        "结论",
    ]
)

PUBLISHED = re.compile(
    r"^(?:first\s+)?(?:published|posted|issued|released|updated|last updated|modified|date|"
    r"judgment of|published online|stand|veröffentlicht|aktualisiert|datum|publié|mis à jour|le|"
    r"publicado|actualizado|fecha|опубліковано|оновлено|дата|опубликовано|обновлено|"
    r"نشر|نشر في|تاريخ النشر|آخر تحديث|发布时间|发表于|时间|更新)\b\s*(?:on|at|am|le|el|в)?\s*[:：]?\s*",
    re.IGNORECASE,
)

UPDATED = re.compile(
    r"^(?:last\s+)?(?:updated|modified)\b|^aktualisiert|^mis à jour|^actualizado|^оновлено"
    r"|^обновлено|^آخر تحديث|^更新",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """
    Whether *text* could be somebody's name: two or three words that begin with capitals.

    >>> is_name("Bram van Olufsen"), is_name("Before Judge Okafor"), is_name("A wet start")
    (True, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or (not is_short_line(text) and not _INITIALS.fullmatch(text)):
        return False
    names = [word for word in words if word.lower() not in _PARTICLES]
    if not 2 <= len(names) <= 3 or any(word.lower() in _NO_NAMES for word in names):
        return False
    if text.isupper() and "." not in text:
        return False
    return all(word[0].isupper() and _NAME.fullmatch(word) for word in names)


_NAME = re.compile(r"(?:[^\W\d_]\.){1,3}|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\. ?){1,3}\w[\w'’-]+|[\w'’-]+ (?:[^\W\d_]\. ?){1,2}\w[\w'’-]+")
_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "da",
    "di",
    "la",
    "le",
    "du",
    "dos",
    "bin",
    "al",
    "ter",
}
_NO_NAMES = frozenset(
    [
        "a",
        "an",
        "the",
        "in",
        "on",
        "at",
        "of",
        "for",
        "to",
        "and",
        "or",
        "by",
        "with",
        "from",
        "before",
        "after",
        "why",
        "how",
        "what",
        "who",
        "when",
        "where",
        "is",
        "are",
        "was",
        "new",
        "no",
        "not",
        "all",
        "more",
        "his",
        "her",
        "our",
        "your",
        "this",
        "that",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "und",
        "im",
        "am",
        "zum",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "el",
        "los",
        "las",
        "una",
        "y",
        "en",
        "du",
        "au",
        "before",
        "judge",
        "chapter",
        "part",
        "news",
        "line",
        "press",
        "world",
        "local",
        "home",
        "street",
        "city",
        "town",
        "breaking",
        "editorial",
        "staff",
    ]
)
