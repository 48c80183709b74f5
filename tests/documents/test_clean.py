"""Cleaning: what goes, what stays, and that every clean character knows where it came from."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.documents import clean
from streams.documents.clean import source_span
from streams.messages import Passage


def body(text: str) -> list[str]:
    return [p.text for p in clean.passages("", text)]


def assert_aligned(passage: Passage, source: str) -> None:
    at = before = 0
    for clean_start, clean_length, source_start, source_length in passage.runs:
        assert clean_start == at
        assert clean_length > 0
        assert source_start >= before
        assert source_start + source_length <= len(source)
        at += clean_length
        before = source_start
    assert at == len(passage.text)


def test_plain_text_is_left_as_it_is_and_maps_onto_itself() -> None:
    text = "Iran’s envoy met Qatar's prime minister. “No,” he said."
    (passage,) = clean.passages("", text)
    assert passage.text == text
    assert passage.runs == ((0, len(text), 0, len(text)),)


def test_paragraphs_keep_their_place_in_the_body() -> None:
    text = "First one.\n\n  Second one.  \n \nThird\none."
    found = clean.passages("", text)
    assert [p.text for p in found] == ["First one.", "Second one.", "Third one."]
    for passage in found:
        start, end = source_span(passage, 0, len(passage.text))
        assert text[start:end].split() == passage.text.split()


def test_tags_comments_and_side_pieces_go_and_blocks_part_paragraphs() -> None:
    text = (
        '<div class="a>b"><p>Kenya <b>re</b>called its envoy.<!-- ad <p> --></p><p>Then it did not.'
        "</p></div><script>if (a<b) {}</script><aside>Buy <aside>now</aside></aside>End it did."
    )
    assert body(text) == ["Kenya recalled its envoy.", "Then it did not.", "End it did."]


def test_markup_that_came_escaped_goes_too() -> None:
    assert body("&lt;p&gt;Chad &amp;amp; Niger&lt;/p&gt;") == ["Chad & Niger"]


@pytest.mark.parametrize(
    "text",
    [
        "The ratio was 3 < 5 and 7 > 6 that day.",
        "He wrote <sic and so on> in the margin.",
        "AT&T and R&D; they said so.",
        "The page is a.example?x=1&copy=2 they said.",
    ],
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert body(text) == [text]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("Iranâ€™s â€œgoodâ€\x9d offer â€“ again", "Iran’s “good” offer – again"),
        ("AntÃ³nio Guterres in SÃ£o TomÃ©", "António Guterres in São Tomé"),
        ("Iran\x92s \x93good\x94 offer", "Iran’s “good” offer"),
        ("Anto\u0301nio", "António"),
        ("co\u00adope\u200brate", "cooperate"),
        ("10\u00a0000\u202fmen", "10 000 men"),
        ("o\ufb03ce \ufb01rst", "office first"),
        ("``No,'' he said", "“No,” he said"),
        ("« Non », he said", "“ Non ”, he said"),
        ("Ministry\u2019s non\u2011aligned", "Ministry’s non-aligned"),
    ],
)
def test_characters_are_repaired(broken: str, mended: str) -> None:
    assert clean.plain(broken).text == mended


@pytest.mark.parametrize("name", ["“SÃO”", "the CAFÉ” sign", "Â£5", "Ángel à Évora", "İstanbul’da"])
def test_good_foreign_letters_are_not_reread(name: str) -> None:
    assert clean.plain(name).text == name.replace("Â£", "£")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "Read more: Talks resume in Doha",
        "Sign up for our newsletter",
        "Share this on Facebook | Twitter",
        "Facebook | Twitter | Email",
        "(Reporting by Jane Doe in Nairobi; editing by John Roe)",
        "Additional reporting by Jane Doe and John Roe",
        "By Jane Doe and John Roe, Daily Example",
        "© 2024 The Daily Example. All rights reserved.",
        "Copyright 2024 The Daily Example",
        "Photo: Jane Doe/Agency",
        "https://daily.example.org/story/1",
        "* * *",
    ],
)
def test_lines_that_are_no_news_go(line: str) -> None:
    text = f"Kenya recalled its envoy.\n\n{line}\n\nUganda did not."
    assert body(text) == ["Kenya recalled its envoy.", "Uganda did not."]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement boards along the road were torn down by the crowd.",
        "Reporting by the agency showed that the army had fired first.",
        "By Monday the army had left.",
        "Photographs showed Russian tanks at the border.",
        "Related talks in Geneva broke down.",
        "Watching the border, Kenya said it would wait.",
        "Share prices fell after Iran closed the strait.",
        "Videos of the raid spread.",
        "Copyright law divided the ministers.",
        "Ends of the bridge were held by both armies.",
    ],
)
def test_news_that_begins_like_boilerplate_stays(line: str) -> None:
    assert body(f"{line}\n\nUganda did not.") == [line, "Uganda did not."]


@pytest.mark.parametrize(
    "tail",
    [
        " https://t.example/abc",
        " pic.twitter.com/abcDEF",
        " (Reporting by Jane Doe; Editing by John Roe)",
        " (Photo: Jane Doe/Agency)",
        " [Jane Doe/AP]",
        " (Reporting by Jane Doe) https://t.example/abc",
    ],
)
def test_tails_of_paragraphs_go(tail: str) -> None:
    assert body(f"Kenya recalled its envoy.{tail}") == ["Kenya recalled its envoy."]


def test_brackets_that_say_something_stay() -> None:
    text = "The Tigray People's Liberation Front signed with Nairobi (and with the African Union)."
    assert body(text) == [text]


def test_single_newlines_part_paragraphs_where_there_are_no_blank_lines() -> None:
    assert body("Kenya recalled its envoy.\nUganda did not.") == [
        "Kenya recalled its envoy.",
        "Uganda did not.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "Kenya recalled its envoy from the capital of its\nneighbour on Monday and said it would"
        " not\nsend him back.\nUganda did not answer the note that the ministry\nhad sent it."
    )
    assert body(text) == [
        "Kenya recalled its envoy from the capital of its neighbour on Monday and said it would"
        " not send him back.",
        "Uganda did not answer the note that the ministry had sent it.",
    ]


def test_the_site_is_cut_from_the_headline() -> None:
    heads = [
        ("Kenya recalls its envoy | World | Daily Example", None),
        ("Kenya recalls its envoy - The Daily Example", "Daily Example"),
    ]
    for head, publisher in heads:
        assert clean.title_of(head, publisher).text == "Kenya recalls its envoy"
    kept = "Kenya recalls its envoy - again"
    assert clean.title_of(kept, "Daily Example").text == kept


def test_a_span_maps_back_over_what_was_cut_out_of_it() -> None:
    source = "<p>Cote d&rsquo;Ivoire&nbsp;<b>left</b> the bloc</p>"
    passage = clean.plain(source)
    assert passage.text == "Cote d’Ivoire left the bloc"
    start, end = source_span(passage, 0, 13)
    assert source[start:end] == "Cote d&rsquo;Ivoire"
    start, end = source_span(passage, 14, 18)
    assert source[start:end] == "left"


MARKUP = ["<p>", "</p>", "<b>", "</b>", "<br/>", "<aside>", "</aside>", "<script>", "</script>"]
MARKUP += ["<!--", "-->", "&amp;", "&rsquo;", "&nbsp;", "&lt;", "&gt;", "&", "<", ">"]
ODD = ["â€™", "Ã©", "Â", "\u00ad", "\u200b", "\u00a0", "e\u0301", "ﬁ", "“", "”", "‘", "’", "«", "»"]
ODD += ["``", "''", "\n", "\n\n", "\t", "\u2028", "İ", "😀", "\ud800"]
WORDS = ["Iran", "said", "Kenya.", "12", "Advertisement", "https://a.example", "(Photo: x)", "By"]
COSTLY = ["â€™", "(", "By A ", "AB - ", " http://", "Read more\n", "a|", '"', "<!--"]
pieces = st.sampled_from(MARKUP + ODD + WORDS)
messy = st.one_of(
    st.lists(pieces, max_size=40).map(" ".join), st.lists(pieces).map("".join), st.text()
)


@given(messy)
@settings(max_examples=300, deadline=None)
def test_nothing_raises_and_every_run_is_in_place(text: str) -> None:
    for passage in clean.passages(text, text, "a"):
        assert_aligned(passage, text)
        assert passage.text == passage.text.strip() != ""
        assert "\n" not in passage.text


@given(messy, st.data())
@settings(max_examples=300, deadline=None)
def test_the_source_of_a_word_cleans_to_that_word(text: str, data: st.DataObject) -> None:
    found = clean.passages("", text)
    if not found:
        return
    passage = data.draw(st.sampled_from(found))
    words = [w for w in passage.text.split(" ") if w.isalnum()]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    at = passage.text.index(word)
    start, end = source_span(passage, at, at + len(word))
    assert clean.plain(text[start:end]).text == word


@given(messy)
@settings(max_examples=200, deadline=None)
def test_spans_in_order_stay_in_order(text: str) -> None:
    for passage in clean.passages("", text):
        ends = [source_span(passage, i, i + 1) for i in range(len(passage.text))]
        assert all(start < end for start, end in ends)
        assert all(a[0] <= b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize(
    "unit", [*MARKUP, "<", "<a ", '<a "', "&", " \n", "\u200b", "e\u0301\u0316", *COSTLY]
)
def test_cost_grows_with_length_and_not_faster(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    begun = time.process_time()
    clean.passages(text, text)
    assert time.process_time() - begun < 4.0  # a quadratic step takes minutes
