"""Write a model as ONNX, with the names that Hugging Face Optimum gives a decoder with a KV cache.

Inputs are `input_ids`, `attention_mask`, `position_ids`, `num_logits_to_keep` and
`past_key_values.{layer}.key|value`, outputs `logits`, of so many last tokens or with 0 of all, and
`present.{layer}.key|value`. A place that `attention_mask` leaves out influences nothing, wherever
it is, so sequences of different lengths can share a batch.
"""

import numpy
import onnx
from model import EPSILON, frequencies
from onnx import TensorProto, helper, numpy_helper

OPSET, IR = 17, 10
MASKED = -1e9


def write_model(parameters, recipe, path, levels=127, picks_logits=True):
    """Write a model whose weights are whole numbers of up to `levels`, times scales; 0 for fp32.

    Without `picks_logits`, it computes the logits of all tokens and lacks `num_logits_to_keep`.
    """
    graph = Graph(levels)
    heads = recipe["heads"]
    width = parameters["norm"].size
    size = width // heads
    embedding = graph.add_weight("embedding", parameters["embedding"], axis=0)
    bias = add_bias(graph)
    turn = add_rotation(graph, size)
    x = graph.add("Gather", embedding, "input_ids")
    for index, layer in enumerate(parameters["layers"]):
        mixed = add_norm(graph, x, layer, f"layer{index}.attention_norm")
        # The queries' scale is part of their weights.
        weights = numpy.array(layer["attention_in"]).reshape(width, -1)
        offsets = numpy.array(layer["attention_bias"])
        weights[:, :width] /= numpy.sqrt(size)
        offsets[:width] /= numpy.sqrt(size)
        mixed = graph.add(
            "MatMul", mixed, graph.add_weight(f"layer{index}.attention_in", weights)
        )
        offsets = graph.add_constant(f"layer{index}.attention_bias", offsets)
        mixed = graph.add("Add", mixed, offsets)
        seen = add_attention(graph, mixed, index, heads, size, bias, turn)
        x = graph.add("Add", x, add_product(graph, seen, layer, f"layer{index}.attention_out"))
        hidden = add_norm(graph, x, layer, f"layer{index}.dense_norm")
        hidden = graph.add("Relu", add_product(graph, hidden, layer, f"layer{index}.dense_in"))
        hidden = graph.add("Mul", hidden, hidden)
        x = graph.add("Add", x, add_product(graph, hidden, layer, f"layer{index}.dense_out"))
    x = add_norm(graph, add_last(graph, x) if picks_logits else x, parameters, "norm")
    graph.add("MatMul", x, graph.add("Transpose", embedding, perm=[1, 0]), output="logits")

    vocabulary = parameters["embedding"].shape[0]
    layers = len(parameters["layers"])
    write(graph, path, picks_logits, layers=layers, heads=heads, size=size, words=vocabulary)


class Graph:
    """Nodes and constants; each `add` returns the name of what it adds."""

    def __init__(self, levels):
        self.levels = levels
        self.nodes, self.constants = [], {}

    def add(self, operator, *inputs, output=None, outputs=1, **attributes):
        number = len(self.nodes)
        names = [output or f"{operator.lower()}{number}.{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def add_constant(self, name, value):
        self.constants.setdefault(name, numpy.array(value, order="C"))
        return name

    def add_integers(self, *values):
        return self.add_constant("_".join(map(str, values)), numpy.array(values, numpy.int64))

    def add_weight(self, name, value, axis=1):
        """Add a matrix as int8, with a scale for each index of an axis, and its dequantization."""
        value = numpy.asarray(value)
        if self.levels == 0:
            return self.add_constant(name, value)
        scales = numpy.abs(value).max(1 - axis) / self.levels + 1e-12
        whole = numpy.round(value / numpy.expand_dims(scales, 1 - axis)).astype(numpy.int8)
        return self.add(
            "DequantizeLinear",
            self.add_constant(name, whole),
            self.add_constant(f"{name}.scale", scales.astype(numpy.float32)),
            axis=axis,
        )


def add_product(graph, x, layer, name):
    weight = graph.add_weight(name, layer[name.split(".")[-1]])
    return graph.add("MatMul", x, weight)


def add_norm(graph, x, layer, name):
    gain = graph.add_constant(name, layer[name.split(".")[-1]])
    return graph.add("LayerNormalization", x, gain, axis=-1, epsilon=EPSILON)


def add_last(graph, x):
    """Add what leaves out all tokens but the last ones, whose logits are asked for."""
    start = graph.add("Neg", graph.add("Unsqueeze", "num_logits_to_keep", graph.add_integers(0)))
    end = graph.add_integers(numpy.iinfo(numpy.int64).max)
    return graph.add("Slice", x, start, end, graph.add_integers(1))


def add_bias(graph):
    """Add what is added to the scores: 0 for what a token may see, else a large negative number."""
    zero, one = (graph.add_constant(f"number {n}", numpy.int64(n)) for n in (0, 1))
    total = graph.add("Squeeze", graph.add("Shape", "attention_mask", start=1, end=2))
    new = graph.add("Squeeze", graph.add("Shape", "input_ids", start=1, end=2))
    keys = graph.add("Range", zero, total, one)
    queries = graph.add("Range", graph.add("Sub", total, new), total, one)
    queries = graph.add("Unsqueeze", queries, graph.add_integers(1))
    causal = graph.add("LessOrEqual", keys, queries)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.BOOL)
    mask = graph.add("Unsqueeze", mask, graph.add_integers(1, 2))
    visible = graph.add("And", causal, mask)
    none = graph.add_constant("none", numpy.float32(0))
    return graph.add("Where", visible, none, graph.add_constant("masked", numpy.float32(MASKED)))


