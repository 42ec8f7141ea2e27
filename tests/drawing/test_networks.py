import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing.seen import SVG, named, overlapping, read, size, texts, titles

from dateline.drawing import Pair, network_svg


def curves(root) -> dict[str, float]:
    """Width of the line of each pair, by what its tooltip says."""
    return {
        mark.find(f"{SVG}title").text: float(path.get("stroke-width"))
        for mark in root.iter()
        if (mark.get("class") or "").startswith("dl-mark")
        for path in mark.findall(f"{SVG}path")
        if "C" in path.get("d", "")
    }


def test_a_line_is_as_thick_as_its_count() -> None:
    pairs = [Pair("Army", "Militia", 10, "ASSAULT"), Pair("Militia", "Army", 5, "ASSAULT"), Pair("Police", "people", 2)]
    assert curves(read(network_svg(pairs, title="t"))) == {
        "Army towards Militia: 10 incidents, material conflict": 14.0,
        "Militia towards Army: 5 incidents, material conflict": 7.0,
        "Police towards people: 2 incidents": 2.8,
    }


def test_pairs_told_apart_are_summed_and_several_kinds_are_none() -> None:
    pairs = [
        Pair("Army", "Militia", 2, "ASSAULT"),
        Pair("Army", "Militia", 1, "COERCE"),
        Pair("Army", "people", 1, "AID"),
    ]
    said = list(curves(read(network_svg(pairs, title="t"))))
    assert said[0] == "Army towards Militia: 3 incidents, material conflict"
    both = [*pairs, Pair("Army", "Militia", 4, "AID")]
    assert next(iter(curves(read(network_svg(both, title="t"))))) == "Army towards Militia: 7 incidents"


def test_an_actor_has_the_sum_of_its_lines_on_each_side() -> None:
    pairs = [Pair("Army", "Militia", 3), Pair("Army", "people", 4), Pair("Militia", "Army", 2), Pair("Army", "Army", 1)]
    said = titles(read(network_svg(pairs, title="t")))
    assert "Army acts in 8 incidents" in said
    assert "Army is acted upon in 3 incidents" in said


def test_ends_of_lines_do_not_overlap_at_an_actor() -> None:
    pairs = [Pair(f"d{n % 5}", f"r{n * 7 % 11}", n % 9 + 1) for n in range(40)]
    root = read(network_svg(pairs, title="t"))
    ends: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for mark in root.iter():
        path = mark.find(f"{SVG}path") if (mark.get("class") or "").startswith("dl-mark") else None
        if path is None:
            continue
        doer, recipient = re.match(r"(\S+) towards (\S+):", mark.find(f"{SVG}title").text).groups()
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d"))]
        half = float(path.get("stroke-width")) / 2
        for side, y in ((("left", doer), numbers[1]), (("right", recipient), numbers[-1])):
            ends.setdefault(side, []).append((y - half, y + half))
    for held in ends.values():
        held.sort()
        assert all(a[1] <= b[0] + 0.03 for a, b in pairwise(held))


names = st.sampled_from(
    ["Army", "Mahdi Army", "العمارة", "the provincial council of " + "x" * 90, "people", "d", "e", "f"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(Pair, names, names, st.integers(0, 3000), st.sampled_from(["ASSAULT", "AID", "x"])), max_size=40
    ),
    st.sampled_from([320, 375, 1200]),
    st.randoms(use_true_random=False),
)
def test_any_network_is_the_same_in_any_order_and_no_words_cover_others(pairs, width, random) -> None:
    svg = network_svg(pairs, title="t", width=width)
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert network_svg(shuffled, title="t", width=width) == svg
    root = read(svg)
    assert overlapping(root) == []
    assert all(seen.left >= -0.5 and seen.right <= width + 0.5 for seen in texts(root))
    assert size(root)[0] == width


def test_forty_actors_a_side_are_shown_and_the_rest_is_counted() -> None:
    pairs = [Pair(f"doer {n}", f"recipient {n}", 100 - n) for n in range(50)]
    root = read(network_svg(pairs, title="t", most_actors=40))
    assert len(curves(root)) == 20
    left_out = sum(100 - n for n in range(20, 50))
    assert any(f"{left_out:,} incidents between other actors: not drawn." in seen.words for seen in texts(root))


def test_nobody_towards_nobody_says_so() -> None:
    assert "No incident tells who acted towards whom." in network_svg([], title="t")


@pytest.mark.parametrize("href", ["/actors/a", None])
def test_actors_and_lines_are_links_where_they_have_addresses(href: str | None) -> None:
    root = read(network_svg([Pair("Army", "Militia", 1, "ASSAULT", href, href, href)], title="t"))
    assert [a.get("href") for a in named(root, "a")] == ([href] * 3 if href else [])
