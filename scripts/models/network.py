"""A network: layers in a row, trained by Adam and written as ONNX."""

import numpy
import onnx
from layers import create_layer
from onnx import TensorProto, helper, numpy_helper

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
OPSET, IR = 17, 10


class Adam:
    """Changes parameters by their gradients (Kingma and Ba, 2015)."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.moments = [
            (numpy.zeros_like(value), numpy.zeros_like(value)) for value in parameters
        ]
        self.steps = 0

    def step(self, gradients, rate):
        self.steps += 1
        rate *= numpy.sqrt(1 - BETA2**self.steps) / (1 - BETA1**self.steps)
        for value, gradient, (first, second) in zip(self.parameters, gradients, self.moments):
            first += (1 - BETA1) * (gradient - first)
            second += (1 - BETA2) * (gradient**2 - second)
            value -= (rate * first / (numpy.sqrt(second) + EPSILON)).astype(numpy.float32)


class Network:
    def __init__(self, texts, shape, random):
        """`shape` is a row's, without the batch: (features,) or (channels, height, width)."""
        self.layers = [create_layer(text) for text in texts]
        self.input_shape = shape
        for layer in self.layers:
            shape = layer.build(random, shape)
        self.output_shape = shape
        self.adam = Adam([value for layer in self.layers for value in layer.parameters])

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, gradient):
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)

    def step(self, rate):
        """Take a step with the latest gradients."""
        self.adam.step([value for layer in self.layers for value in layer.gradients], rate)

    def count_parameters(self):
        return sum(value.size for layer in self.layers for value in layer.parameters)

    def write(self, path):
        """Write the network with `input` and `output` as names, for any batch size."""
        nodes, constants, source = [], {}, "input"
        for index, layer in enumerate(self.layers):
            last = index == len(self.layers) - 1
            name = "output" if last else f"layer{index}"
            node, values = layer.export(name, source)
            nodes.append(node)
            constants |= values
            source = name
        graph = helper.make_graph(
            nodes,
            "btop",
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", *self.input_shape])],
            [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", *self.output_shape])],
            [
                numpy_helper.from_array(numpy.ascontiguousarray(value), name)
                for name, value in constants.items()
            ],
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR,
            producer_name="btop",
        )
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, path)
