"""Train the language models of `recipes.json` on the sets that `lessons.ts` wrote, and write each
as a folder: `model.onnx`, `tokenizer.json` and `generation.json`.

A line of a set is `{"kind": …, "turns": [[prompt, answer], …]}`. A model learns the answers.
"""

import argparse
import json
import time
from pathlib import Path

import jax
import numpy
from batches import Batches
from export import write_model
from learn import train
from model import count_parameters
from tokens import learn_tokenizer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help="names of recipes; all, if left out")
    options = parser.parse_args()

    report = json.loads(options.report.read_text()) if options.report.exists() else {}
    for recipe in json.loads(Path(__file__).with_name("recipes.json").read_text()):
        name = recipe["name"]
        if options.only and name not in options.only:
            continue
        started, used = time.monotonic(), time.process_time()
        parameters = make(recipe, options.sets, options.models / name)
        report[name] = {
            "parameters": count_parameters(parameters),
            "seconds": round(time.monotonic() - started),
            "cpuSeconds": round(time.process_time() - used),
        }
        print(name, report[name], flush=True)
        options.report.write_text(json.dumps(report))


def make(recipe, sets, folder):
    """Make one model and write its folder."""
    task = tasks[recipe["task"]]
    lessons = read_lessons(sets / f"{recipe['task']}.jsonl", recipe)
    tokenizer = learn_tokenizer(
        ["".join(map("".join, turns)) for turns in lessons[:TOKENIZER_LESSONS]],
        size=recipe["vocabulary"],
        split=task["split"],
        special=task["special"],
    )
    rows = encode(tokenizer, lessons, recipe["rest"])
    rows = [(ids, weights) for ids, weights in rows if len(ids) <= recipe["context"]]
    batches = Batches(rows, recipe["tokens"])
    parameters = train(recipe, batches, tokenizer.get_vocab_size())
    folder.mkdir(parents=True, exist_ok=True)
    write_model(parameters, recipe, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"))
    generation = {
        "bos": "<s>",
        "eos": "</s>",
        "context": recipe["context"],
        "template": task["template"],
    }
    (folder / "generation.json").write_text(json.dumps(generation, indent="\t") + "\n")
    # For whoever wants to go on with the training, or to compare.
    save_parameters(parameters, sets / f"{recipe['name'].replace('/', '-')}.npz")
    return parameters


def read_lessons(file, recipe):
    """Read a set's turns: as many lines as the recipe says, of the kinds it names."""
    kinds = recipe.get("kinds")
    lessons = []
    with file.open() as lines:
        for line in lines:
            lesson = json.loads(line)
            if kinds is None or lesson["kind"] in kinds:
                lessons.append(lesson["turns"][: recipe.get("turns")])
            if len(lessons) == recipe["examples"]:
                break
    return lessons


def encode(tokenizer, lessons, rest):
    """Encode lessons as token ids, and how much each counts: 1 in an answer, `rest` elsewhere."""
    start, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    for turns in lessons:
        texts = [text for turn in turns for text in turn]
        encoded = iter(tokenizer.encode_batch_fast(texts))
        ids, weights = [start], [0]
        for _ in turns:
            prompt, answer = next(encoded).ids, next(encoded).ids
            ids += [*prompt, *answer, end]
            weights += [rest] * len(prompt) + [1] * (len(answer) + 1)
        yield numpy.array(ids, numpy.int16), numpy.array(weights, numpy.float32)


def save_parameters(parameters, file):
    leaves = jax.tree_util.tree_leaves_with_path(parameters)
    numpy.savez(file, **{jax.tree_util.keystr(path): value for path, value in leaves})


TOKENIZER_LESSONS = 10_000

# A template turns a question into a prompt. `text` has one for each role of a chat, one that opens
# the answer, and one for a text to continue.
tasks = {
    "text": {
        "split": "phrases",
        "special": ["<user>", "<assistant>"],
        "template": {
            "system": "",
            "user": "<user> {text}",
            "assistant": "<assistant> {text}</s>",
            "answer": "<assistant>",
            "prompt": " {text}",
        },
    },
    "translation": {
        "split": "words",
        "special": ["<en>", "<eo>"],
        "template": {"question": "<{source}> {text}<{target}>"},
    },
}


if __name__ == "__main__":
    main()
