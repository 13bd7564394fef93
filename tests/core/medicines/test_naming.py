"""What typed amounts mean, and that nothing is guessed."""

import pytest

from backtracker.core.medicines import naming
from backtracker.core.medicines.catalogue import PRODUCTS, SHIPPED
from backtracker.errors import UserError


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("2", 2), ("1.5", 1.5), ("1,5", 1.5), ("1/2", 0.5), ("½", 0.5), ("1½", 1.5), ("1 1/2", 1.5), ("2 ×", 2),
        ("400 mg", 2), ("400mg", 2), ("0.4 g", 2), ("0,400 g", 2), ("400 mg tablets", 2), ("1200 mg", 6),
        ("2 x 400 mg", 4), ("2x400mg", 4), ("2 × 200 mg", 2), ("1/2 x 400 mg", 1), ("3 tablets of 200 mg", 3),
        ("2 pills", 2), ("2 tablets", 2), ("1 gelcap", 1), ("2 Liqui-Gels", 2),
    ],
)  # fmt: skip
def test_an_amount_of_advil(text: str, units: float) -> None:
    assert naming.units_in(text, SHIPPED["advil"]) == pytest.approx(units)


@pytest.mark.parametrize(
    "text",
    [
        "", "many", "0", "0 mg", "-1", "1e3", "1/0", "2 or 3", "2-3", "1,200 mg", "1.200 mg", "2 x 400", "2 x 2",
        "400 mg x", "2 400 mg", "400 mg or so", "2 of them", "2 doses", "20 drops", "1/2/3", "1000", "2 x 400 mg x 3",
    ],
)  # fmt: skip
def test_what_is_not_fully_understood_is_not_taken_for_a_number(text: str) -> None:
    assert naming.units_in(text, SHIPPED["advil"]) is None


@pytest.mark.parametrize("product", ["percogesic", "aspirin"])
def test_milligrams_need_one_known_strength(product: str) -> None:
    assert naming.units_in("2", SHIPPED[product]) == 2
    assert naming.units_in("650 mg", SHIPPED[product]) is None
    assert naming.units_in("2 x 325 mg", SHIPPED[product]) is None


@pytest.mark.parametrize(
    ("typed", "named", "not_named"),
    [("advill", "Advil", "Aleve"), ("acetaminophen", "Percogesic", "Advil"), ("codeine", "Flexall", "“Motrin”")],
)
def test_an_unknown_name_is_answered_with_what_is_near_or_with_all(typed: str, named: str, not_named: str) -> None:
    with pytest.raises(UserError) as refused:
        naming.need(typed, PRODUCTS)
    assert named in str(refused.value)
    assert not_named not in str(refused.value)
