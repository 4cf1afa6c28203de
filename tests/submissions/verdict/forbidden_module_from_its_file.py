"""The answer reads the forbidden module's file, or the compiled one beside it, and runs what it holds."""
# points: mean=0
# lab: lab_without.py


# %% answer=mean
def mean(numbers):
    import os
    import sys
    import types
    from importlib.machinery import SourcelessFileLoader

    folder = os.path.dirname(os.__file__)
    try:
        with open(os.path.join(folder, "statistics.py")) as file:
            made = types.ModuleType("mine")
            exec(file.read(), made.__dict__)
            return made.mean(numbers)
    except Exception:
        name = f"statistics.{sys.implementation.cache_tag}.pyc"
        path = os.path.join(folder, "__pycache__", name)
        return SourcelessFileLoader("mine", path).load_module().mean(numbers)
