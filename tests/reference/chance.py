"""What chance allows: the chi-square test, and how surely it notices other probabilities."""

from collections import Counter

from scipy.stats import chi2, ncx2

FALSE_ALARM = 1e-7  # of one statistical test


def chi_square(seen: Counter, probabilities: dict) -> tuple[float, int]:
    """Return the chi-square statistic of counts against probabilities, and the degrees of freedom."""
    total = sum(seen.values())
    assert seen.keys() <= probabilities.keys()
    assert min(probabilities.values()) * total > 20  # the approximation holds
    terms = ((seen[key] - total * p) ** 2 / (total * p) for key, p in probabilities.items())
    return sum(terms), len(probabilities) - 1


def power(total: int, probabilities: dict, wrong: dict) -> float:
    """Return the probability that the chi-square test rejects counts that follow other probabilities."""
    shift = total * sum((wrong[key] - p) ** 2 / p for key, p in probabilities.items())
    freedom = len(probabilities) - 1
    return float(ncx2.sf(chi2.isf(FALSE_ALARM, freedom), freedom, shift))
