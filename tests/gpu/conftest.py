"""The devices that the tests here run on: a pretended one on every machine, and a GPU where there is one."""

from collections.abc import Iterator

import pytest
import torch
from pretend import PRETENDED, Pretend

ONLY_WITH_A_GPU = pytest.param(torch.device("cuda"), marks=pytest.mark.gpu)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a GPU on a machine without one; by a mark, so that a file's skips share one line."""
    if not torch.cuda.is_available():
        for item in items:
            if item.get_closest_marker("gpu"):
                item.add_marker(pytest.mark.skip("no GPU on this machine"))


@pytest.fixture(params=[ONLY_WITH_A_GPU], ids=str)
def gpu(request: pytest.FixtureRequest) -> torch.device:
    """The GPU."""
    return request.param


@pytest.fixture(params=[PRETENDED, ONLY_WITH_A_GPU], ids=["pretended", "cuda"])
def device(request: pytest.FixtureRequest) -> Iterator[torch.device]:
    """A device that is not the CPU."""
    if request.param != PRETENDED:
        yield request.param
        return
    # Otherwise torch would put new parameters in place of those that it moves, and so untie the tied ones.
    torch.__future__.set_swap_module_params_on_conversion(True)
    with Pretend():
        yield PRETENDED
    torch.__future__.set_swap_module_params_on_conversion(False)
