"""Train a model of pictures on your own examples: one that exists, further, or one from nothing.

Each line of the examples is JSON: `{"pixels": "…", "label": 7}`, with 28 x 28 gray bytes in base64
as in a validator's question, and the number of the class. Every tenth example is set aside, and
the weights that do best on those are kept: more epochs cannot make the model worse there.
"""

import argparse
import base64
import json
import os
from pathlib import Path

# One thread, so that sums run in the same order on any number of cores.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy
from layers import Dropout
from network import Network
from read_network import NotOurs, read_network
from train import BATCH, label_loss

SHAPE = (1, 28, 28)


def main():
    parser = argparse.ArgumentParser(description="Train a model of pictures on your own examples.")
    parser.add_argument("--examples", type=Path, required=True, help="JSON, one example a line")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--from", type=Path, dest="model", help="an .onnx file to train further")
    start.add_argument("--layers", help="a new model, described as in recipes.json")
    parser.add_argument("--to", type=Path, required=True, help="the .onnx file to write")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.001, help="how far a step goes at first")
    parser.add_argument("--dropout", type=int, default=20, help="percent, where --from has it")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    random = numpy.random.default_rng(options.seed)
    try:
        network = (
            read_network(options.model, options.dropout)
            if options.model
            else Network(options.layers.split(", "), SHAPE, random)
        )
        (classes,) = network.output_shape
        pixels, labels = read_examples(options.examples, classes)
    except (NotOurs, BadExample) as problem:
        raise SystemExit(str(problem))
    if network.input_shape != SHAPE:
        raise SystemExit(f"{options.model} does not take pictures of 28 x 28")

    aside = numpy.arange(len(labels)) % 10 == 0
    test = (pixels[aside], labels[aside])
    before = assess(network, *test)
    after = refine(network, (pixels[~aside], labels[~aside]), test, random, options)
    network.write(options.to)
    print(f"{options.to}: {after[1]:.3f} of {len(test[1])} set aside are right, {before[1]:.3f} before")


class BadExample(Exception):
    """A line of the examples cannot be used."""


def read_examples(file, classes):
    pixels, labels = [], []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        try:
            example = json.loads(line)
            picture = base64.b64decode(example["pixels"], validate=True)
            label = example["label"]
        except (ValueError, KeyError, TypeError):
            raise BadExample(f"{file}:{number} is not an example")
        if len(picture) != numpy.prod(SHAPE):
            raise BadExample(f"{file}:{number} is not a picture of 28 x 28 bytes")
        if type(label) is not int or not 0 <= label < classes:
            raise BadExample(f"{file}:{number} has no label from 0 to {classes - 1}")
        pixels.append(numpy.frombuffer(picture, numpy.uint8))
        labels.append(label)
    if len(labels) < 20:
        raise BadExample(f"{file} has fewer than 20 examples")
    return numpy.stack(pixels), numpy.array(labels)


def to_input(pixels):
    """Turn rows of bytes into what a network takes, the batch last."""
    return numpy.ascontiguousarray(pixels.T).reshape(*SHAPE, -1) / numpy.float32(255)


def assess(network, pixels, labels):
    """Give the loss and the share of right answers, with nothing dropped out."""
    logits = []
    for first in range(0, len(labels), BATCH):
        x = to_input(pixels[first : first + BATCH])
        for layer in network.layers:
            x = x if isinstance(layer, Dropout) else layer.forward(x)
        logits.append(x)
    logits = numpy.concatenate(logits, 1)
    return label_loss(logits, labels[None])[0], (logits.argmax(0) == labels).mean()


def refine(network, examples, test, random, options):
    """Train with Adam, the rate falling along half a cosine, and keep the best of all epochs."""
    pixels, labels = examples
    parameters = [value for layer in network.layers for value in layer.parameters]
    best, kept = assess(network, *test), [value.copy() for value in parameters]
    batches = -(-len(labels) // BATCH)
    for epoch in range(options.epochs):
        order = random.permutation(len(labels))
        for batch in range(batches):
            chosen = order[batch * BATCH : (batch + 1) * BATCH]
            output = network.forward(to_input(pixels[chosen]))
            network.backward(label_loss(output, labels[chosen][None])[1])
            done = (epoch * batches + batch) / (options.epochs * batches)
            network.step(options.rate * (1 + numpy.cos(numpy.pi * done)) / 2)
        found = assess(network, *test)
        print(f"epoch {epoch + 1} of {options.epochs}: {found[1]:.3f} of those set aside are right", flush=True)
        if found[0] < best[0]:
            best, kept = found, [value.copy() for value in parameters]
    for value, good in zip(parameters, kept):
        value[...] = good
    return best


if __name__ == "__main__":
    main()
