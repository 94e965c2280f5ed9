"""Train the language models of `recipes.json` on the sets that `lessons.ts` wrote, and write each
as a folder.

A line of a set is `{"context": […], "tasks": [[seen, prompt, answer], …]}`. A model learns the answers.
"""

import argparse
import json
import time
from itertools import islice
from pathlib import Path

import jax
import numpy
from batches import Batches, Row
from folder import write_folder
from learn import train
from model import count_parameters
from tokens import learn_tokenizer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help="names of recipes; all, if left out")
    parser.add_argument("--quick", action="store_true", help="hardly train, to see that it works")
    options = parser.parse_args()

    report = json.loads(options.report.read_text()) if options.report.exists() else {}
    for recipe in json.loads(Path(__file__).with_name("recipes.json").read_text()):
        name = recipe["name"]
        if options.only and name not in options.only:
            continue
        if options.quick:
            recipe |= {"steps": QUICK, "stop": QUICK}
            recipe["also"] = [other | {"step": QUICK} for other in recipe["also"]]
        started, used = time.monotonic(), time.process_time()
        parameters = make(recipe, options.sets, options.models)
        figures = {
            "parameters": count_parameters(parameters),
            "seconds": round(time.monotonic() - started),
            "cpuSeconds": round(time.process_time() - used),
        }
        report |= {made["name"]: figures for made in [recipe, *recipe["also"]]}
        print(name, figures, flush=True)
        options.report.write_text(json.dumps(report))


def make(recipe, sets, models):
    """Make one model, and those that its training is stopped early for, and write their folders."""
    task = tasks[recipe["task"]]
    lessons = read_lessons(sets / f"{recipe['task']}.jsonl", recipe["examples"])
    tokenizer = learn_tokenizer(
        ["".join(text for text in list_texts(lesson)) for lesson in lessons[:TOKENIZER_LESSONS]],
        size=recipe["vocabulary"],
        split=task["split"],
        special=task["special"],
    )
    rows = [encode(tokenizer, lesson, recipe["context"]) for lesson in lessons]
    rows = [row for row in rows if row is not None]
    batches = Batches(rows, recipe["tokens"])

    def write(name, parameters, levels=127):
        write_folder(models / name, parameters, tokenizer, recipe, task["chat"], levels)

    def save(parameters, step):
        for other in recipe["also"]:
            if other["step"] == step:
                write(other["name"], parameters, other.get("levels", 127))
        if step % SAVE == 0:
            # For whoever wants to go on with the training, or to compare.
            save_parameters(parameters, sets / f"{recipe['name']}.npz")

    parameters = train(recipe, batches, tokenizer.get_vocab_size(), save)
    write(recipe["name"], parameters)
    return parameters


def read_lessons(file, count):
    """Read the first lessons of a set."""
    with file.open() as lines:
        return [json.loads(line) for line in islice(lines, count)]


def list_texts(lesson):
    return [*lesson["context"], *(text for _, *texts in lesson["tasks"] for text in texts)]


def encode(tokenizer, lesson, longest):
    """Encode a lesson as a row, with as many tasks as there is room for; `None` if not one fits."""
    texts = tokenizer.encode_batch_fast(list_texts(lesson), add_special_tokens=False)
    encoded = iter(text.ids for text in texts)
    start, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    ids, ends = [start], [1]
    for _ in lesson["context"]:
        ids += next(encoded)
        ends.append(len(ids))
    context = len(ids)
    cuts, starts, weights = list(range(context)), list(range(context)), [0] * context
    for seen, _, _ in lesson["tasks"]:
        prompt, answer = next(encoded), [*next(encoded), end]
        size = len(prompt) + len(answer)
        if len(ids) + size > longest:
            break
        starts += [len(ids)] * size
        cuts += [ends[seen]] * size
        weights += [0] * len(prompt) + [1] * len(answer)
        ids += [*prompt, *answer]
    if len(ids) == context:
        return None
    whole = (numpy.array(values, numpy.int16) for values in (ids, cuts, starts))
    return Row(*whole, numpy.array(weights, numpy.float32))


def save_parameters(parameters, file):
    leaves = jax.tree_util.tree_leaves_with_path(parameters)
    numpy.savez(file, **{jax.tree_util.keystr(path): value for path, value in leaves})


TOKENIZER_LESSONS = 10_000
# Steps from one saving of the parameters to the next.
SAVE = 500
# Steps of a training that is only tried.
QUICK = 10

tasks = {
    "text": {
        "split": "phrases",
        "special": ["<user>", "<assistant>"],
        # The system's words are left out: the models were taught one task.
        "chat": (
            "{{ bos_token }}{% for message in messages %}"
            "{% if message['role'] == 'user' %}<user> {{ message['content'] }}"
            "{% elif message['role'] == 'assistant' %}"
            "<assistant> {{ message['content'] }}{{ eos_token }}{% endif %}{% endfor %}"
            "{% if add_generation_prompt %}<assistant>{% endif %}"
        ),
    },
    "translation": {
        "split": "words",
        "special": ["<en>", "<eo>"],
        # The system's words say which way.
        "chat": (
            "{{ bos_token }}{% if 'to Esperanto' in messages[0]['content'] %}"
            "<en> {{ messages[-1]['content'] }}<eo>"
            "{% else %}<eo> {{ messages[-1]['content'] }}<en>{% endif %}"
        ),
    },
}


if __name__ == "__main__":
    main()
