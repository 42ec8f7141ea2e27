"""Who knew what one report says, by its own words: a named voice, an outlet, a reader, or nobody that it names.

Invariant: a voice without a name is known to nobody but the outlet that prints it, so it is part of that outlet's
reporting; a voice with a name is one and the same wherever it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from dateline.knowledge.actors import open_actors, open_all_countries
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets
from dateline.model import Derivation, Document, Report, Voice, VoiceKind, ZoneKind
from dateline.reconciling.derivation.publishers import name_of_outlet, publisher_keys
from dateline.reconciling.derivation.same_origin import is_named
from dateline.reconciling.incidents.sources.knowing import knowing_rules

__all__ = ["Knower", "Knowing", "Node", "Publishers", "is_whole_credit", "knower_of", "may_be_of"]

# Who or what may be an origin: ("voice", id), ("outlet", key), ("reader", id); ("report", id) is one on its way there.
Node = tuple[str, str]
_DESCRIBED = ("described:", "any:")
_PRESS = (VoiceKind.OUTLET, VoiceKind.WIRE)


class Knowing(StrEnum):
    """Say how a report's own words tell who knew."""

    NAMED = "named"  # a voice with a name, or an outlet that it is had from
    ANONYMOUS = "anonymous"  # a voice that is only described
    SEEN = "seen"  # people of the outlet, or the reader, were there
    OWN = "own"  # nobody is named
    READER = "reader"  # a comment that does not say how its writer knows


@dataclass(frozen=True, slots=True)
class Knower:
    """Name the node that a report goes back to by its words, and the voice that is nearest to the event."""

    node: Node
    how: Knowing
    voice: Voice | None = None


class Publishers:
    """Tell who published each document: one key for one outlet, under whatever name it goes.

    The host counts only where no publisher is named: one host may carry the papers of a whole continent.

    A document that credits one outlet with all of it is that outlet's. Documents of one author share the outlet of the
    first by id, since an author who publishes again elsewhere is not a second source.
    """

    def __init__(
        self, documents: Mapping[str, Document], derivations: Sequence[Derivation], used: Sequence[str]
    ) -> None:
        self._root: dict[str, str] = {}
        self._name: dict[str, str] = {}
        self._press: set[str] = set()
        self._of: dict[str, str] = {}
        self._printed: dict[str, str] = {}
        for id_ in sorted(used):
            document = documents.get(id_)
            keys = publisher_keys(document) if document else ()
            first = keys[0] if keys else f"document:{id_}"
            self._of[id_] = self._printed[id_] = first
            self._name.setdefault(first, _printed_name(document, id_))
            self._press.add(first)
            for key in _author_keys(document) if document else ():
                self._join(first, key)
        credited: dict[str, dict[str, str]] = {}
        for link in derivations:
            if link.document in self._of and link.origin_voice is not None and link.origin_voice.kind in _PRESS:
                self._press.add(name_of_outlet(link.origin_voice.name))
            if is_whole_credit(link) and link.document in self._of and link.origin_voice is not None:
                key = name_of_outlet(link.origin_voice.name)
                credited.setdefault(link.document, {})[key] = link.origin_voice.name
        self.credited = {id_: dict(sorted(keys.items())) for id_, keys in sorted(credited.items())}
        for id_, outlets in self.credited.items():
            if len(outlets) == 1:
                ((key, name),) = outlets.items()
                self._of[id_] = key
                self._name.setdefault(key, name)

    def of(self, document: str) -> Node:
        """Return the outlet that a document's own words are of."""
        return "outlet", self._find(self._of[document])

    def printed(self, document: str) -> Node:
        """Return the outlet that prints a document, whoever is credited with it."""
        return "outlet", self._find(self._printed[document])

    def node(self, voice: Voice) -> Node:
        """Return the outlet that a voice is."""
        key = name_of_outlet(voice.name)
        self._name.setdefault(key, voice.name)
        return "outlet", self._find(key)

    def adopt(self, key: str, name: str) -> Node:
        """Return the outlet of a key, and remember what it is called."""
        self._name.setdefault(key, name)
        return "outlet", self._find(key)

    def is_press(self, voice: Voice) -> bool:
        """Tell whether a voice is an outlet: by its kind, or since it published or is credited here under that name.

        A monitor that published one of the documents itself is one, too.
        """
        return voice.kind in _PRESS or name_of_outlet(voice.name) in self._press

    def named_in(self, document: Document, others: Iterable[str]) -> tuple[str, ...]:
        """Return those of the other documents whose outlet a document names, by a name of two words or more."""
        mine = self.printed(document.id)
        return tuple(
            other
            for other in others
            if self.printed(other) != mine
            and (name := self._name.get(self._printed[other], "").removeprefix("The ")).count(" ")
            and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", document.text)
        )

    def name(self, node: Node) -> str:
        """Return what an outlet is called: as known, else as its documents have it."""
        known = open_outlets().by_id.get(node[1])
        if known is not None:
            return known.name
        named = sorted(name for key, name in self._name.items() if self._find(key) == node[1])
        return named[0] if named else node[1]

    def _find(self, key: str) -> str:
        while self._root.get(key, key) != key:
            key = self._root[key]
        return key

    def _join(self, one: str, other: str) -> None:
        a, b = sorted((self._find(one), self._find(other)), key=lambda k: (k.startswith("author:"), k))
        self._root[b] = a


