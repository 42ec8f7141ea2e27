"""Where a document says from whom it has something: an outlet or an author it names as such.

Invariant: a credit is a name that stands beside a word of crediting in the same sentence, or in brackets with a day,
or in the byline or the filing line, where it is a credit for all that the document tells. No outlet credits itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import family_name, fold, name_key
from dateline.knowledge.outlets import open_outlets
from dateline.language import dateline_end
from dateline.model import Document, Evidence, Moment, Span, Voice, VoiceKind, ZoneKind
from dateline.reconciling.derivation.publishers import name_of_outlet, publisher_keys
from dateline.reconciling.derivation.wording import Telling, Wording, words_between
from dateline.zoning.dates import Order, date_spans, day_without_year, read_date, slash_order

__all__ = ["Credit", "CreditFinder", "Name", "author_keys", "names_of", "voice_named"]

# Words between a name and the word of crediting after it: "the Post on Friday reported".
_REACH = 3
_LONGEST_CUE = 4  # words
_LONGEST_WORD = 40  # characters
_LISTS = {"after", "before", "articles", "apart"}
# The word before a name, and the word or hyphen after it, on the same line.
_BEFORE = re.compile(r"([\w.]+) \Z")
_AFTER = re.compile(r"(?: (?=\w)|(?=-\w))(\w+|-)")


@dataclass(frozen=True, slots=True)
class Credit:
    """Hold one credit: the key of who is credited, the name as written, its sentence, and the day named with it.

    Without a sentence the credit is for the whole document.
    """

    key: str
    name: Evidence
    sentence: Telling | None
    day: Moment | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name that may be credited: its words, the key of who bears it, and whether that is an author.

    An acronym names only as `written`.
    """

    words: tuple[str, ...]
    key: str
    written: str | None
    is_author: bool

    @property
    def spelling(self) -> tuple[tuple[str, ...], str | None]:
        """What only one name has."""
        return self.words, self.written


def names_of(documents: Iterable[Document]) -> list[Name]:
    """Return the names of the publishers and authors of documents, each spelling once."""
    found: dict[tuple[tuple[str, ...], str | None], Name] = {}
    for document in sorted(documents, key=lambda d: d.id):
        named = _name(document.publisher, name_of_outlet(document.publisher)) if document.publisher else None
        authors = (_name(family_name(author), _author_key(author), is_author=True) for author in document.authors)
        for name in (named, *authors):
            if name is not None:
                found.setdefault(name.spelling, name)
    return list(found.values())


@lru_cache(maxsize=1)
def _outlet_names() -> Mapping[tuple[tuple[str, ...], str | None], Name]:
    found: dict[tuple[tuple[str, ...], str | None], Name] = {}
    for outlet in open_outlets().by_id.values():
        for spelling in (outlet.name, *outlet.aliases):
            name = _name(spelling, outlet.id)
            if name is not None:
                found.setdefault(name.spelling, name)
    return found


@lru_cache(maxsize=65_536)
def _name(name: str, key: str, *, is_author: bool = False) -> Name | None:
    words = tuple(fold(name.removeprefix("The ")).split())
    bare = name.replace(".", "")
    written = bare if bare.isupper() and len(words) == 1 else None
    return Name(words, key, written, is_author) if words and key else None


class CreditFinder:
    """Find credits to the outlets that are known, and to further names: the publishers and authors of a record."""

    def __init__(self, names: Iterable[Name]) -> None:
        found = dict(_outlet_names())
        for name in names:
            found.setdefault(name.spelling, name)
        self._by_first: defaultdict[str, list[Name]] = defaultdict(list)
        for entry in sorted(found.values(), key=lambda n: (-len(n.words), n.words, n.written or "", n.key)):
            self._by_first[entry.words[0]].append(entry)

    def credits_of(self, wording: Wording) -> Iterator[Credit]:
        """Yield the credits of a document, those for all of it first, each outlet once a sentence."""
        document = wording.document
        own = {*publisher_keys(document), *author_keys(document)}
        yield from self._whole(document, own)
        order = None
        for sentence in wording.sentences:
            seen: set[str] = set()
            for at, entry in self._named(wording.words[sentence.first : sentence.last], wording, sentence.first):
                if entry.key in own or entry.key in seen:
                    continue
                last = at + len(entry.words)
                order = order or slash_order(document.text)
                day = _day(wording, sentence, order)
                bracketed = _is_bracketed(wording, at, last)
                beside = _is_credited(wording, sentence, at, last)
                if (beside and (day or not entry.is_author)) or (bracketed and day):
                    seen.add(entry.key)
                    yield Credit(entry.key, wording.evidence(at, last), sentence, day)

    def _whole(self, document: Document, own: set[str]) -> Iterator[Credit]:
        """Yield the outlets that the filing line names, or the byline where that is not the publisher itself."""
        spans = [z.span for z in document.zones if z.kind is ZoneKind.BYLINE and publisher_keys(document)]
        body = next((z.span for z in document.zones if z.kind is ZoneKind.BODY), None)
        if body is not None:
            lead = document.text[body.slice].split("\n", 1)[0]
            spans.append(Span(body.start, body.start + dateline_end(lead)))
        seen = set(own)
        for span in spans:
            found = list(words_between(document.text, span))
            words = tuple(word for word, _ in found)
            for at in range(len(words)):
                start = found[at][1][0]
                for entry in self._by_first.get(words[at], ()):
                    end = found[min(at + len(entry.words), len(found)) - 1][1][1]
                    fits = words[at : at + len(entry.words)] == entry.words and not entry.is_author
                    if fits and entry.key not in seen and _is_whole(document.text, start, end, span.start, entry):
                        seen.add(entry.key)
                        yield Credit(entry.key, Evidence.at(document.text, start, end), None)

    def _named(self, words: Sequence[str], wording: Wording, offset: int) -> Iterator[tuple[int, Name]]:
        """Yield where names stand in a sentence, the longest one at each place."""
        taken = 0
        for n, word in enumerate(words):
            if n < taken or word not in self._by_first or not wording.is_capital(offset + n):
                continue
            for entry in self._by_first[word]:
                if tuple(words[n : n + len(entry.words)]) != entry.words:
                    continue
                start, end = wording.starts[offset + n], wording.ends[offset + n + len(entry.words) - 1]
                begins = wording.starts[offset]
                if _is_whole(wording.document.text, start, end, begins, entry):
                    taken = n + len(entry.words)
                    yield offset + n, entry
                    break


