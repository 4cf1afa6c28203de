"""The answer takes the forbidden module out of the list of modules, or of another module that has
imported it."""
# points: mean=0
# lab: lab_without.py


# %% answer=mean
def mean(numbers):
    import gc
    import importlib
    import sys

    for name in list(sys.modules):
        found = getattr(sys.modules[name], "statistics", None)
        if hasattr(found, "mean"):
            try:
                return found.mean(numbers)
            except Exception:
                pass
    sys.meta_path[:] = [finder for finder in sys.meta_path if getattr(finder, "__name__", "")]
    sys.modules.pop("statistics", None)
    importlib.invalidate_caches()
    try:
        return importlib.import_module("statistics").mean(numbers)
    except Exception:
        functions = [found for found in gc.get_objects() if getattr(found, "__module__", "") == "statistics"]
        return next(found for found in functions if found.__name__ == "mean")(numbers)