def is_whole_credit(link: Derivation) -> bool:
    """Tell whether a link credits an outlet with all of a document: by its filing line or byline, not a sentence."""
    voice = link.origin_voice
    return voice is not None and link.origin_document is None and link.evidence == voice.evidence


def knower_of(report: Report, publishers: Publishers, context: str) -> Knower:
    """Return who knew what a report says, by its voices and the words around it.

    `context` is the paragraph up to the end of its sentence, or the whole of a reader's comment.
    """
    rules = knowing_rules()
    own, printed, chain = publishers.of(report.document), publishers.printed(report.document), list(report.voices)
    anonymous: Voice | None = None
    for voice in chain:
        if voice.kind is VoiceKind.COMMENTER:
            continue
        if publishers.is_press(voice):
            # "Told this newspaper" names no other, and neither does an outlet that has no name.
            node = publishers.node(voice)
            if node not in (own, printed) and not voice.id.startswith(_DESCRIBED):
                return Knower(node, Knowing.NAMED, anonymous or voice)
            if node not in (own, printed):
                anonymous = anonymous or voice
        elif _is_known(voice):
            return Knower(("voice", voice.id), Knowing.NAMED, voice)
        elif _is_name(voice):
            named = replace(voice, id=f"text:{fold(voice.name)}")
            return Knower(("voice", named.id), Knowing.NAMED, named)
        else:
            anonymous = anonymous or voice
    if report.zone is ZoneKind.COMMENT:
        reader = next((v for v in chain if v.kind is VoiceKind.COMMENTER), None)
        how = Knowing.SEEN if rules.reader_knows(context) else Knowing.READER
        return Knower(("reader", reader.id if reader else f"{report.document}:{report.sentence.start}"), how, reader)
    if rules.saw_it(report.sentence.words):
        whose = rules.whose_people(report.sentence.words)
        return Knower(publishers.adopt(whose, whose) if whose else own, Knowing.SEEN, anonymous)
    if rules.is_told_to_own(context):
        return Knower(printed, Knowing.SEEN, anonymous)
    return Knower(own, Knowing.ANONYMOUS if anonymous else Knowing.OWN, anonymous)


def may_be_of(anonymous: Voice, named: Voice) -> bool:
    """Tell whether somebody without a name may be, or speak for, somebody who is named: not for another land or body.

    Of "a captain" nothing says whose he is, and of a person whom nobody knows neither. A body of several countries
    has no country, so that no country's officials are its own.

    >>> from dateline.model import Evidence
    >>> here = Evidence.at("They said so.", 0, 4)
    >>> ids = ("RS:officials", "any:captain", "nato", "text:persson")
    >>> officials, captain, nato, persson = (Voice(id_, "They", VoiceKind.OFFICIAL, here) for id_ in ids)
    >>> [may_be_of(officials, nato), may_be_of(officials, persson), may_be_of(captain, nato)]
    [False, True, True]
    """
    if anonymous.id.startswith(_DESCRIBED) or named.id.startswith("text:"):
        return True
    country = _country(anonymous.id)
    if country is not None:
        return _country(named.id) == country
    body, _, part = anonymous.id.partition("/")
    return not part or named.id.partition("/")[0] == body


def _country(id_: str) -> str | None:
    """Return the code before the colon of a state's organ, or the country of a person or body that is known."""
    head, is_organ, _ = id_.partition(":")
    if is_organ:
        return head if head in open_all_countries().by_code else None
    entry = None if "/" in id_ else open_actors().by_id.get(id_)
    return entry.actor.country if entry is not None else None


def _is_known(voice: Voice) -> bool:
    """Tell whether a voice is one that others could ask too; a paper is as known as whoever made it."""
    return is_named(replace(voice, kind=VoiceKind.UNKNOWN) if voice.kind is VoiceKind.DOCUMENT else voice)


def _is_name(voice: Voice) -> bool:
    """Tell whether a voice that is only described is described by a name: two words or more, all with a capital."""
    words = voice.name.split()
    return voice.id.startswith("described:") and len(words) > 1 and all(word[0].isupper() for word in words)


def _printed_name(document: Document | None, id_: str) -> str:
    if document is None:
        return id_
    file = PurePosixPath(document.path).stem if document.path else id_
    return document.publisher or (publisher_keys(document) or (document.title or file,))[0]


def _author_keys(document: Document) -> list[str]:
    """Return keys for the authors that are persons: a name of two words or more that is no outlet's."""
    persons = [a for a in document.authors if len(a.split()) > 1 and open_outlets().match(a) is None]
    return [f"author:{' '.join(a.casefold().split())}" for a in persons]