def author_keys(document: Document) -> tuple[str, ...]:
    """Return the keys under which the authors of a document may be credited."""
    return tuple(dict.fromkeys(_author_key(a) for a in document.authors))


def voice_named(credit: Credit) -> Voice:
    """Return the voice that a credit names, for where nothing of it is in the record."""
    outlet = open_outlets().by_id.get(credit.key)
    if outlet is not None:
        return Voice(outlet.id, outlet.name, outlet.kind, credit.name)
    return Voice(f"outlet:{credit.key.replace(' ', '-')}", credit.name.words, VoiceKind.OUTLET, credit.name)


def _is_whole(text: str, start: int, end: int, begins: int, entry: Name) -> bool:
    """Tell whether a name is no part of a longer one: "Sun-Times" and "CBS 58" name neither the Times nor CBS.

    `begins` is where the sentence does, whose first word has its capital from that.
    """
    if entry.written not in (None, text[start:end]):
        return False
    looked = max(begins, start - _LONGEST_WORD)
    before, after = _BEFORE.search(text[looked:start]), _AFTER.match(text, end)
    if text[max(0, start - 1) : start] == "-" or (after is not None and _is_name(after[1])):
        return False
    return entry.is_author or before is None or looked + before.start() == begins or not _is_name(before[1])


def _is_name(word: str) -> bool:
    return word == "-" or (not word[0].islower() and fold(word) not in _lists()["apart"])


def _author_key(author: str) -> str:
    return f"author:{name_key(family_name(author))}"


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, frozenset[str]]:
    """Return the lists of the data file. Raises KnowledgeError where it breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("data/crediting.toml"))
    if set(raw) != _LISTS:
        raise KnowledgeError(f"crediting.toml needs the lists {', '.join(sorted(_LISTS))}, and has {sorted(raw)}")
    return {name: frozenset(map(fold, words_in(raw[name], f"crediting.toml, {name}"))) for name in sorted(_LISTS)}


def _is_credited(wording: Wording, sentence: Telling, first: int, last: int) -> bool:
    """Tell whether a word of crediting stands before or after a name, with no comma between."""
    text = wording.document.text
    for n in range(last, min(last + _REACH, sentence.last)):
        if any(mark in text[wording.ends[n - 1] : wording.starts[n]] for mark in ",;:()—–"):
            break
        if wording.words[n] in _lists()["after"]:
            return True
    before = wording.words[sentence.first : first]
    if before and before[-1] in _lists()["articles"]:
        before = before[:-1]
    return any(" ".join(before[-n:]) in _lists()["before"] for n in range(1, _LONGEST_CUE + 1))


def _is_bracketed(wording: Wording, first: int, last: int) -> bool:
    text = wording.document.text
    before, after = text.rfind("(", 0, wording.starts[first]), text.find(")", wording.ends[last - 1])
    inside = text[before : after + 1]
    return 0 <= before < after and "\n" not in inside and inside.count("(") == 1 == inside.count(")")


def _day(wording: Wording, sentence: Telling, order: Order | None) -> Moment | None:
    """Return the day that a sentence names: a full date, or a month and a day of the year before publication."""
    text = wording.document.text[sentence.span.slice]
    for start, end in date_spans(text):
        moment = read_date(text[start:end], order=order)
        if moment is not None and moment.earliest is not None:
            return Moment.day(moment.earliest)
    published = wording.document.published
    if published is None or published.latest is None:
        return None
    for n in range(sentence.first, sentence.last):
        found = day_without_year(wording.document.text, wording.starts[n])
        if found is not None and found[2] <= sentence.span.end:
            return _latest(found[0], found[1], published.latest)
    return None


def _latest(month: int, day: int, until: date) -> Moment | None:
    for year in (until.year, until.year - 1):
        try:
            on = date(year, month, day)
        except ValueError:  # 29 February, or no such day
            continue
        if on <= until:
            return Moment.day(on)
    return None
