"""Answers to `parse_prediction`: wrong ones with the misconception behind them, then right ones."""

from contextlib import suppress

from bert2t5_grader.bank import right, wrong


@wrong("Strips the text: a label with a blank too many is no label (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        text = text.strip()
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Ignores case: a label with another capital is no label (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        names = [name.lower() for name in task["label_names"]]
        return names.index(text.lower()) if text.lower() in names else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Looks for the name inside the text: the text is the name, or no label (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        for index, name in enumerate(task["label_names"]):
            if name in text:
                return index
        return -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Takes the beginning of a name for the name: it has to be whole (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        for index, name in enumerate(task["label_names"]):
            if name.startswith(text):
                return index
        return -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Takes the first label where none fits: such a text is invalid, -1 (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else 0
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Lets the error through where no label fits: such a text is invalid, -1 (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text)
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Counts labels from 1: the first has the index 0 (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) + 1 if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong("Gives None for what is invalid: it is -1, or -1.0 for a number (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else None
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return None
    return text


@wrong("Takes 0.0 for a text that is no number: it is -1.0 (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return 0.0
    return text


@wrong("Lets the error through where there is no number: such a text is -1.0 (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        return float(text)
    return text


@wrong("Rounds the number to a step of 0.2: it is read as it is (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return round(5 * float(text)) / 5
        except ValueError:
            return -1.0
    return text


@wrong("Moves the number between 0 and 5: it is read as it is (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return min(max(float(text), 0.0), 5.0)
        except ValueError:
            return -1.0
    return text


@wrong("Takes digits and a point only: what float reads is a number (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        return float(text) if text.replace(".", "", 1).isdigit() else -1.0
    return text


@wrong("Reads the first word as a number: the whole text is one, or none (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text.split()[0])
        except (ValueError, IndexError):
            return -1.0
    return text


@wrong("Leaves the number a text: it is a float (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    return text


@wrong("Strips a text that is the answer itself: it stays as it is (chapter 4, The way back)")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text.strip()


@wrong("Gives -1 for an empty text, whatever the task: it may be the answer (chapter 4, The way back)")
def parse_prediction(task, text):
    if not text:
        return -1
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text


@wrong(
    "Reads a number wherever it can, whatever the task: the kind of the task decides (chapter 4, The way back)"
)
def parse_prediction(task, text):
    try:
        return float(text)
    except ValueError:
        pass
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        return -1.0
    return text


@right("asks for forgiveness")
def parse_prediction(task, text):
    if task["kind"] == "text":
        return text
    try:
        return float(text) if task["kind"] == "regression" else task["label_names"].index(text)
    except ValueError:
        return -1.0 if task["kind"] == "regression" else -1


@right("a dictionary of the names")
def parse_prediction(task, text):
    if task["kind"] == "classification":
        numbers = {name: number for number, name in enumerate(task["label_names"])}
        return numbers.get(text, -1)
    if task["kind"] == "regression":
        with suppress(ValueError):
            return float(text)
        return -1.0
    return text


@right("a loop and match")
def parse_prediction(task, text):
    match task["kind"]:
        case "classification":
            for index, name in enumerate(task["label_names"]):
                if text == name:
                    return index
            return -1
        case "regression":
            try:
                value = float(text)
            except ValueError:
                value = -1
            return value
        case _:
            return text
