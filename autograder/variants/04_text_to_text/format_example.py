"""Answers to `format_example`: wrong ones with the misconception behind them, then right ones."""

import math

import numpy as np

from bert2t5_grader.bank import right, wrong


@wrong(
    "Takes the keys in the order of the example, and so the premise before the hypothesis: the task gives the"
    " order (chapter 4, Every task is text)"
)
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in example:
        if key in task["keys"]:
            if task["show_keys"]:
                parts.append(key + ":")
            parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Sorts the keys by the alphabet: the task gives the order (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in sorted(task["keys"]):
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Reverses the order of the keys: they stand as the task gives them (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in reversed(task["keys"]):
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong(
    "Writes every entry of the example, the label among them: only the texts that the task names are inputs"
    " (chapter 4, Every task is text)"
)
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in [*task["keys"], *(key for key in example if key not in task["keys"])]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(str(example[key]))
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Writes a colon after the prefix: a prefix has its own, if any (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"].rstrip(":") + ":"] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Leaves a blank where the prefix is empty: nothing stands there (chapter 4, Every task is text)")
def format_example(task, example):
    inputs = task["prefix"]
    for key in task["keys"]:
        if task["show_keys"]:
            inputs += f" {key}: {example[key]}"
        else:
            inputs += f" {example[key]}"
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": inputs, "targets": target}


@wrong("Forgets the prefix: it tells the model which task is meant (chapter 4, Every task is text)")
def format_example(task, example):
    parts = []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Writes the keys always: a task may leave them out (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    parts += [f"{key}: {example[key]}" for key in task["keys"]]
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Leaves the keys out: they tell the texts apart (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    parts += [example[key] for key in task["keys"]]
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Forgets the colons: each key has one (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key)
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Strips the texts: they stay as they are (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key].strip())
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Collapses blanks inside the texts: they stay as they are (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(" ".join(parts).split()), "targets": target}


@wrong("Writes everything in lower case: texts and names stay as they are (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts).lower(), "targets": target.lower()}


@wrong(
    "Takes -1 for the last label: it says that the label is missing, which is written as <unk> (chapter 4,"
    " Every task is text)"
)
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Writes nothing for a missing label: it becomes <unk> (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Writes the number of the label: its name is the answer (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else str(target)
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong(
    "Looks for the label under the name label: the task says where it stands (chapter 4, Every task is text)"
)
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example["label"]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Rounds a half up: it goes to the even multiple (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{math.floor(5 * target + 0.5) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Cuts the number off: it is rounded to the nearest multiple (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{int(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Keeps one decimal without the steps of 0.2 (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{target:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong(
    "Rounds to one decimal first and then to 0.2: that moves numbers twice (chapter 4, Every task is text)"
)
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * round(target, 1)) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong(
    "Multiplies by 0.2 and writes all digits, such as 0.6000000000000001: one decimal is written (chapter 4,"
    " Every task is text)"
)
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = str(round(5 * target) * 0.2)
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Gives the number itself: targets are text (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = round(5 * target) / 5
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Takes the label out of the caller's example: work on a copy (chapter 4, Every task is text)")
def format_example(task, example):
    target = example.pop(task["target_key"])
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return {"inputs": " ".join(parts), "targets": target}


@wrong("Returns a pair of strings: they have names (chapter 4, Every task is text)")
def format_example(task, example):
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(key + ":")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"
    return " ".join(parts), target


@right("f-strings, and a prefix that brings its own blank")
def format_example(task, example):
    fields = [f"{key}: {example[key]}" if task["show_keys"] else example[key] for key in task["keys"]]
    prefix = task["prefix"] + " " if task["prefix"] else ""
    value = example[task["target_key"]]
    if task["kind"] == "regression":
        targets = "%.1f" % (round(value * 5) / 5)
    elif task["kind"] == "text":
        targets = value
    elif value < 0:
        targets = "<unk>"
    else:
        targets = task["label_names"][value]
    return {"inputs": prefix + " ".join(fields), "targets": targets}


@right("a string that grows, and match")
def format_example(task, example):
    inputs = task["prefix"]
    for key in task["keys"]:
        if inputs:
            inputs += " "
        if task["show_keys"]:
            inputs += key + ": "
        inputs += example[key]
    answer = example[task["target_key"]]
    match task["kind"]:
        case "classification":
            answer = (list(task["label_names"]) + ["<unk>"])[answer]
        case "regression":
            answer = str(round(answer * 5) / 5)
    return {"inputs": inputs, "targets": answer}


@right("NumPy's rint, and a dictionary of the names")
def format_example(task, example):
    pieces = []
    if task["prefix"] != "":
        pieces.append(task["prefix"])
    for key in task["keys"]:
        pieces.extend([key + ":", example[key]] if task["show_keys"] else [example[key]])
    value = example[task["target_key"]]
    if task["kind"] == "classification":
        names = dict(enumerate(task["label_names"]))
        value = names.get(value, "<unk>")
    elif task["kind"] == "regression":
        value = format(float(np.rint(value * 5)) / 5, ".1f")
    return dict(inputs=" ".join(pieces), targets=value)


@right("whole fifths and a remainder")
def format_example(task, example):
    sections = [task["prefix"]] * bool(task["prefix"])
    for key in task["keys"]:
        sections += [f"{key}:"] * bool(task["show_keys"]) + [example[key]]
    target = example[task["target_key"]]
    if task["kind"] == "regression":
        whole, rest = divmod(5 * target, 1)
        fifths = int(whole) + (rest > 0.5 or (rest == 0.5 and whole % 2 == 1))
        target = f"{fifths // 5}.{fifths % 5 * 2}"
    elif task["kind"] == "classification":
        target = task["label_names"][target] if target != -1 else "<unk>"
    return {"targets": target, "inputs": " ".join(sections)}
