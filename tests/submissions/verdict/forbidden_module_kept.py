"""The forbidden module is imported before the check, and kept under other names, in closures and in
defaults."""
# points: mean=0
# lab: lab_without.py

# %%
import builtins
import statistics
from statistics import mean as library_mean

builtins.kept = [library_mean, statistics]


# %% answer=mean
def mean(numbers, kept=library_mean):
    return kept(numbers)


mean.__wrapped__ = library_mean
