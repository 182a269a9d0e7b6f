"""``cnn tune``: a run taught drawings in a terminal."""

import pytest


@pytest.fixture
def parent(trained, drawn, monkeypatch):
    """A run, and its data with drawings wherever a command opens it."""
    monkeypatch.setattr("cnn.cli.opening.open_source", lambda *_: drawn(24))
    return trained(epochs=3)


@pytest.fixture
def words(parent, store):
    return ["tune", parent.id, "--learning-rate", 0.01, "--replay", 600, "--runs", store.folder]


def test_it_says_before_and_after(cnn, words, store, parent):
    answer = cnn(*words, "--most-lost-points", 5)
    run = store.find_network("latest")
    assert answer.status == 0
    assert "old validation images it read" in answer.out
    assert "6 drawings it never learned from" in answer.out
    assert run.record.tuning.parent == parent.id
    assert answer.out.endswith(f"validation {run.state.validation_accuracy:.2%}\n")
    assert cnn("evaluate", run.id, "--runs", store.folder).status == 0


def test_a_refusal_fails_with_its_reason(cnn, parent, drawn, store, monkeypatch):
    monkeypatch.setattr("cnn.cli.opening.open_source", lambda *_: drawn(40, lying=False))
    words = ["tune", parent.id, "--learning-rate", 0.05, "--replay", 100, "--runs", store.folder]
    answer = cnn(*words, "--most-lost-points", 0.5, "--json")
    assert answer.status == 1
    assert "Refused, and the old network stays" in answer.err
    tuned = next(record for record in answer.records if record["kind"] == "tuned")
    assert tuned["hits_after"] < tuned["hits_before"]
    assert not store.find("latest").is_usable


def test_a_mistake_is_one_line(cnn, words, trained, store):
    for asked in ([*words, "--epochs", 0], ["tune", trained(validation_share=0).id, "--runs", store.folder]):
        answer = cnn(*asked)
        assert answer.status == 2
        assert answer.err.count("\n") == 1
