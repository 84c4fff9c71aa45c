"""Know the shapes that give a line away: bylines, credits, dates, labels, names."""

import re

from briefgen.content.headings import is_short_line

BREADCRUMBS = re.compile(
    r"^\S[^.!?]{0,40}(?:\s{1,3}+[>›»/→]\s{1,3}+[^.!?>›»/→]{0,79}[^\s.!?>›»/→]){1,6}$"
)

READING_TIME = re.compile(
    r"^(?:reading time|lesezeit|lecture|temps de lecture|lectura|tiempo de lectura|"
    r"час читання|время чтения|阅读时间)?\s*+:?\s*+(?:~|≈)?\d{1,3}\s*+[-–]?\s*+"
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
    r"images|image credit|image source|image caption|credit|credits|illustration|graphic|"
    r"file photo|"
    r"foto|fotos|bild|bildquelle|grafik|crédit|crédits|crédit photo|fotografía|imagen|"
    r"фото|світлина|ілюстрація|иллюстрация|الصورة|تصوير|צילום|图片|图|摄影|资料图)"
    r"\s*(?:[:：/©]|,\s|\bby\b|\bvon\b|\bpar\b|\bpor\b)"
    r"|[/|©]\s*(?:getty images|reuters|ap photo|afp|dpa|epa|alamy|ap)\b"
    r"|(?<=\S\s)©\s*[^\W\d_][\w .’'/-]{2,40}$"
    r"|\((?:file|archive|library)\s+(?:picture|photo|image)\)",
    re.IGNORECASE,
)

BYLINE = re.compile(
    r"^(?:(?:(?:an?\s+)?(?:written|posted|reported|story|text|words|analysis|opinion|report|essay|"
    r"review|interview))\s+)?by[:\s]\s*"
    r"|^(?:eine?\s+\w+\s+von|une?\s+\w+\s+(?:de|par)|una?\s+\w+\s+de)\s+"
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
    re.findall(
        r"\S.*",
        """
        abstract
        summary
        introduction
        background
        methods
        results
        discussion
        conclusion
        conclusions
        limitations
        the facts
        facts
        reasons
        order
        judgment
        data availability
        key points
        zusammenfassung
        einleitung
        hintergrund
        methode
        ergebnisse
        fazit
        résumé
        méthode
        résultats
        contexte
        resumen
        introducción
        métodos
        resultados
        conclusiones
        вступ
        висновки
        результати
        введение
        выводы
        الخلاصة
        مقدمة
        摘要
        引言
        结论
        """,
    )
)

PUBLISHED = re.compile(
    r"^(?:first\s+)?(?:published|posted|issued|released|updated|last updated|modified|date|"
    r"judgment of|published online|stand|veröffentlicht|aktualisiert|datum|publié|mis à jour|le|"
    r"publicado|actualizado|fecha|опубліковано|оновлено|дата|опубликовано|обновлено|"
    r"نشر|نشر في|تاريخ النشر|آخر تحديث|发布时间|发表于|时间|更新)\b"
    r"\s*(?:on|at|am|le|el|в)?\s*[:：]?\s*",
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
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        """
        van von de der den da di la le du dos bin al ter
        """,
    )
)
_NO_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
        a an the in on at of for to and or by with from before after why how what who when where
        is are was new no not all more his her our your this that der die das ein eine und im am
        zum le la les un une des el los las una y en du au judge chapter part news line press
        world local home works ltd inc gmbh group company agency office council
        ministry university institute times post herald daily street city
        town breaking editorial staff
        """,
    )
)
