"""Where two NumPy arrays or torch tensors differ: type first, then dtype, shape and values.

Unlike compare.py, which walks plain values one by one, this module compares whole buffers. An array under
test is read through its base class, whatever its own class says.

Two floating-point dtypes are compared at the precision of the coarser one: an answer may compute in float64.
The bound is relative to the largest expected value, because a sum of large numbers that cancel carries their
rounding errors.
"""

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

# |got - expected| <= bound * max(1, max|expected|): some hundred rounding errors of the dtype, which leaves
# room for another order of summation.
BOUNDS = {"float64": 1e-10, "float32": 1e-5, "bfloat16": 2e-2, "float16": 2e-3}
FAMILIES = {"b": "bool", "i": "integer", "u": "integer", "f": "floating point", "c": "complex"}


@dataclass(frozen=True)
class Numbers:
    """An array or tensor as the comparison sees it.

    Attributes:
        kind: `array` or `tensor`.
        dtype: its name, for instance `float32`.
        values: the numbers; floats of a tensor that are smaller than float32, which NumPy may not know, as
            float32.
    """

    kind: str
    dtype: str
    values: np.ndarray[Any, Any]

    @property
    def family(self) -> str:
        """What kind of numbers it holds."""
        return FAMILIES[self.values.dtype.kind]

    @property
    def shape(self) -> tuple[int, ...]:
        """The lengths of its axes."""
        return tuple(self.values.shape)

    def __str__(self) -> str:
        if not self.shape:
            return f"{self.kind} of dtype {self.dtype}: {self.values.item()!r}"
        shown: str = np.array2string(self.values, precision=5, threshold=20, edgeitems=2, separator=", ")
        return f"{self.kind} of shape {self.shape}, {self.dtype}: {' '.join(shown.split())}"


def numbers(value: object) -> Numbers | None:
    """Return an array or a tensor as numbers, or None for any other value.

    >>> str(numbers(np.array([[1, 2]])))
    'array of shape (1, 2), int64: [[1, 2]]'
    >>> numbers([1, 2]) is None
    True
    """
    if issubclass(type(value), np.ndarray):
        array: np.ndarray[Any, Any] = np.ndarray.view(value, np.ndarray)  # type: ignore[call-overload]
        return Numbers("array", array.dtype.name, array) if array.dtype.kind in FAMILIES else None
    torch = sys.modules.get("torch")  # where nobody has imported torch there are no tensors
    if torch is not None and issubclass(type(value), torch.Tensor):
        with torch._C.DisableTorchFunctionSubclass():  # a subclass has no say in what it holds
            tensor = torch.Tensor.as_subclass(torch.Tensor.detach(value), torch.Tensor).cpu()
        small = tensor.is_floating_point() and tensor.itemsize < 4
        known = tensor.to_dense().float() if small else tensor.to_dense()
        return Numbers("tensor", str(tensor.dtype).removeprefix("torch."), known.numpy())
    return None


def describe_difference(
    got: Numbers, expected: Numbers, tolerance: float | None = None
) -> tuple[str, str, str] | None:
    """Return what is wrong with an array, what was expected and what was found; None when they agree.

    Args:
        got: the array under test.
        expected: the right one; its dtype's family and its shape have to be met.
        tolerance: replaces the bound of the coarser dtype (`BOUNDS`); whole numbers are compared exactly.

    >>> right = numbers(np.array([1.0, 2.0]))
    >>> describe_difference(numbers(np.array([1.0, 2.0 + 1e-12])), right) is None
    True
    >>> describe_difference(numbers(np.array([1.0, 2.5])), right)
    ('wrong value at position (1,)', '2.0', '2.5')
    >>> describe_difference(numbers(np.array([[1.0, 2.0]])), right)
    ('wrong shape', '(2,)', '(1, 2)')
    """
    if got.kind != expected.kind:
        return "wrong type", f"a {expected}", f"a {got}"
    if got.family != expected.family:
        return "wrong dtype", expected.dtype, got.dtype
    if got.shape != expected.shape:
        return "wrong shape", str(expected.shape), str(got.shape)
    wrong = np.argwhere(~_agree(got, expected, tolerance))
    if not len(wrong):
        return None
    first = tuple(int(index) for index in wrong[0])
    place = f" at position {first}" if first else ""
    more = f", and {len(wrong) - 1} more of {expected.values.size}" if len(wrong) > 1 else ""
    right, found = (repr(side.values[first].item()) for side in (expected, got))
    return f"wrong value{place}{more}", right, found


def _agree(got: Numbers, expected: Numbers, tolerance: float | None) -> Any:
    """Return for each place whether the two agree; NaN agrees with NaN, infinity with itself."""
    if expected.family not in ("floating point", "complex"):
        return got.values == expected.values
    wide = np.complex128 if expected.family == "complex" else np.float64
    one, other = got.values.astype(wide), expected.values.astype(wide)
    if tolerance is None:
        tolerance = max(BOUNDS.get(side.dtype, BOUNDS["float32"]) for side in (got, expected))
    finite = np.abs(other[np.isfinite(other)])
    bound = tolerance * max(1.0, finite.max(initial=0.0))
    with np.errstate(invalid="ignore"):  # infinity minus infinity
        close = np.abs(one - other) <= bound
    return close | (one == other) | (np.isnan(one) & np.isnan(other))