def add_rotation(graph, size):
    """Add the cosines and sines of the positions; return what turns queries or keys by them."""
    positions = graph.add("Cast", "position_ids", to=TensorProto.FLOAT)
    positions = graph.add("Unsqueeze", positions, graph.add_integers(1, 3))
    angles = graph.add("Mul", positions, graph.add_constant("frequencies", frequencies(size)))
    cosine, sine = graph.add("Cos", angles), graph.add("Sin", angles)

    def turn(x):
        first, second = graph.add("Split", x, outputs=2, axis=3)
        left = graph.add(
            "Sub", graph.add("Mul", first, cosine), graph.add("Mul", second, sine)
        )
        right = graph.add(
            "Add", graph.add("Mul", second, cosine), graph.add("Mul", first, sine)
        )
        return graph.add("Concat", left, right, axis=3)

    return turn


def add_attention(graph, mixed, index, heads, size, bias, turn):
    """Add the attention of all heads to the cache and the new tokens."""
    mixed = graph.add("Reshape", mixed, graph.add_integers(0, 0, 3 * heads, size))
    mixed = graph.add("Transpose", mixed, perm=[0, 2, 1, 3])
    parts = graph.add_integers(2 * heads, heads)
    turned, value = graph.add("Split", mixed, parts, outputs=2, axis=1)
    query, key = graph.add("Split", turn(turned), outputs=2, axis=1)
    key, value = (
        graph.add(
            "Concat",
            f"past_key_values.{index}.{name}",
            new,
            axis=2,
            output=f"present.{index}.{name}",
        )
        for name, new in (("key", key), ("value", value))
    )
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    weights = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
    seen = graph.add("Transpose", graph.add("MatMul", weights, value), perm=[0, 2, 1, 3])
    return graph.add("Reshape", seen, graph.add_integers(0, 0, heads * size))


def write(graph, path, picks_logits, *, layers, heads, size, words):
    def describe(name, kind, *sides):
        return helper.make_tensor_value_info(name, kind, sides)

    def describe_cache(prefix, length):
        return [
            describe(f"{prefix}.{index}.{part}", TensorProto.FLOAT, "batch", heads, length, size)
            for index in range(layers)
            for part in ("key", "value")
        ]

    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "btop",
            [
                describe("input_ids", TensorProto.INT64, "batch", "sequence"),
                describe("attention_mask", TensorProto.INT64, "batch", "total"),
                describe("position_ids", TensorProto.INT64, "batch", "sequence"),
                *([describe("num_logits_to_keep", TensorProto.INT64)] if picks_logits else []),
                *describe_cache("past_key_values", "past"),
            ],
            [
                describe("logits", TensorProto.FLOAT, "batch", "tokens", words),
                *describe_cache("present", "total"),
            ],
            [numpy_helper.from_array(value, name) for name, value in graph.constants.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR,
        producer_name="btop",
    )
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)
