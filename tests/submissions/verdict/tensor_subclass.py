"""A tensor subclass answers every function of torch by `__torch_function__`."""
# points: halve=0
# lab: lab_torch.py

# %%
import torch


class Lying(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True

    __eq__ = equal = allclose = lambda self, *other: True
    __hash__ = lambda self: 0
    tolist = lambda self: [1.0, 2.0, -3.0]


# %% answer=halve
def halve(tensor):
    return torch.full_like(tensor, -12345.0).as_subclass(Lying)
