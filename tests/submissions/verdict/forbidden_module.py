"""The answer uses the module that its check forbids, imported in every ordinary way."""
# points: mean=0
# lab: lab_without.py


# %% answer=mean
def mean(numbers):
    import statistics

    return statistics.mean(numbers)
