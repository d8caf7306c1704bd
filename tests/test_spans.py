"""Span algebra: the arithmetic that every timing measure rests on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callscore.spans import Span, gaps, intersect, merge, subtract, total

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=12
)


def seconds_in(every: list[Span] | tuple[Span, ...]) -> set[int]:
    """The whole seconds that spans with whole ends cover."""
    return {second for span in every for second in range(int(span.start), int(span.end))}


@given(spans)
def test_merge_covers_the_same_seconds_in_order_without_overlap(ones: list[Span]) -> None:
    merged = merge(ones)
    assert seconds_in(merged) == seconds_in(ones)
    assert all(left.end < right.start for left, right in pairwise(merged))


@given(spans, spans)
def test_intersect_is_what_both_cover(ones: list[Span], others: list[Span]) -> None:
    assert seconds_in(intersect(ones, others)) == seconds_in(ones) & seconds_in(others)


@given(spans, spans)
def test_subtract_is_what_only_the_first_covers(ones: list[Span], others: list[Span]) -> None:
    assert seconds_in(subtract(ones, others)) == seconds_in(ones) - seconds_in(others)


@given(spans, spans)
def test_total_is_additive_over_intersection_and_difference(ones: list[Span], others: list[Span]) -> None:
    assert total(ones) == total(intersect(ones, others)) + total(subtract(ones, others))


def test_merge_bridges_gaps_up_to_the_bound() -> None:
    assert merge([Span(0, 1), Span(1.3, 2), Span(2.5, 3)], gap=0.3) == (Span(0, 2), Span(2.5, 3))


def test_gaps_inside_a_window_include_its_edges() -> None:
    assert gaps([Span(2, 3)], within=Span(0, 10), at_least=2) == (Span(0, 2), Span(3, 10))


def test_a_span_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="start=2, end=1"):
        Span(2, 1)


def test_touching_spans_do_not_overlap() -> None:
    assert Span(0, 1).overlap(Span(1, 2)) == 0.0
