"""One spelling for the many ways people type: accents, capitals, SMS, emoji, hours."""

import re

from locales.fr.numbers import number_of
from locales.fr.spelling import composed, plain

_SIGNS = {
    **dict.fromkeys("👍👌✅✔☑🆗💯🙋👊🤝", " signoui "),
    **dict.fromkeys("👎❌🚫🙅✖⛔", " signnon "),
    **dict.fromkeys("🙏❤💚💙💛🧡💜🥰😍💕🤗", " signmerci "),
    **dict.fromkeys("🤔🤷😕🤨", " signdoute "),
}
_SIGN = re.compile("|".join(_SIGNS))

_WORDS = {
    "je peux": "jpe jpeu jpeux jpx jepeux jepe",
    "je suis": "jsuis jsui chuis chui jss",
    "je serai": "jserai jsrai jserais jsré jesrai jseré",
    "je viens": "jvien jviens jviend",
    "je sais": "jsais chais jsé jsai",
    "je sais pas": "jsp nsp chépa",
    "je te": "jte jt",
    "je vous": "jvous jvs",
    "j ai": "jai g gai",
    "j aurai": "jaurai jaurais jorai",
    "j arrive": "jarrive",
    "j arriverai": "jarriverai jarriverais",
    "j annule": "jannule",
    "j amene": "jamene",
    "j en": "jen",
    "j attends": "jattends",
    "j espere": "jespere jesper",
    "j hesite": "jhesite",
    "viens": "vien vienss vi1 vyens",
    "viendrai": "viendre viendrer viendrez",
    "pourrai": "pourre poure pourai pourer",
    "serai": "sere serrai",
    "mort": "mor",
    "peux": "pe px",
    "pas": "pa paas",
    "pour": "pr pou",
    "c est bon": "cbon",
    "c est": "c cest sest",
    "que": "ke k",
    "qui": "ki",
    "quel": "kel kelle quelle quels quelles",
    "quoi": "koi kwa",
    "quand": "qd kan kand",
    "dans": "ds",
    "avec": "ac avc avk",
    "vous": "vs",
    "nous": "ns",
    "tout": "tt",
    "beaucoup": "bcp bcoup bocou",
    "bonjour": "bjr slt salut coucou cc hello bsr bonsoir yo hey",
    "desole": "dsl desolee dsle deso desoler desoles desolees dzl navre navree",
    "merci": "mrc mci mr6 mercii thx thanks merki mersi",
    "svp": "stp",
    "probleme": "pb pbm prob problemes pbs pblm",
    "souci": "soucis soussi",
    "samedi": "sam samdi samedis",
    "dimanche": "dim dimanches",
    "vendredi": "ven vend",
    "demain": "dem1 2m1 2main dm1 deman",
    "aujourd hui": "ajd auj aujourdhui ojd",
    "toujours": "tjs tjrs tjr toujour",
    "oui": "ouais ouai oue wé ouep ouaip ui wi wii ouii yep yes yeah yess ouiii affirmatif",
    "ok": "okay oki okey oke okk okok okie",
    "d accord": "dac dacc daccord dak dakor dacor dacodac dacord",
    "non": "nn nan nop nope no naan nooon niet nein",
    "peut etre": "ptet ptetre peutetre petetre ptetr pe-etre pê ptêtre",
    "pourquoi": "pk pq pkoi pourkoi",
    "quelqu un": "qq1 qqn kelkun",
    "week end": "we weekend wk",
    "apres midi": "aprem aprm apresmidi aprèm",
    "environ": "env envir",
    "minutes": "min mn mins minute minut",
    "mais": "ms",
    "faut": "fo fau",
    "il y a": "ya",
    "est ce que": "esq eske esk esque",
    "qu est ce que": "keske kesk keskon",
    "rendez vous": "rdv",
    "travaille": "taf bosse boulot taff",
    "t inquiete": "tkt tqt",
    "message": "msg",
    "present": "presente presents presentes",
    "absent": "absente absents absentes",
    "disponible": "dispo dispos disponibles dispnible",
    "seul": "seule seuls seules",
    "partant": "partante partants partantes",
    "empechement": "empêchmt empechment empechements",
    "malheureusement": "malheuresement malheureusment malheureusemt malheureusment",
    "finalement": "finalemt finalment fnalement",
    "annule": "anule annul",
    "annuler": "anuler",
    "voiture": "voitur bagnole caisse",
    "accord": "acord",
    "plaisir": "plesir plaisirs",
}
_EXPAND = {plain(typed): usual for usual, typeds in _WORDS.items() for typed in typeds.split()}

