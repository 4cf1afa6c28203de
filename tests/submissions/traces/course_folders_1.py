"""Files in the folders of the course: labs, solutions, the state with its gradebook, the grader's code:
one submission leaves them, a later one looks for them. This one writes."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import site
import sys
import sysconfig

only_in_sandbox()
PLACES = """
/srv/course
/srv/course/labs
/srv/course/labs/bert2t5
/srv/course/solutions
/srv/course/autograder
/srv/course/autograder/var
/srv/course/autograder/bert2t5_kernel
PLANTED
"""


def folders():
    names = {
        "PURELIB": sysconfig.get_path("purelib"),
        "STDLIB": sysconfig.get_path("stdlib"),
        "PREFIX": sys.prefix,
        "USERSITE": site.getusersitepackages(),
        "PLANTED": planted["folder"],
    }
    for place in PLACES.split():
        first, _, rest = place.partition("/")
        yield os.path.join(names[first], rest) if first in names else os.path.expanduser(place)


for folder in folders():
    try:
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "b2t5trace.txt"), "w") as file:
            file.write("left by another")
        os.chmod(os.path.join(folder, "b2t5trace.txt"), 0o777)
    except OSError:
        pass


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
