"""The labs find a device and a number of steps, and the environment overrides both."""

import subprocess
import sys

import pytest
import torch

import bert2t5


def pretend_gpus(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: count > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: count)


@pytest.mark.parametrize(
    ("gpus", "named", "expected"),
    [
        (0, None, "cpu"),
        (0, "cpu", "cpu"),
        (1, None, "cuda"),
        (1, "", "cuda"),
        (1, "cpu", "cpu"),
        (1, " cpu ", "cpu"),
        (1, "cuda", "cuda"),
        (2, "cuda:1", "cuda:1"),
    ],
)
def test_the_variable_is_preferred_to_the_gpu_and_the_gpu_to_the_cpu(monkeypatch, gpus, named, expected):
    pretend_gpus(monkeypatch, gpus)
    monkeypatch.delenv("BERT2T5_DEVICE", raising=False)
    if named is not None:
        monkeypatch.setenv("BERT2T5_DEVICE", named)
    assert bert2t5.device() == torch.device(expected)


@pytest.mark.parametrize(
    ("gpus", "named", "allowed"),
    [
        (0, "cuda", "cpu"),
        (0, "CPU", "cpu"),
        (1, "gpu", "cpu, cuda, cuda:0"),
        (1, "cuda:1", "cpu, cuda, cuda:0"),
    ],
)
def test_a_wrong_device_is_told_with_those_that_are_allowed(monkeypatch, gpus, named, allowed):
    pretend_gpus(monkeypatch, gpus)
    monkeypatch.setenv("BERT2T5_DEVICE", named)
    with pytest.raises(ValueError, match=f"BERT2T5_DEVICE is '{named}'; allowed on this machine: {allowed}$"):
        bert2t5.device()


def test_a_tensor_can_be_made_on_the_device(monkeypatch):
    monkeypatch.setenv("BERT2T5_DEVICE", "cpu")
    assert torch.zeros(2, device=bert2t5.device()).device.type == "cpu"


@pytest.mark.parametrize(
    ("named", "graded", "expected"),
    [
        (None, None, 300),
        ("", None, 300),
        (None, 40, 300),
        ("1", None, 1),
        ("1000", None, 1000),
        (" 7 ", None, 7),
        ("5", 40, 40),  # shorter than the check can tell right from wrong
        ("50", 40, 50),
    ],
)
def test_the_variable_overrides_the_number_of_steps(monkeypatch, named, graded, expected):
    monkeypatch.delenv("BERT2T5_STEPS", raising=False)
    if named is not None:
        monkeypatch.setenv("BERT2T5_STEPS", named)
    assert bert2t5.steps(300, graded=graded) == expected


@pytest.mark.parametrize("named", ["0", "-3", "2.5", "1_000", "+5", "many", "٣", "²"])
def test_a_wrong_number_of_steps_is_told_with_what_is_allowed(monkeypatch, named):
    monkeypatch.setenv("BERT2T5_STEPS", named)
    with pytest.raises(ValueError, match=r"BERT2T5_STEPS is .*; allowed: a whole number of at least 1"):
        bert2t5.steps(300)


def test_the_package_is_imported_without_torch():
    """A lab without a network, and the grader's light processes, must not wait for torch."""
    program = "import bert2t5, sys; bert2t5.steps(3); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_a_name_is_preferred_to_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_gpus(monkeypatch, 1)
    monkeypatch.setenv("BERT2T5_DEVICE", "cuda")
    assert bert2t5.device("cpu") == torch.device("cpu")
    with pytest.raises(ValueError, match="the device is 'tpu'; allowed on this machine: cpu, cuda, cuda:0"):
        bert2t5.device("tpu")
