"""Train the encoders of `recipes.json` on the texts that `training-set.ts` wrote, and write each as
a folder with an ONNX file and a tokenizer, as Hugging Face lays it out.

A token's vector is that of its word, or with `hidden` what a layer makes of the words around it.
The mean stands for the text: `gpu/onnx/decoder/encoder.ts` computes it.
"""

import json
import re
from functools import cache

import numpy
import onnx
from network import IR, OPSET, Adam
from onnx import TensorProto, helper, numpy_helper

BATCH, REACH = 32, 2
# What the cosine is to be for each grade of relevance.
TARGETS = numpy.array([0, 0.3, 0.7, 1], numpy.float32)


@cache
def read_texts(file):
    """Read the questions: the words, each question's texts as their numbers, and the targets."""
    questions = [json.loads(line) for line in file.read_text().splitlines()]
    split = [
        [re.findall(r"\w+|[^\w\s]", text.lower()) for text in [each["query"], *each["texts"]]]
        for each in questions
    ]
    words = ["[PAD]", "[UNK]", *sorted({word for texts in split for text in texts for word in text})]
    numbers = {word: number for number, word in enumerate(words)}
    longest = max(len(text) for texts in split for text in texts)
    tokens = numpy.zeros((len(split), len(split[0]), longest), numpy.int32)
    for row, texts in enumerate(split):
        for column, text in enumerate(texts):
            tokens[row, column, : len(text)] = [numbers[word] for word in text]
    relevance = numpy.array([each["relevance"] for each in questions])
    return words, tokens, TARGETS[relevance]


class Encoder:
    def __init__(self, recipe, words, random):
        width, hidden = recipe["width"], recipe.get("hidden")

        def draw(*sides):
            return (random.standard_normal(sides) / numpy.sqrt(sides[0])).astype(numpy.float32)

        self.reach = REACH if hidden else 0
        self.parameters = [draw(words, width) * numpy.float32(numpy.sqrt(words / width))]
        if hidden:
            window = (2 * REACH + 1) * width
            self.parameters += [draw(window, hidden), numpy.zeros(hidden, numpy.float32)]
            self.parameters += [draw(hidden, width)]
        self.adam = Adam(self.parameters)

    def shift(self, vectors, by):
        """Move the vectors of a text along it, with zeros where none comes from."""
        moved = numpy.zeros_like(vectors)
        if by < 0:
            moved[:, -by:] = vectors[:, :by]
        elif by > 0:
            moved[:, :-by] = vectors[:, by:]
        else:
            moved[...] = vectors
        return moved

    def forward(self, tokens):
        """Turn texts (text, place) into sums of vectors."""
        self.tokens, self.used = tokens, (tokens > 0)[..., None]
        if not self.reach:
            self.counts = self.count(tokens)
            return self.counts @ self.parameters[0]
        table, weight, bias, last = self.parameters
        vectors = table[tokens] * self.used
        window = [self.shift(vectors, by) for by in range(-REACH, REACH + 1)]
        self.window = numpy.concatenate(window, axis=2)
        self.active = numpy.maximum(self.window @ weight + bias, 0) * self.used
        self.sums = self.active.sum(1)
        return self.sums @ last

    def count(self, tokens):
        """Count each word in each text."""
        words = len(self.parameters[0])
        places = tokens + words * numpy.arange(len(tokens))[:, None]
        counts = numpy.bincount(places.ravel(), minlength=words * len(tokens))
        counts = counts.reshape(-1, words).astype(numpy.float32)
        counts[:, 0] = 0
        return counts

    def backward(self, gradient):
        if not self.reach:
            return [self.counts.T @ gradient]
        table, weight, _, last = self.parameters
        inner = (gradient @ last.T)[:, None] * (self.active > 0)
        flat = inner.reshape(-1, inner.shape[-1])
        parts = numpy.split(inner @ weight.T, 2 * REACH + 1, axis=2)
        vectors = sum(self.shift(part, REACH - at) for at, part in enumerate(parts)) * self.used
        words = self.count(self.tokens.reshape(-1, 1))
        return [
            words.T @ vectors.reshape(-1, table.shape[1]),
            self.window.reshape(-1, self.window.shape[-1]).T @ flat,
            flat.sum(0),
            self.sums.T @ gradient,
        ]

    def learn(self, tokens, targets, rate):
        """Take a step towards cosines that are the targets, and return the loss."""
        questions, texts, longest = tokens.shape
        sums = self.forward(tokens.reshape(-1, longest))
        lengths = numpy.sqrt((sums**2).sum(1, keepdims=True)) + 1e-6
        units = (sums / lengths).reshape(questions, texts, -1)
        query, others = units[:, :1], units[:, 1:]
        difference = (query * others).sum(2) - targets
        slope = (2 * difference / difference.size)[..., None]
        towards = numpy.concatenate([(slope * others).sum(1, keepdims=True), slope * query], axis=1)
        along = (towards * units).sum(2, keepdims=True) * units
        gradient = (towards - along).reshape(sums.shape) / lengths
        self.adam.step(self.backward(gradient), rate)
        return (difference**2).mean()

    def count_parameters(self):
        return sum(value.size for value in self.parameters)


