"""What a question is about, and where in an answer a question begins."""

import re
from typing import cast

from locales.fr.replies.lexicon import Lexicon
from locales.fr.replies.model import Topic

_LEXICON = Lexicon("topics")


def topic_of(question: str) -> Topic:
    """What a question is about; `other` when no word of it tells."""
    for topic, pattern in _LEXICON.rules("topics", "topic"):
        if pattern.search(question):
            return cast("Topic", topic)
    return "other"


def part_questions(said: str) -> tuple[str, list[str]]:
    """The answer without its questions, and these questions («oui, c’est où ?» → «oui», [«c est où»])."""
    statements: list[str] = []
    questions: list[str] = []
    for sentence in re.findall(r"[^.?]+[.?]?|\?", said):
        words = sentence.rstrip(" .?").strip()
        stated, asked = _part(words, sentence.rstrip().endswith("?"))
        if stated:
            statements.append(stated)
        if asked is not None:
            questions.append(asked)
    return " . ".join(statements), questions


def _part(words: str, marked_as_question: bool) -> tuple[str, str | None]:
    if "absent1" in words or "vient1" in words:
        return words, None
    words, indirect = _LEXICON.pattern("indirect").subn(" ", _LEXICON.pattern("preamble").sub(" ", words))
    words, marked_as_question = " ".join(words.split()).strip(" ,"), marked_as_question or bool(indirect)
    if not marked_as_question:
        lacks = _LEXICON.pattern("lacks").search(words)
        opener = lacks or _LEXICON.pattern("asks").search(words)
        return _split_at(words, opener, whole_clause=bool(lacks)) if opener else (words, None)
    before, comma, last = words.rpartition(" , ")
    if comma and _LEXICON.pattern("tag").match(last.strip()):
        return before, None
    if _LEXICON.pattern("greeting").match(words):
        return "", None
    own = _LEXICON.pattern("openers").search(words)
    if own and own.start() and not _LEXICON.pattern("supposes").match(words):
        return words[: own.start()].strip(" ,"), words[own.start() :]
    return (before, last) if comma else ("", words)


def _split_at(words: str, opener: re.Match[str], *, whole_clause: bool) -> tuple[str, str]:
    """Where a question without its mark begins and ends: with its clause, or where its own subject stands."""
    breaks = (" , ", " mais ", " et ", " donc ", " sinon ")
    start = max(max(words.rfind(word, 0, opener.start()) for word in breaks), 0)
    own = None if whole_clause else _LEXICON.pattern("openers").search(words, start)
    if own and own.start() <= opener.end():
        start = own.start()
    end = min((at for word in (" , ", " mais ") if (at := words.find(word, opener.end())) > 0), default=len(words))
    return f"{words[:start]} , {words[end:]}".strip(" ,"), words[start:end].strip(" ,")