#: Nothing that is answered is that long; patterns stay fast on what remains.
_NO_WORD = re.compile(r"\d{5}|\w{30}")

_SPELLED_HOUR = (
    "une|deux|trois|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix sept|dix huit|dix neuf"
)
_HOURS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(\d{1,2}) ?(?:heures?|hr?s?) ?(?:et demie?)\b"), r"\1h30"),
    (re.compile(r"\b(\d{1,2}) ?(?:heures?|hr?s?) et quart\b"), r"\1h15"),
    (re.compile(r"\b(\d{1,2}) ?(?:heures?|hr?s?|:) ?([0-5]\d)\b(?! (?:minutes|personnes))"), r"\1h\2"),
    (re.compile(r"\b(\d{1,2}) ?(?:heures?|hr?s?)\b"), r"\1h"),
    (re.compile(r"(?<!apres )(?<!l apres)\bmidi et demie?\b"), "12h30"),
    (re.compile(r"(?<!apres )(?<!ce )(?<!le )\bmidi\b"), "12h"),
)


def said(text: str) -> str:
    """The text as plain words: no accents (but «où»), no apostrophes, SMS written out, hours as «10h30».

    Sentences keep their . ? ! and , as words of their own; emoji that answer become «signoui», «signnon»,
    «signmerci» and «signdoute».
    """
    marked = _SIGN.sub(lambda sign: _SIGNS[sign[0]], composed(text))
    marked = re.sub(r"(\w)où|où", lambda hit: hit[0] if hit[1] else "0où0", marked, flags=re.IGNORECASE)
    marked = re.sub(r"\bw[ée]i?\b(?! end)(?<!week)", lambda hit: hit[0] if hit[0] == "we" else "oui", marked)
    words = plain(marked).replace("0ou0", "où").replace("œ", "oe")
    words = re.sub(r"(?<=\d)\s*:\s*(?=\d\d\b)", "h", words)
    words = re.sub(r"([a-z])\1{2,}", r"\1", words)
    words = re.sub(r"\.{2,}|…|[\n;!]|(?<!\d)\.(?!\d)", " . ", words)
    words = re.sub(r"\?+", " ? ", words)
    words = re.sub(r"[,():](?!\d)|,", " , ", words)
    words = re.sub(r"[^\w.,?/+%ù]+", " ", words)
    if words.strip() == "k":
        return "ok"
    words = " ".join(_expanded(word) for word in words.split() if not _NO_WORD.search(word))
    words = re.sub(r"\b(\w+)(?: \1\b){2,}", r"\1 \1", words)
    words = re.sub(r"\b(je|on|j) travail\b", r"\1 travaille", words)
    words = re.sub(r"\bd acc?\b", "d accord", words)
    words = re.sub(r"\b1/4 d heure\b", "un quart d heure", re.sub(r"\b1/2 heure\b", "une demi heure", words))
    return _hours(re.sub(r"\bc est (?=est\b|etait\b|ete\b|etais\b)", "c ", words))


def _expanded(word: str) -> str:
    if word in _EXPAND:
        return _EXPAND[word]
    if re.match(r"j[bcdfghklmnpqrstvwxz]", word):
        rest = word[1:]
        return f"je {_EXPAND.get(rest, rest)}"
    joined = re.match(r"(\d{1,2})(minutes?|min|mn)$", word)
    return f"{joined[1]} minutes" if joined else word


def _hours(words: str) -> str:
    words = re.sub(
        rf"\b({_SPELLED_HOUR}) heures?\b", lambda hit: f"{number_of(hit[1])}h" if hit[1] != "une" else "1h", words
    )
    words = re.sub(r"\b(\d{1,2})h moins (?:le )?quart\b", lambda hit: f"{int(hit[1]) - 1}h45", words)
    words = re.sub(r"\b(\d{1,2})h et (?:demie?)\b", r"\1h30", words)
    words = re.sub(r"\b(\d{1,2})h et quart\b", r"\1h15", words)
    for pattern, usual in _HOURS:
        words = pattern.sub(usual, words)
    return words
