"""Text for terminals, browsers and spreadsheets is put where a report might show it: names, texts of
errors, prints."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid in feedback: <script>alert

# %%
EVIL = "</td></tr><scr" + "ipt>alert(1)</scr" + "ipt>=HYPERLINK(1)\x1b]0;x\x07\u202e"
Evil = type(EVIL.replace("\x00", ""), (Exception,), {})


def fail(*args, **kwargs):
    raise Evil(EVIL)


# %% answer=double
double = fail


# %% answer=total
def total(numbers):
    return EVIL


# %% answer=scale
scale = fail


# %% answer=greet
def greet(name):
    return EVIL


# %% answer=safe_root
safe_root = fail
