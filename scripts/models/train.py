"""Train the networks of `recipes.json` on the sets that `training-set.ts` wrote, and write them as ONNX.
"""

import argparse
import json
import os
import time
from pathlib import Path

# One thread, so that sums run in the same order on any number of cores.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy
from network import Network
from similarity import train_encoder, write_encoder

BATCH = 128


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--part", action="append", choices=parts, help="all, if none is named")
    parser.add_argument("--quick", action="store_true", help="hardly train, to see that it works")
    options = parser.parse_args()

    report = json.loads(options.report.read_text()) if options.report.exists() else {}
    for model in json.loads(Path(__file__).with_name("recipes.json").read_text()):
        for part, recipe in model["parts"].items():
            if part not in (options.part or parts):
                continue
            if options.quick:
                recipe |= {"examples": 4 * BATCH, "epochs": 1}
            name = f"{model['name']}/{part}"
            started = time.monotonic()
            target = options.models / name
            if part == "similarity":
                network = train_encoder(name, recipe, options.sets / "similarity.jsonl")
                write_encoder(network, target)
            else:
                network = train(name, recipe, kinds[part], options.sets / f"{part}.f32")
                target.parent.mkdir(parents=True, exist_ok=True)
                network.write(target.with_suffix(".onnx"))
            seconds = round(time.monotonic() - started)
            report[name] = {"parameters": network.count_parameters(), "seconds": seconds}
            print(name, report[name], flush=True)
            options.report.write_text(json.dumps(report))


def train(name, recipe, kind, file):
    """Train one network with Adam, decaying the learning rate to zero along half a cosine."""
    random = numpy.random.default_rng(recipe["seed"])
    network = Network(recipe["layers"].split(", "), kind["input"], random)
    width = int(numpy.prod(kind["input"]))
    rows = numpy.memmap(file, numpy.float32, "r").reshape(-1, width + kind["targets"])
    rows = rows[: recipe["examples"]]
    batches = len(rows) // BATCH
    total = recipe["epochs"] * batches
    for epoch in range(recipe["epochs"]):
        order = random.permutation(len(rows))
        loss = 0.0
        for batch in range(batches):
            chosen = rows[numpy.sort(order[batch * BATCH : (batch + 1) * BATCH])]
            columns = numpy.ascontiguousarray(chosen.T)
            output = network.forward(columns[:width].reshape(*kind["input"], -1))
            batch_loss, gradient = kind["loss"](output, columns[width:])
            network.backward(gradient)
            done = (epoch * batches + batch) / total
            network.step(recipe["rate"] * (1 + numpy.cos(numpy.pi * done)) / 2)
            loss += batch_loss / batches
        print(f"{name} epoch {epoch + 1} of {recipe['epochs']}: loss {loss:.4f}", flush=True)
    return network


def label_loss(logits, targets):
    """Cross-entropy of the softmax, and its gradient."""
    labels = targets[0].astype(int)
    each = numpy.arange(len(labels))
    weights = numpy.exp(logits - logits.max(0))
    probabilities = weights / weights.sum(0)
    loss = -numpy.log(probabilities[labels, each] + 1e-12).mean()
    probabilities[labels, each] -= 1
    return loss, probabilities / len(labels)


def forecast_loss(output, targets):
    """One minus the task's own score, r² / (1 + r²), and its gradient."""
    truth, naive = targets[:-1], targets[-1]
    difference = (output - truth) / naive
    ratio = (difference**2).mean(0)
    loss = (ratio / (1 + ratio)).mean()
    slope = 2 * difference / (naive * len(truth))
    return loss, slope / (1 + ratio) ** 2 / len(ratio)


def square_loss(output, targets):
    """The mean squared error, and its gradient."""
    difference = output - targets
    return (difference**2).mean(), 2 * difference / difference.size


kinds = {
    "digits": {"input": (1, 28, 28), "targets": 1, "loss": label_loss},
    "letters": {"input": (1, 28, 28), "targets": 1, "loss": label_loss},
    "table": {"input": (24,), "targets": 1, "loss": square_loss},
    "series": {"input": (64,), "targets": 9, "loss": forecast_loss},
}


parts = [*kinds, "similarity"]


if __name__ == "__main__":
    main()
