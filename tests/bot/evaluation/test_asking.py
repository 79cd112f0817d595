import pytest

from bot.evaluation.asking import evenly_spaced


@pytest.mark.parametrize(
    ("most", "chosen"), [(9, "abcdefg"), (7, "abcdefg"), (6, "aceg"), (4, "aceg"), (3, "adg"), (1, "a")]
)
def test_questions_to_ask_again_are_spread_over_the_whole_set(most: int, chosen: str) -> None:
    assert list(evenly_spaced("abcdefg", most)) == list(chosen)


def test_where_nothing_can_be_left_out_nothing_is_asked_again() -> None:
    assert evenly_spaced([], 5) == []
