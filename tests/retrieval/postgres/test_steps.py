from retrieval.index.postgres_index import STEPS, steps


def test_a_larger_graph_is_searched_further() -> None:
    assert steps(0) == steps(30_000) == STEPS
    assert 600 <= steps(200_000) < steps(1_000_000)
