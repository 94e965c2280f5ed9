"""Read a network that `Network.write()` wrote, so that it can be trained further."""

import numpy
import onnx
from network import Network
from onnx import numpy_helper


class NotOurs(Exception):
    """The file holds another kind of network."""


def read_network(path, dropout):
    """Read a network; where it dropped values out, it is to drop this percentage of them."""
    graph = onnx.load(path).graph
    constants = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    source, texts, weights = graph.input[0].name, [], []
    for node in graph.node:
        values = [constants.get(name) for name in node.input[1:]]
        if node.op_type not in texts_by_operator or node.input[0] != source:
            raise NotOurs(f"{path} is not a row of layers that layers.py knows")
        texts.append(texts_by_operator[node.op_type](node, values) or f"dropout {dropout}")
        weights.append(values)
        source = node.output[0]
    shape = tuple(side.dim_value for side in graph.input[0].type.tensor_type.shape.dim[1:])
    network = Network(texts, shape, numpy.random.default_rng(0))
    for layer, values in zip(network.layers, weights):
        for own, value in zip(layer.parameters, values):
            own[...] = value.reshape(own.shape)
    return network


def side_of(node):
    return next(item.ints[0] for item in node.attribute if item.name == "kernel_shape")


texts_by_operator = {
    "AveragePool": lambda node, values: f"averagepool {side_of(node)}",
    "MaxPool": lambda node, values: f"maxpool {side_of(node)}",
    "Conv": lambda node, values: f"conv {values[0].shape[2]} {values[0].shape[0]}",
    "Relu": lambda node, values: "relu",
    "Identity": lambda node, values: "",
    "Flatten": lambda node, values: "flatten",
    "Gemm": lambda node, values: f"dense {values[0].shape[0]}",
    "Slice": lambda node, values: f"last {int(values[1][0] - values[0][0])}",
}