def train_encoder(name, recipe, file):
    """Train one encoder, decaying the learning rate to zero along half a cosine."""
    words, tokens, targets = read_texts(file)
    random = numpy.random.default_rng(recipe["seed"])
    encoder = Encoder(recipe, len(words), random)
    encoder.words = words
    count = min(recipe["examples"], len(tokens))
    total = recipe["epochs"] * (count // BATCH)
    for step in range(total):
        chosen = random.integers(0, count, BATCH)
        rate = recipe["rate"] * (1 + numpy.cos(numpy.pi * step / total)) / 2
        loss = encoder.learn(tokens[chosen], targets[chosen], rate)
        if (step + 1) % max(1, total // 4) == 0:
            print(f"{name} step {step + 1} of {total}: loss {loss:.4f}", flush=True)
    return encoder


def write_encoder(encoder, folder):
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "config.json", {"max_position_embeddings": 128})
    write_json(folder / "tokenizer.json", describe_tokenizer(encoder.words))
    onnx_model = describe_model(encoder)
    onnx.checker.check_model(onnx_model, full_check=True)
    onnx.save(onnx_model, folder / "model.onnx")


def write_json(file, value):
    file.write_text(json.dumps(value, indent="\t", ensure_ascii=False) + "\n")


def describe_tokenizer(words):
    """Each word is a token. WordPiece without pieces is what the library for JavaScript reads."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {word: number for number, word in enumerate(words)},
        },
    }


def describe_model(encoder):
    table, *layers = encoder.parameters
    constants = {"embedding": table, "last_axis": numpy.array([2], numpy.int64)}
    bag = "last_hidden_state" if not layers else "words"
    nodes = [
        helper.make_node("Gather", ["embedding", "input_ids"], ["gathered"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["used"]),
        helper.make_node("Mul", ["gathered", "used"], [bag]),
    ]
    if layers:
        weight, bias, last = layers
        width, hidden = table.shape[1], len(bias)
        window = weight.reshape(2 * REACH + 1, width, hidden).transpose(2, 1, 0)
        constants |= {"window": window, "bias": bias, "last": last.T[:, :, None]}
        nodes += [
            helper.make_node("Transpose", ["words"], ["channels"], perm=[0, 2, 1]),
            helper.make_node(
                "Conv", ["channels", "window", "bias"], ["convolved"], pads=[REACH, REACH]
            ),
            helper.make_node("Relu", ["convolved"], ["active"]),
            helper.make_node("Conv", ["active", "last"], ["outputs"]),
            helper.make_node("Transpose", ["outputs"], ["last_hidden_state"], perm=[0, 2, 1]),
        ]

    def describe(name, kind, *sides):
        return helper.make_tensor_value_info(name, kind, ["batch", "sequence", *sides])

    return helper.make_model(
        helper.make_graph(
            nodes,
            "btop",
            [
                describe("input_ids", TensorProto.INT64),
                describe("attention_mask", TensorProto.INT64),
            ],
            [describe("last_hidden_state", TensorProto.FLOAT, table.shape[1])],
            [
                numpy_helper.from_array(numpy.ascontiguousarray(value), name)
                for name, value in constants.items()
            ],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR,
        producer_name="btop",
    )
