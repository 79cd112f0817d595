"""What a model's tokens cost is read from one setting."""

from __future__ import annotations

import pytest

from bot.prices import Price, price_of, read_prices
from bot.settings import Settings


def test_a_table_names_models_and_what_a_million_tokens_cost_in_and_out() -> None:
    prices = read_prices(" small=0.40/1.60,org/large:7b = 2 / 8.5 ,")

    assert prices == {"small": Price(0.4, 1.6), "org/large:7b": Price(2, 8.5)}
    assert prices["small"].of(500_000, 250_000) == pytest.approx(0.6)
    assert read_prices("") == {}


def test_a_model_has_its_own_price_or_that_of_the_longest_name_it_begins_with() -> None:
    prices = read_prices("gpt-4.1=2/8, gpt-4.1-mini=0.4/1.6")

    assert price_of("gpt-4.1-mini-2025-04-14", prices) == Price(0.4, 1.6)
    assert price_of("gpt-4.1-2025-04-14", prices) == Price(2, 8)
    assert price_of("llama3.2", prices) is None


@pytest.mark.parametrize("table", ["small", "small=1", "small=1/x", "=1/2", "small=-1/2", "small=1/2;large=3/4"])
def test_a_table_that_cannot_be_read_is_refused_with_an_example(table: str) -> None:
    with pytest.raises(ValueError, match=r"must be like gpt-4\.1-mini=0\.40/1\.60"):
        read_prices(table)


def test_the_prices_that_come_with_footnote_can_be_read() -> None:
    assert "gpt-4.1-mini" in read_prices(Settings(_env_file=None).model_prices)
