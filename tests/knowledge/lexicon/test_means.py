import copy
import tomllib
from importlib import resources

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon import open_means, open_targets
from dateline.knowledge.lexicon.means import means_words
from dateline.knowledge.lexicon.targets import target_words


def raw(name: str) -> dict:
    return tomllib.loads(resources.files("dateline.knowledge.lexicon").joinpath(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: f.pop("drone"), r"\[drone\] has to be in the file and in MeansKind"),
        (lambda f: f.update(spell=f["drone"]), r"\[spell\] has to be"),
        (lambda f: f["drone"].update(colour="red"), r"\[drone\]: unknown key 'colour'"),
        (lambda f: f["drone"].pop("example"), r"\[drone\]: it needs means, words and an example"),
        (lambda f: f["drone"]["words"].append("Drone"), "write 'Drone' as lemmas in lower case"),
        (lambda f: f["drone"]["words"].append("rocket"), r"'rocket' is under \[drone\] too"),
        (lambda f: f["reading"].pop("acts"), r"\[reading\]: it needs exactly the lists"),
    ],
)
def test_means_file_is_checked(spoil, complaint: str) -> None:
    file = copy.deepcopy(raw("means.toml"))
    spoil(file)
    with pytest.raises(KnowledgeError, match=f"means.toml.*{complaint}"):
        means_words(file)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: f.pop("police"), r"\[police\] has to be in the file and in TargetKind"),
        (lambda f: f["police"].pop("owners"), r"\[police\]: it needs exactly"),
        (lambda f: f["police"]["actors"].append("wizard"), "'wizard' is no kind of actor"),
        (lambda f: f["police"]["actors"].append("military"), r"'military' is under \[military\] too"),
        (lambda f: f["police"]["words"].append("@wizards"), "there is no class '@wizards'"),
        (lambda f: f["police"]["words"].append("police post"), "'police post' as one lemma"),
        (lambda f: f.pop("reading"), r"\[reading\]: it needs exactly the list types"),
    ],
)
def test_targets_file_is_checked(spoil, complaint: str) -> None:
    file = copy.deepcopy(raw("targets.toml"))
    spoil(file)
    with pytest.raises(KnowledgeError, match=f"targets.toml.*{complaint}"):
        target_words(file)


def test_a_document_depends_on_the_words_it_has() -> None:
    known = open_means()
    bare, with_word = known.relevant(["peace"]), known.relevant(["peace", "rocket"])
    assert bare == [known.rules]
    assert set(bare) < set(with_word)


def test_fingerprint_follows_the_content() -> None:
    file = copy.deepcopy(raw("means.toml"))
    file["drone"]["words"].append("octocopter")
    assert means_words(file).fingerprint != open_means().fingerprint
    targets = copy.deepcopy(raw("targets.toml"))
    targets["police"]["words"].append("bobby")
    assert target_words(targets).fingerprint != open_targets().fingerprint
