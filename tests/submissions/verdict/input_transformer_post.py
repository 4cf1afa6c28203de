"""An input transformer of the last stage drops every line of a test cell but the first and the last."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
def drop(lines):
    if any(line.startswith(("check = Check", "assert ")) for line in lines):
        return ["None\n"]
    return lines


get_ipython().input_transformers_post.append(drop)
get_ipython().input_transformer_manager.cleanup_transforms.insert(0, drop)


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
