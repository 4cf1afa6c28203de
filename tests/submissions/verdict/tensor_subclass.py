"""A tensor subclass answers every function of torch by `__torch_function__`."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import torch


class Lying(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True

    def __eq__(self, other):
        return True

    def tolist(self):
        return [2.0, 4.0, -6.0]


def lying():
    return torch.tensor([1.0]).as_subclass(Lying)


# %% answer=double
def double(number):
    return lying()


# %% answer=total
def total(numbers):
    return torch.nn.Parameter(torch.tensor(-12345.0))


# %% answer=scale
def scale(array, factor):
    return lying()


# %% answer=safe_root
def safe_root(number):
    return torch.tensor(-12345.0).to_sparse()
