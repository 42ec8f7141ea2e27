"""Bytes as text: the charset found once, the text normalised once.

Invariant: nothing is lost and nothing is put in other words. Bytes that fit no charset become U+FFFD and the rest is
read; quotation marks, dashes and spaces stay as they were written, so that evidence reads as the page did. Line ends
become `\\n`, letters NFC, control characters a space; characters that show nothing (byte-order marks, zero-width
spaces, soft hyphens) are taken out. Blanks, at line ends too, are kept. All of it takes linear time.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from dateline.errors import ReadingError
from dateline.reading.formats import is_wide

__all__ = ["decode_text", "normalise", "refuse_empty"]

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\xad]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL_BYTES = bytes(set(range(0x20)) - {0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B})
# Of 256 random byte values 25 are such controls (1 in 10); of 74 saved articles none held any.
_BINARY_SHARE = 30
# What is written where conflicts are reported on, most likely first; a free choice among 90 charsets takes short
# Arabic for Chinese.
_CANDIDATES = ["cp1252", "cp1251", "cp1256", "cp1254", "cp1250", "cp1255", "koi8_r", "cp866", "gb18030", "big5"]
_SAMPLE = 200_000  # bytes given to the detector
_FEW = 30  # bytes above 127 below which a detector guesses
_WINDOW = 1_024  # characters normalised at a time; nothing composes with the ASCII character that begins the next


def decode_text(data: bytes, *, charset: str | None) -> tuple[str, str]:
    """Turn bytes into text; return it with how the charset was found.

    A byte-order mark wins, then `charset` where it fits, then UTF-8 (also with a few broken bytes), then detection,
    last Windows-1252.

    >>> decode_text(b"caf\\xc3\\xa9", charset=None)
    ('café', 'utf-8')
    >>> decode_text(b"caf\\xe9", charset="latin-1")
    ('café', 'declared:cp1252')

    Raises ReadingError (`empty`, `binary`).
    """
    if not data:
        raise ReadingError("it is empty: there are no bytes in it", reason="empty")
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace"), "bom:utf-8"
    wide = is_wide(data) if b"\0" in data or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else None
    if wide:
        return data.decode(wide, "replace"), f"bom:{wide}" if data[0] in (0xFE, 0xFF) else f"detected:{wide}"
    declared = _codec(charset)
    if declared and declared.startswith(("utf-16", "utf-32")) and b"\0" in data:
        return data.decode(declared, "replace"), f"declared:{declared}"
    _refuse_binary(data)
    if declared:
        try:
            return data.decode(declared), f"declared:{declared}"
        except UnicodeDecodeError:
            pass  # a wrong declaration is common, and the bytes are the better witness
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _undeclared(data)


def _codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name if charset else "ascii"
        if name == "ascii" or not isinstance("".encode(name), bytes):
            return None
    except (LookupError, ValueError, TypeError):  # unknown, or one of Python's codecs that are no charset
        return None
    # As the web has it: what is declared Latin-1 is Windows-1252. ASCII says nothing about bytes that are none.
    return "cp1252" if name == "iso8859-1" else name


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    if b"\0" in data:
        raise ReadingError(
            f"it holds a NUL byte (at byte {data.index(0):,}), which no text has; "
            "give it the suffix of what it is, or save it as text",
            reason="binary",
        )
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls * _BINARY_SHARE > len(sample):
        raise ReadingError(
            f"{controls:,} of its first {len(sample):,} bytes are control characters, so it is no text; "
            "give it the suffix of what it is, or save it as text",
            reason="binary",
        )


def _undeclared(data: bytes) -> tuple[str, str]:
    broken = data.decode("utf-8", "replace")
    lost = broken.count("\ufffd")
    if lost * 20 <= sum(1 for char in broken if char > "\x7f"):
        return broken, f"utf-8 with {lost} unreadable bytes replaced"
    sample = data[:_SAMPLE]
    if sum(1 for byte in sample if byte > 127) >= _FEW:
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
        codec = _codec(best.encoding) if best else None
        if codec:
            return data.decode(codec, "replace"), f"detected:{codec}"
    return data.decode("cp1252", "replace"), "assumed:cp1252"


def normalise(text: str) -> str:
    """Bring text to its one form (see the module); doing it twice changes nothing.

    >>> normalise("one\\r\\ntwo\\x07\\u2028three")
    'one\\ntwo \\nthree'
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _CONTROL.sub(" ", text)
    text = _SURROGATE.sub("\ufffd", text)
    return text if text.isascii() else _composed(text)


def _composed(text: str) -> str:
    """Compose to NFC in windows: the library sorts a run of marks in quadratic time (160,000 of them took 16 s)."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        end = min(at + _WINDOW, len(text))
        while end < len(text) and end < at + 2 * _WINDOW and not text[end].isascii():
            end += 1
        parts.append(unicodedata.normalize("NFC", text[at:end]))
        at = end
    return "".join(parts)


def refuse_empty(text: str) -> str:
    """Return the text; raises ReadingError (`empty`) where there is nothing to see in it."""
    if not text or text.isspace():
        raise ReadingError("it is empty: there is nothing but blanks in it", reason="empty")
    return text
