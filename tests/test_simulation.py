"""A sample of simulated lives keeps every promise, and faults that are planted in the program are found."""

import pytest
from simulation import PLANTED, live


@pytest.mark.parametrize("seed", range(10))
def test_no_promise_is_broken_whatever_fails(seed: int) -> None:
    assert live(seed) == ""


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str) -> None:
    with PLANTED[fault]():
        assert any(live(seed) for seed in range(30))
