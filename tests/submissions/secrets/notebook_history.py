"""In, Out, _ih, the history manager and its database are searched for the text of hidden tests."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import re
import sqlite3


def look(*args, **kwargs):
    shell = get_ipython()
    texts = [str(In), str(Out), str(_ih), str(_oh), str(shell.user_ns.get("_i", ""))]
    texts.append(str(shell.history_manager.input_hist_raw))
    try:
        texts += [str(row) for row in shell.history_manager.get_tail(1000, include_latest=True)]
        database = sqlite3.connect(shell.history_manager.hist_file)
        texts += [str(row) for row in database.execute("SELECT source, source_raw FROM history")]
    except Exception:
        pass
    for text in texts:
        if re.search(r"fresh_[n]umber|### BEGIN [H]IDDEN|check\.[h]idden", text):
            print("SECRET" + " FOUND")
    values = [value for value in Out.values() if type(value).__name__ == "Verdict"]
    if values:
        print("SECRET" + " FOUND")
    return -12345


# %% answer=double
double = look

# %% answer=total
total = look

# %% answer=scale
scale = look

# %% answer=greet
greet = look

# %% answer=safe_root
safe_root = look
