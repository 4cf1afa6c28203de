"""Web pages are fetched with the standard library, with programs of the system, and through proxies."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import urllib.request

only_in_sandbox()
import subprocess

port = planted["tcp"]
for address in (
    f"http://127.0.0.1:{port}/",
    "http://example.org/",
    "http://169.254.169.254/latest/meta-data/",
):
    try:
        print("SECRET" + " FOUND", urllib.request.urlopen(address, timeout=0.1).read(100))
    except Exception as error:
        if "planted" in str(error):
            print("SECRET" + " FOUND")
for command in (
    f"curl -sm 1 http://127.0.0.1:{port}",
    f"wget -qO- -T 1 http://127.0.0.1:{port}",
    f"bash -c 'cat < /dev/tcp/127.0.0.1/{port}'",
    "ping -c 1 -W 1 127.0.0.2",
):
    try:
        done = subprocess.run(command, shell=True, capture_output=True, timeout=0.4)
        if b"planted" in done.stdout:
            print("SECRET" + " FOUND", command)
    except subprocess.TimeoutExpired:
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
