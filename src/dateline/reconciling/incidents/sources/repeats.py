"""Which reports say the same in the same words, where no derivation links them.

Invariant: reports are joined only where they share a whole sentence, or most terms and the kind of an unnamed voice;
two that tell one fact from voices of different kinds are left apart, however alike they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.knowledge.names import fold
from dateline.model import Voice, VoiceKind
from dateline.reconciling.derivation.terms import term_of
from dateline.reconciling.incidents.sources.knowers import Knowing
from dateline.reconciling.incidents.sources.told import Told

__all__ = ["repeats", "terms_of"]

# Words of a sentence that two outlets do not write alike by chance about one incident. Shorter ones are headlines and
# formulas ("Nobody was hurt in the attack").
SAME_WORDS = 8
# Share of the terms of each of two documents' sentences that the other's have, for unnamed voices to be taken for one
# source: of a kind that tells who they are, and of a kind that does not (witnesses, unknown), where the description has
# to end alike, too. On the planted incidents that are not held reworded copies share .6 and more; so do two that have
# one fact from different voices.
SAME_TERMS = 0.6
SAME_TERMS_OF_ANYBODY = 0.7
FEWEST_TERMS = 8
MOST_COMPARED = 64  # documents of one incident, the earliest
_ANYBODY = frozenset({VoiceKind.UNKNOWN, VoiceKind.WITNESS})


def repeats(told: Told) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids of reports that say the same in the same words; which came first is not told."""
    yield from _same_sentences(told)
    yield from _same_terms(told)


def terms_of(sentences: Iterable[str]) -> frozenset[str]:
    """Return the terms of sentences: their words without endings, those that say nothing left out.

    >>> sorted(terms_of(["Rebels killed ten."]))
    ['10', 'kill', 'rebel']
    """
    found = (term_of(word) for sentence in sentences for word in fold(sentence).split())
    return frozenset(term for term in found if term is not None)


def _same_sentences(told: Told) -> Iterator[tuple[str, str]]:
    """Yield reports of one sentence word for word, which short articles share unlinked."""
    alike: defaultdict[tuple[str, str, int], list[str]] = defaultdict(list)
    for id_, report in told.reports.items():
        words = fold(report.sentence.words)
        if words.count(" ") >= SAME_WORDS - 1:
            alike[words, report.type.value, report.trigger.start - report.sentence.start].append(id_)
    for ids in alike.values():
        for id_ in ids[1:]:
            yield ids[0], id_


def _same_terms(told: Told) -> Iterator[tuple[str, str]]:
    """Yield reports of unnamed voices of one kind in two outlets, of which the documents have mostly the same terms.

    Short articles that one desk reworded share no words in a row, and no derivation finds them; so do two that have the
    same police statement. What they tell comes from one source in either case.
    """
    telling: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id_, knower in told.knowers.items():
        if knower.how is Knowing.ANONYMOUS and knower.voice is not None:
            telling[_sort(knower.voice)][told.reports[id_].document].append(id_)
    for sort, by_document in sorted(telling.items()):
        least = SAME_TERMS_OF_ANYBODY if ":" in sort else SAME_TERMS
        documents = sorted(by_document, key=lambda id_: (told.day(id_), id_))[:MOST_COMPARED]
        terms = [terms_of(told.reports[i].sentence.words for i in by_document[id_]) for id_ in documents]
        for n, document in enumerate(documents):
            for m in range(n):
                shared = len(terms[n] & terms[m])
                if shared >= FEWEST_TERMS and shared >= least * max(len(terms[n]), len(terms[m])):
                    first, *rest = by_document[documents[m]]
                    for id_ in (*rest, *by_document[document]):
                        yield first, id_


def _sort(voice: Voice) -> str:
    """Return what unnamed voices have to have in common: their kind, or where that says nothing, the noun as well."""
    if voice.kind not in _ANYBODY:
        return voice.kind.value
    return f"{voice.kind.value}:{' '.join(fold(voice.name).split()[-1:])}"
