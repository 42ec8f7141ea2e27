from pathlib import Path

import pytest

from dateline.coding.scene import Scene
from dateline.coding.triggers import find_triggers
from dateline.errors import KnowledgeError
from dateline.finding.actors import find_actors
from dateline.finding.places import find_places
from dateline.knowledge.lexicon import Sense, load_lexicon, open_lexicon
from dateline.language import parse
from dateline.model import Document, EventType, Span, Zone, ZoneKind

FOLDER = Path(__file__).parents[3] / "src/dateline/knowledge/lexicon"


def fired(text: str) -> set[str]:
    """Return the ids of the senses that a text fires, those that lend only their mode included."""
    document = Document("d", "s", text)
    zone = Zone(ZoneKind.BODY, Span(0, len(text)))
    sentences = parse([(0, text)])
    actors, places = find_actors(document, sentences), find_places(document, sentences)
    found: set[str] = set()
    for i, sentence in enumerate(sentences):
        scene = Scene(document, zone, sentence, open_lexicon(), actors=actors[i], places=places[i])
        for trigger in find_triggers(scene):
            found.add(trigger.sense.id)
            if trigger.means is not None:
                found.add(trigger.means.id)
    return found


@pytest.mark.parametrize("sense", open_lexicon().senses, ids=lambda s: s.id)
def test_sense_fires_on_its_own_example(sense: Sense) -> None:
    assert sense.id in fired(sense.example)


def test_lexicon_covers_all_sixteen_types() -> None:
    assert {s.type for s in open_lexicon().senses} == set(EventType)


def copy(tmp_path: Path) -> Path:
    for file in FOLDER.rglob("*.toml"):
        to = tmp_path / file.relative_to(FOLDER)
        to.parent.mkdir(exist_ok=True, parents=True)
        to.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('[[sense]]\nid = "x"\nverbs = ["xyzzy"]\n', "example"),
        ('[[sense]]\nid = "x"\nexample = "Y."\n', "at least one of verbs"),
        ('[[sense]]\nid = "x"\nverbs = ["v"]\nexample = "Y."\ncolour = 1\n', "unknown key 'colour'"),
        ('[[sense]]\nid = "x"\nverbs = ["v"]\nexample = "Y."\nobject = ["@nothing"]\n', "no class '@nothing'"),
        ('[[sense]]\nid = "x"\nverbs = ["v"]\nexample = "Y."\nneeds = { w = ["any"] }\n', "not among its verbs"),
        ('[[sense]]\nid = "x"\nverbs = ["v up"]\nexample = "Y."\nactive_only = ["w"]\n', "not among its verbs"),
        ('[[sense]]\nid = "agree"\nverbs = ["v"]\nexample = "Y."\n', "there twice"),
        ("[[sense\n", "not TOML"),
    ],
)
def test_lexicon_names_file_and_entry_of_what_breaks_the_schema(tmp_path: Path, line: str, complaint: str) -> None:
    folder = copy(tmp_path)
    with (folder / "senses/agree.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + line)
    with pytest.raises(KnowledgeError, match=r"agree\.toml") as caught:
        load_lexicon(folder)
    assert complaint in str(caught.value)


def test_lexicon_change_matters_only_to_texts_with_its_words(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    before = load_lexicon(folder)
    with (folder / "senses/agree.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[sense]]\nid = "bury"\nverbs = ["bury hatchet"]\nexample = "They buried the hatchet."\n')
    after = load_lexicon(folder)
    assert before.fingerprint != after.fingerprint
    assert before.relevant(["shell", "village"]) == after.relevant(["shell", "village"])
    assert before.relevant(["bury", "village"]) != after.relevant(["bury", "village"])


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Jets bombed a market on the edge of the town.", "ASSAULT.bomb"),
        ("The front claimed responsibility for the bombing of a fish market.", "ASSAULT.bomb"),
        ("Raiders burned six lorries on the road to the port.", "ASSAULT.destroy"),
        ("Six lorries were burned by raiders at the ford.", "ASSAULT.destroy"),
        ("The garrison handed over the airport to the peacekeepers.", "RETREAT.withdraw"),
        ("Nine soldiers and twelve rebels were exchanged at the crossing.", "RETREAT.release"),
        ("Two hundred soldiers were made prisoners at the ford.", "COERCE.arrest"),
        ("Pirates seized eleven sailors off the cape.", "ASSAULT.abduct"),
        ("Police seized two suspects in a flat.", "COERCE.arrest"),
        ("Guards put down a mutiny in the fort.", "COERCE.crackdown"),
        ("Three inmates died in the mutiny.", "ASSAULT.die"),
        ("A boy threw the grenade into the yard.", "ASSAULT.attack"),
    ],
)
def test_words_of_a_family_fire_alike(text: str, sense: str) -> None:
    assert sense in fired(text)


@pytest.mark.parametrize("text", ["Fears of war hit the market.", "The storm hit the market."])
def test_market_that_only_trades_is_not_attacked(text: str) -> None:
    assert fired(text) == set()


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Mortar fire damaged the town's dispensary.", "ASSAULT.destroy"),
        ("The pumps were put out of action by a bomb.", "ASSAULT.destroy"),
        ("Sappers blew up a stretch of the pipeline.", "ASSAULT.destroy"),
        ("Government troops entered the village at noon.", "MOBILIZE.deploy"),
        ("A rebel brigade won a battle against the garrison.", "ASSAULT.clash"),
    ],
)
def test_words_of_destroying_and_entering_fire(text: str, sense: str) -> None:
    assert sense in fired(text)


def test_civilians_enter_no_village_as_troops_do() -> None:
    assert fired("Two refugees entered the village at noon.") == set()


def test_troops_take_a_town_and_nobody_takes_a_seat() -> None:
    assert "COERCE.seize" in fired("Rebel troops took the town of Bria at noon.")
    assert fired("The soldiers took their seats.") == set()
