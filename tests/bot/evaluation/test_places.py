from bot.evaluation.places import Place, holds, share_covered


def test_a_place_holds_itself_and_what_lies_within_it() -> None:
    assert holds(Place("a", 10, 20), Place("a", 10, 20))
    assert holds(Place("a", 10, 20), Place("a", 12, 15))


def test_a_place_does_not_hold_what_reaches_out_of_it_or_lies_in_another_file() -> None:
    assert not holds(Place("a", 10, 20), Place("a", 9, 15))
    assert not holds(Place("a", 10, 20), Place("a", 15, 21))
    assert not holds(Place("a", 10, 20), Place("b", 12, 15))


def test_characters_under_overlapping_places_count_once() -> None:
    gold = [Place("a", 0, 10), Place("a", 5, 15)]  # 15 characters

    assert share_covered(gold, [Place("a", 0, 6)]) == 6 / 15
    assert share_covered(gold, [Place("a", 0, 6), Place("a", 3, 9)]) == 9 / 15
    assert share_covered(gold, [Place("a", 0, 100)]) == 1.0


def test_a_file_is_not_covered_by_another() -> None:
    assert share_covered([Place("a", 0, 10)], [Place("b", 0, 10)]) == 0.0
    assert share_covered([Place("a", 0, 10), Place("b", 0, 30)], [Place("b", 0, 10)]) == 0.25
    assert share_covered([Place("a", 0, 10)], []) == 0.0
