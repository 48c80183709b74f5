"""Repairs characters: text read in the wrong code page, invisible and odd ones, split letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from streams.alignment import Aligned, Edit

_HIGH: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what code page 1252 makes of the bytes 0x80 to 0x9f
_TAIL: Final = f"[{_HIGH}\x80-\xbf]"
_MISREAD: Final = re.compile(
    rf"[\xc2-\xc5]{_TAIL}|[\xe2\xef]{_TAIL}{{2}}|\xf0{_TAIL}{{3}}|â€(?=[\s.,;:!?)]|$)|Â(?= )"
)
_MARKS: Final = "\u0300-\u036f"
# at most four marks at once: putting an endless heap of them in order costs its square
_SPLIT: Final = re.compile(rf"[^\s{_MARKS}][{_MARKS}]{{1,4}}")
_UNSEEN: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x90\x98-\x9f\u00ad\u061c\u115f\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
)
_ODD: Final = re.compile(rf"[{_UNSEEN}]+|``|''|‘‘|’’|[ﬀ-ﬆ]|\r\n")
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DOUBLES: Final = {"``": "“", "''": "”", "‘‘": "“", "’’": "”", "\r\n": "\n"}
_ONE_FOR_ONE: Final = {
    **dict.fromkeys(map(ord, "\t\xa0\u1680\u202f\u205f\u3000"), ord(" ")),
    **dict.fromkeys(range(0x2000, 0x200B), ord(" ")),
    **dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), ord("\n")),
    **dict.fromkeys(map(ord, "‐‑−﹣－"), ord("-")),
    **dict.fromkeys(map(ord, "\x96‒"), ord("–")),
    **dict.fromkeys(map(ord, "\x97―"), ord("—")),
    **dict.fromkeys(map(ord, "\x93„‟«＂〝"), ord("“")),
    **dict.fromkeys(map(ord, "\x94»″〞"), ord("”")),
    **dict.fromkeys(map(ord, "\x91‚‛`"), ord("‘")),
    **dict.fromkeys(map(ord, "\x92´ʼʹ′＇"), ord("’")),
    0x95: ord("•"),
}
_ODD_SINGLES: Final = re.compile("[" + "".join(map(re.escape, map(chr, _ONE_FOR_ONE))) + "]")


def repaired(text: Aligned) -> Aligned:
    """The text with misread letters read again, split letters joined, unseen characters gone.

    Quotation marks become “ ” ‘ ’ or stay plain, every space a space, every line end a newline.
    """
    if not text.text.isascii():
        text = _if_any(text, _joined(text.text))
    text = _if_any(text, _evened(text.text))
    return text.translated(_ONE_FOR_ONE) if _ODD_SINGLES.search(text.text) else text


def reread(text: Aligned) -> Aligned:
    """The text with UTF-8 that was read as code page 1252 ("â€™") read again.

    To be done before anything else: later repairs would change the telltale characters.
    """
    return text if text.text.isascii() else _if_any(text, _misread(text.text))


def _if_any(text: Aligned, edits: Iterator[Edit]) -> Aligned:
    listed = list(edits)
    return text.edited(listed) if listed else text


def _misread(text: str) -> Iterator[Edit]:
    for found in _MISREAD.finditer(text):
        words = _read_again(found[0])
        # "CAFÃ‘" may be a name before a quotation mark; a letter after it proves the misreading
        doubtful = len(found[0]) == 2 and found[0][1] in "‘’“”–—…"
        if words is None or (doubtful and not text[found.end() : found.end() + 1].isalpha()):
            continue
        yield found.start(), found.end(), words


def _read_again(words: str) -> str | None:
    if words == "Â":
        return ""
    if words == "â€":
        return "”"  # its last byte has no character in the code page and was lost
    try:
        data = b"".join(c.encode("cp1252") if c in _HIGH else c.encode("latin-1") for c in words)
        return data.decode("utf-8")
    except UnicodeError:
        return None


def _joined(text: str) -> Iterator[Edit]:
    for found in _SPLIT.finditer(text):
        words = unicodedata.normalize("NFC", found[0])
        if words != found[0]:
            yield found.start(), found.end(), words


def _evened(text: str) -> Iterator[Edit]:
    for found in _ODD.finditer(text):
        words = found[0]
        yield found.start(), found.end(), _DOUBLES.get(words) or _LIGATURES.get(words, "")
