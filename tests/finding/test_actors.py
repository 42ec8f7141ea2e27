"""Who acts: names, groups, countries and what takes them up."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.finding.actors import find_actors, focus_country
from dateline.finding.mentions import ActorMention
from dateline.language import Sentence, parse
from dateline.model import Document


def document(text: str) -> Document:
    return Document(id="d0", sha256="0" * 64, text=text)


def mentions(text: str, *, focus: str | None = None) -> list[ActorMention]:
    found = find_actors(document(text), parse([(0, text)]), focus=focus)
    return [m for sentence in found for m in sentence]


def ids(text: str, *, focus: str | None = None) -> dict[str, str]:
    return {m.evidence.words: m.actor.id for m in mentions(text, focus=focus)}


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Russian troops shelled the suburb.", "Russian troops", "RU:military"),
        ("A U.S. convoy was hit near the bridge.", "U.S. convoy", "US:military"),
        ("Moqtada Al Sadr spoke on Friday.", "Moqtada Al Sadr", "muqtada-al-sadr"),
        ("Prime Minister Maleki flew home.", "Prime Minister Maleki", "nouri-al-maliki"),
        ("Taliban fighters took the post.", "Taliban fighters", "taliban"),
        ("Gunmen killed a judge in the market.", "Gunmen", "any:gunmen"),
        ("Somali government soldiers left the base.", "Somali government soldiers", "SO:military"),
        ("Iran rejected the plan.", "Iran", "IR:government"),
        ("Moscow condemned the vote.", "Moscow", "RU:government"),
        ("Followers of Muqtada al-Sadr marched.", "Followers", "sadrist-movement"),
        ("A spokesman for the Houthis confirmed it.", "spokesman", "houthis"),
    ],
)
def test_find_actors_names_who_is_meant(text: str, words: str, id_: str) -> None:
    assert ids(text).get(words) == id_


@pytest.mark.parametrize(
    ("text", "not_named"),
    [
        ("They met in Sadr City yesterday.", "Sadr"),
        ("Operation Lion Shield began in May.", "Operation Lion Shield"),
        ("The men drove to Moscow.", "Moscow"),
        ("The refugees fled to Iran.", "Iran"),
        ("Ali Maliki, a baker, was hurt.", "Maliki"),
    ],
)
def test_find_actors_leaves_places_operations_and_namesakes_alone(text: str, not_named: str) -> None:
    assert not_named not in ids(text)


def test_unnamed_police_belong_to_the_country_of_the_text() -> None:
    assert ids("Police arrested two men.", focus="KE")["Police"] == "KE:police"
    assert ids("Police arrested two men.")["Police"] == "any:police"


def test_surname_takes_up_the_full_name() -> None:
    found = ids("Governor Hamza Warsame opened the road. Warsame then left.")
    assert found["Warsame"] == found["Governor Hamza Warsame"]
    assert found["Warsame"].startswith("text:")


def test_unknown_person_has_the_kind_of_the_title() -> None:
    (general,) = [m for m in mentions("General Bohdan Krutko inspected the front.") if m.actor.name == "Bohdan Krutko"]
    assert general.actor.kind == "military"
    assert not general.actor.known


def test_pronouns_take_up_who_agrees_with_them() -> None:
    found = mentions(
        "Zelensky visited the wounded. He thanked the medics. Russian forces fired rockets. They withdrew."
    )
    taken = {m.evidence.words: m.actor.id for m in found if m.antecedent}
    assert taken["He"] == "volodymyr-zelensky"
    assert taken["They"] == "RU:military"


def test_subject_is_not_who_its_own_sentence_names_after_it() -> None:
    found = mentions("Russian troops met Polish troops on the plain. They drove the Polish troops out of the town.")
    assert "PL:military" not in [m.actor.id for m in found if m.antecedent]


def test_pronoun_without_antecedent_is_no_mention() -> None:
    assert ids("He left. It rained.") == {}


def test_pronoun_in_a_quotation_does_not_reach_out_of_it() -> None:
    assert "They" not in ids('Al-Shabaab attacked the town. "They burned every house in it," a farmer said.')


def test_the_group_takes_up_the_group_named_before() -> None:
    found = ids("Al-Shabaab attacked the town. The group burned a school, and the group's fighters left.")
    assert found["group"] == "al-shabaab"


def test_acronym_in_brackets_names_the_same_group() -> None:
    text = "The Free Lakes Front (FLF) took the ferry. Later FLF sank it."
    found = ids(text)
    assert found.get("FLF") == found.get("Free Lakes Front", "")


def test_coordinated_bodies_are_two_mentions() -> None:
    found = ids("Extra police and army units were sent.", focus="IQ")
    assert {"IQ:police", "IQ:army"} <= set(found.values())


def test_coordinated_adjectives_share_their_noun() -> None:
    found = ids("Kenyan and Ethiopian troops left the port.")
    assert found["Kenyan"] == "KE:military"
    assert found["Ethiopian troops"] == "ET:military"


def test_apposition_gives_both_sides_one_actor() -> None:
    found = ids("The governor, Oleh Marchenko, wrote a letter.")
    assert found["governor"] == found["Oleh Marchenko"]


def test_focus_country_is_where_things_happen() -> None:
    def focus(text: str) -> str | None:
        return focus_country(parse([(0, text)]))

    assert focus("Clashes broke out in Somalia. American jets flew over Mogadishu. Roads in Somalia were cut.") == "SO"
    assert focus("Clashes broke out in Somalia. Others broke out in Kenya.") is None


def check(text: str, sentences: Sequence[Sentence], found: Sequence[Sequence[ActorMention]]) -> None:
    assert len(found) == len(sentences)
    for sentence, here in zip(sentences, found, strict=True):
        for m in here:
            assert text[m.evidence.start : m.evidence.end] == m.evidence.words
            assert 0 <= m.first <= m.head < m.last <= len(sentence.tokens)
            for o in here:
                if m is not o and m.first < o.last and o.first < m.last:
                    assert "poss" in {sentence.tokens[m.head].dep, sentence.tokens[o.head].dep}


WORDS = [
    "Iraqi",
    "police",
    "the",
    "army's",
    "spokesman",
    "said",
    "he",
    "Sadr",
    "of",
    "Iran",
    "and",
    "they",
    ",",
    "(",
    "U.S.",
    "Al-Shabaab",
    "attacked",
    "who",
    "“",
    "”",
    "Ali",
    "\n",
    "al",
    "-",
    "The",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_find_actors_always_quotes_the_text(words: list[str]) -> None:
    text = " ".join(words)
    sentences = parse([(0, text)])
    check(text, sentences, find_actors(document(text), sentences))


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("The RQF abducted two men.", "RQF", "text:rqf"),
        ("Nine soldiers were killed by the JQIM.", "JQIM", "text:jqim"),
        ("A siege by RQF forces went on.", "RQF forces", "text:rqf"),
        ("A bomb by al-shabab went off.", "al-shabab", "al-shabaab"),
    ],
)
def test_body_is_known_by_its_acronym_or_article(text: str, words: str, id_: str) -> None:
    assert ids(text)[words] == id_


@pytest.mark.parametrize("text", ["The AIDS patients left.", "An IED killed two.", "THE MAYOR WAS KILLED BY GUNMEN."])
def test_words_in_capitals_are_no_bodies_by_that_alone(text: str) -> None:
    assert not [id_ for id_ in ids(text).values() if id_.startswith("text:")]


def test_officials_are_of_the_kind_of_their_body() -> None:
    kinds = {
        m.evidence.words: m.actor.kind for m in mentions("Police officials and army officers met party officials.")
    }
    assert kinds["Police officials"] == "police"
    spoken = mentions("Police spokesman Ali Noor said nine men were held.")
    assert spoken[0].actor.kind == "police"


def test_office_before_a_name_that_the_model_missed_is_known() -> None:
    found = mentions("the report was signed by inspector general a. k. rao.")
    assert [(m.actor.kind, m.evidence.words) for m in found] == [("police", "inspector general a. k. rao")]


@pytest.mark.parametrize("text", ["Market forces raised the price.", "The mayor blamed communal forces."])
def test_forces_of_another_sense_are_no_actors(text: str) -> None:
    assert "any:forces" not in ids(text).values()


def test_army_of_an_unknown_land_is_not_taken_for_that_of_the_text() -> None:
    found = ids("The Prussian army entered Paris and left France.", focus="FR")
    assert "FR:army" not in found.values()


def test_unnamed_soldiers_are_nobodys_in_a_text_about_two_armies() -> None:
    told = "British troops held the bridge. German troops crossed the river. The soldiers were exhausted."
    assert ids(told, focus="DE")["soldiers"] == "any:soldiers"
    assert ids("German troops crossed the river. The soldiers were exhausted.", focus="DE")["soldiers"] == "DE:soldiers"


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("The French seized the fort.", "French", "FR:government"),
        ("Rebels attacked the British near the ford.", "British", "GB:government"),
        ("The town was shelled by the Dutch.", "Dutch", "NL:government"),
        ("The French voted on Sunday.", "French", "FR:people"),
        ("A blast killed 20 Iraqis.", "Iraqis", "IQ:people"),
        ("The ordinary Russians fled.", "Russians", "RU:people"),
        ("Soviet troops took the pass.", "Soviet troops", "SUHH:military"),
        ("The Soviet Union sent grain.", "Soviet Union", "SUHH:government"),
        ("The Austro-Hungarian army crossed the river.", "Austro-Hungarian army", "austria-hungary:army"),
        ("They signed a treaty with Austria-Hungary.", "Austria-Hungary", "austria-hungary:government"),
        ("The Roman army besieged the town.", "Roman army", "roman-empire:army"),
        ("Ottoman troops left the port.", "Ottoman troops", "ottoman-empire:military"),
        ("Franco-British forces landed.", "Franco-British forces", "any:forces"),
        ("Anti-Soviet rebels took the pass.", "Anti-Soviet rebels", "any:rebels"),
        ("Native Americans attacked the fort.", "Native Americans", "any:indigenous"),
        ("The prisoners were moved.", "prisoners", "any:prisoners"),
        ("Two US bombers were shot down.", "Two US bombers", "US:military"),
        ("A suicide bomber attacked the gate.", "suicide bomber", "any:militants"),
        ("They met dissidents in the hills.", "dissidents", "any:opposition"),
        ("Soldiers fought tribal armies.", "tribal armies", "any:tribes"),
        ("The Royal Navy sank a ship.", "Royal Navy", "GB:navy"),
    ],
)
def test_find_actors_keeps_peoples_states_and_groups_apart(text: str, words: str, id_: str) -> None:
    assert ids(text).get(words) == id_


@pytest.mark.parametrize(
    ("text", "not_named"),
    [
        ("With no army, Peru turned to its police.", "army"),
        ("Neither government signed.", "government"),
        ("The Estates-General met in May.", "Estates-General"),
        ("The port is French.", "French"),
    ],
)
def test_find_actors_names_nobody_where_there_is_none(text: str, not_named: str) -> None:
    assert not_named not in ids(text)


def test_short_form_beside_another_name_is_not_the_known_one() -> None:
    found = ids("General Tran Minh led the march. Later the Viet Minh took the fort. Then Minh rested.")
    assert found["Minh"] == found["General Tran Minh"]
    assert "text:tran minh" not in {v for k, v in found.items() if "Viet" in k}
    assert [m.evidence.words for m in mentions("General Tran Minh slept. The Viet Minh took it.")][1:] != ["Minh"]


def test_new_in_capitals_is_part_of_a_name() -> None:
    assert "Zealand Rifle Corps" not in {m.actor.name for m in mentions("The New Zealand Rifle Corps held the ridge.")}


def test_body_named_by_a_group_noun_is_that_body() -> None:
    (found,) = mentions("The Northern Liberation Army has attacked the pipeline.")
    assert (found.actor.name, found.actor.kind, found.actor.known) == ("Northern Liberation Army", None, False)
    assert ids("The army has attacked the village.")["army"] == "any:army"


@pytest.mark.parametrize(
    "text",
    [
        "Former members of the Taliban opened a school.",
        "FARC dissidents burned a bus.",
        "Demobilized FARC fighters burned a bus.",
    ],
)
def test_those_who_left_a_body_are_not_that_body(text: str) -> None:
    found = mentions(text)[0]
    assert found.actor.id.startswith("text:")


def test_capital_is_the_person_whom_the_text_named_so() -> None:
    found = ids("George Washington led the men. The raid provoked Washington to send a force north.")
    assert found["Washington"] == found["George Washington"]
    assert ids("The raid provoked Washington to send a force north.").get("Washington") != found["Washington"]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The court's judge had warned of Hannibal. Later Hannibal slept. His attack failed.", "His"),
        ("Kenya signed a pact with Uganda. Prices rose. Its troops left.", "Its"),
        ("Rebels met villagers near miners. The rains came. They left.", "They"),
        ("Officers praised the rebels and the miners. They left.", "Their"),
    ],
)
def test_pronoun_stays_open_where_another_fits_as_well(text: str, pronoun: str) -> None:
    assert pronoun not in ids(text)


def test_possessor_is_the_subject_before_the_object() -> None:
    found = ids("Al-Shabaab militants claimed an attack on Kenyan police, saying their fighters killed ten.")
    assert found["fighters"] == "al-shabaab"
    one = ids("An al-Shabaab militant group claimed an attack on a KDF convoy, saying its fighters killed ten.")
    assert one["fighters"] == "al-shabaab"


def test_subject_that_is_nobody_known_does_not_hide_those_it_is_of() -> None:
    found = ids("The remnants of the Taliban left the valley. They burned a bridge.")
    assert found["They"] == "taliban"


def test_tribes_before_a_demonym_of_another_sense_get_no_country() -> None:
    assert ids("Indian tribes raided the farms.")["Indian tribes"] == "any:tribes"
    assert ids("Indian police raided the farms.")["Indian police"] == "IN:police"


def test_adjective_before_a_named_force_makes_it_another_countrys() -> None:
    assert "GB:navy" not in ids("The Thai Royal Navy sank a ship.").values()


def test_state_by_its_name_is_not_they() -> None:
    assert "They" not in ids("Chad signed the pact with Peru. They burned the fields.")
    assert ids("Chad signed the pact. It recalled its envoy.")["It"] == "TD:government"


def test_dash_between_spaces_ends_a_name() -> None:
    assert not any(" - " in m.actor.name for m in mentions("Jacques Morel and Pierre Duval - took over the hall."))


def test_numbered_unit_is_an_armys() -> None:
    (unit, *_) = mentions("The 89th Rifle Battalion took the bridge.")
    assert (unit.actor.name, unit.actor.kind) == ("89th Rifle Battalion", "military")


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Troops backed by Kenya took Jilib.", "Troops", "any:soldiers"),
        ("The army of the Soviet Union shelled the port.", "army", "SUHH:army"),
    ],
)
def test_whose_a_body_is_is_told_by_its_owner_and_not_by_its_backer(text: str, words: str, id_: str) -> None:
    assert ids(text, focus="KE")[words] == id_


@pytest.mark.parametrize(
    ("text", "not_named"),
    [
        ("Venezuela: police arrest forty people", "Venezuela"),
        ("Rebels captured Fort Mardan.", "Fort Mardan"),
        ("Gunmen attacked the town of Ras Kamboni.", "Ras Kamboni"),
    ],
)
def test_place_of_a_headline_a_fort_and_a_town_are_no_actors(text: str, not_named: str) -> None:
    assert not_named not in ids(text)


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Shebab fighters held the well.", "Shebab fighters", "al-shabaab"),
        ("AMISOM troops left the well.", "AMISOM troops", "amisom"),
        ("UN officials left the well.", "UN officials", "united-nations/officials"),
        ("Chad's Armed Forces crossed the river.", "Chad's Armed Forces", "TD:military"),
        ("Tamil students marched in Jaffna. Two Tamils were hurt.", "Two Tamils", "any:tamils"),
        ("Kenyan prosecutors charged a man.", "Kenyan prosecutors", "KE:prosecutors"),
    ],
)
def test_find_actors_takes_a_body_for_its_own(text: str, words: str, id_: str) -> None:
    assert ids(text).get(words) == id_


def test_owned_body_of_a_place_abroad_is_not_of_the_country_the_text_is_about() -> None:
    found = ids("In Israel a siren went off. Basra's health ministry counted six dead.", focus="IL")
    assert not any(id_.startswith("IL:") for words, id_ in found.items() if "ministry" in words)


def test_plural_without_more_is_whoever_was_called_so_last() -> None:
    found = ids("Police officers searched the mill. The officers were shot at from the roof.", focus="KE")
    assert found["officers"] == "KE:police"


def test_organ_is_taken_up_where_it_was_named_last() -> None:
    text = "The Armenian Defense Ministry counted nine dead. Azerbaijan was silent. The ministry gave no names."
    found = ids(text, focus="AZ")
    assert found["ministry"] == found["Armenian Defense Ministry"]


def test_town_that_an_act_is_on_is_no_actor_whatever_the_parser_says() -> None:
    assert "El Fasher" not in ids("The raid on El Fasher failed. The army in Sudan said so in Khartoum.", focus="SD")


def test_known_name_ends_before_a_bracket_and_an_article() -> None:
    assert "Reuters" in ids("CAIRO (Reuters) - An army truck hit a mine.")


def test_troops_from_afar_are_not_of_the_country_they_are_in() -> None:
    assert "SO:military" not in ids("African troops in Somalia shot two men in Somalia.").values()
    assert ids("Troops in Somalia shot two men in Somalia.")["Troops"] == "SO:military"


def test_plural_that_ends_a_name_is_taken_up_as_one_body() -> None:
    found = mentions("The Rapid Support Forces left the town, and it denied that it had burned the mill.")
    assert [m.actor.id for m in found if m.evidence.words == "it"][:1] == ["rapid-support-forces"]


def test_local_before_an_office_is_no_resident() -> None:
    assert not any("resident" in m.actor.id for m in mentions("Gunmen shot a local administrator."))


def test_a_plural_pronoun_is_not_those_whom_it_acts_upon():
    text = "Police met the protesters at the gate. They fired tear gas to disperse the protesters."
    assert ids(text)["They"].endswith("police")


def test_surname_is_whom_the_text_introduced_rather_than_one_that_a_pack_knows() -> None:
    found = mentions("Dr Ghulam Rabani, a councillor, came home. Mr Rabani said he was tired.")
    assert {m.actor.id for m in found if "Rabani" in m.evidence.words} == {"text:ghulam rabani"}


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        # what tells them apart hangs on a word that by itself would not
        (
            "Ukraine's Ministry of Defense was silent. The Russian Defense Ministry denied targeting the mill.",
            "Russian Defense Ministry",
            "RU:defence-ministry",
        ),
        ("Lebanon's army was silent. The Israeli Army denied it.", "Israeli Army", "IL:military"),
        ("Rwanda's government wrote. The Congolese Government denied it.", "Congolese Government", "CD:government"),
        ("Sudan's Ministry wrote. The Chadian Foreign Ministry replied.", "Chadian Foreign Ministry", "TD:ministry"),
        ("Sudan's Foreign Ministry protested. The ministry recalled its envoy.", "ministry", "SD:ministry"),
        ("The Syrian interior minister wrote to the Lebanese one.", "Syrian interior minister", "SY:interior-minister"),
    ],
)
def test_organ_of_another_country_is_not_that_of_the_one_before(text: str, words: str, id_: str) -> None:
    assert ids(text)[words] == id_


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Ukraine's Ministry of Defense spoke.", "Ukraine's Ministry of Defense", "UA:defence-ministry"),
        ("The Ministry of Defence of Ukraine spoke.", "Ministry of Defence", "UA:defence-ministry"),
        ("Ukraine's Defense Ministry spoke.", "Ukraine's Defense Ministry", "UA:defence-ministry"),
        ("The Colombian minister of defence flew to Arauca.", "Colombian minister of defence", "CO:defence-minister"),
        ("The Israeli chief of staff toured the front.", "Israeli chief of staff", "IL:officers"),
        ("Sudan's army chief of staff was hurt.", "Sudan's army chief of staff", "SD:military/officers"),
        ("Two members of parliament were hurt.", "Two members of parliament", "any:lawmakers"),
        ("The Parliament of Uganda rose.", "Parliament", "UG:parliament"),
    ],
)
def test_noun_that_goes_on_with_of_is_read_as_a_whole(text: str, words: str, id_: str) -> None:
    assert ids(text)[words] == id_


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("A troop of militia volunteers took the fort.", "troop", "any:militiamen"),
        ("Armed volunteers shot two men.", "Armed volunteers", "any:militiamen"),
        ("Army volunteers shot two men.", "Army volunteers", "any:soldiers"),
        ("Volunteers handed out bread.", "Volunteers", "any:aid-workers"),
    ],
)
def test_volunteers_who_fight_are_no_aid_workers(text: str, words: str, id_: str) -> None:
    assert ids(text)[words] == id_


def test_volunteers_from_abroad_may_be_fighters_or_not() -> None:
    assert "any:aid-workers" not in ids("Foreign volunteers shot two men.").values()


def test_forces_of_a_ruler_are_not_his_private_following() -> None:
    assert ids("Saddam Hussein told his forces to go on.")["forces"] == "any:forces"
    assert ids("Saddam Hussein told his supporters to go on.")["supporters"] == "fedayeen-saddam"
    assert ids("Moqtada al-Sadr told his forces to go on.")["forces"] == "sadrist-movement"


def test_plural_without_an_ending_is_they() -> None:
    text = "The mujahideen hid near villages, putting the villagers in danger. They attacked convoys."
    assert ids(text)["They"] == "any:rebels"


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("An Army air strike killed 31 people.", "Army", "any:army"),
        ("Rebel mortar fire killed six.", "Rebel", "any:rebels"),
        ("A government air raid killed twelve.", "government", "any:government"),
    ],
)
def test_who_carries_an_act_out_may_stand_before_its_means(text: str, words: str, id_: str) -> None:
    assert ids(text)[words] == id_
