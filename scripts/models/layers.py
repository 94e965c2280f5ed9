"""The layers of our networks: forward, backward, and what each is in ONNX.

The batch is the last axis, (features, batch) or (channels, height, width, batch): the shifts and
sums of a convolution then move contiguous memory, and an image flattens in ONNX's own order.
`build(random, shape)` initializes a layer for an input shape (without the batch) and returns its
output shape.
"""

import numpy
from onnx import helper


class Layer:
    parameters = ()
    gradients = ()

    def build(self, random, shape):
        return shape


class Weighted(Layer):
    """A layer with weights, initialized for ReLU as in He et al. (2015), and a bias."""

    def prepare(self, random, inputs, outputs):
        scale = numpy.sqrt(2 / inputs)
        self.weight = (random.standard_normal((outputs, inputs)) * scale).astype(numpy.float32)
        self.bias = numpy.zeros((outputs, 1), numpy.float32)
        self.parameters = (self.weight, self.bias)

    def apply(self, columns):
        self.columns = columns
        return self.weight @ columns + self.bias

    def differentiate(self, gradient):
        self.gradients = (gradient @ self.columns.T, gradient.sum(1, keepdims=True))


class Dense(Weighted):
    """A fully connected layer."""

    def __init__(self, units):
        self.units = units

    def build(self, random, shape):
        (inputs,) = shape
        self.prepare(random, inputs, self.units)
        return (self.units,)

    def forward(self, x):
        return self.apply(x)

    def backward(self, gradient):
        self.differentiate(gradient)
        return self.weight.T @ gradient

    def export(self, name, source):
        values = {f"{name}.weight": self.weight, f"{name}.bias": self.bias[:, 0]}
        return helper.make_node("Gemm", [source, *values], [name], transB=1), values


class Conv(Weighted):
    """A convolution, zero-padded to keep the size."""

    def __init__(self, kernel, channels):
        self.kernel, self.channels = kernel, channels

    def build(self, random, shape):
        self.inputs, self.height, self.width = shape
        self.prepare(random, self.inputs * self.kernel**2, self.channels)
        return (self.channels, self.height, self.width)

    def shifts(self, padded):
        """Yield each kernel position with the part of the padded image it covers."""
        for row in range(self.kernel):
            for column in range(self.kernel):
                yield row, column, padded[:, row : row + self.height, column : column + self.width]

    def pad(self, batch):
        edge = self.kernel // 2 * 2
        return numpy.zeros((self.inputs, self.height + edge, self.width + edge, batch), "f4")

    def inside(self, padded):
        edge = self.kernel // 2
        return padded[:, edge : edge + self.height, edge : edge + self.width]

    def forward(self, x):
        batch = x.shape[-1]
        padded = self.pad(batch)
        self.inside(padded)[...] = x
        columns = numpy.empty((self.inputs, self.kernel, self.kernel, *x.shape[1:]), "f4")
        for row, column, part in self.shifts(padded):
            columns[:, row, column] = part
        result = self.apply(columns.reshape(self.weight.shape[1], -1))
        return result.reshape(self.channels, *x.shape[1:])

    def backward(self, gradient):
        flat = gradient.reshape(self.channels, -1)
        self.differentiate(flat)
        columns = (self.weight.T @ flat).reshape(
            self.inputs, self.kernel, self.kernel, *gradient.shape[1:]
        )
        padded = self.pad(gradient.shape[-1])
        for row, column, part in self.shifts(padded):
            part += columns[:, row, column]
        return self.inside(padded)

    def export(self, name, source):
        sides = (self.inputs, self.kernel, self.kernel)
        weight = self.weight.reshape(self.channels, *sides)
        values = {f"{name}.weight": weight, f"{name}.bias": self.bias[:, 0]}
        pads = [self.kernel // 2] * 4
        return helper.make_node("Conv", [source, *values], [name], pads=pads), values


class Relu(Layer):
    def forward(self, x):
        self.positive = x > 0
        return x * self.positive

    def backward(self, gradient):
        return gradient * self.positive

    def export(self, name, source):
        return helper.make_node("Relu", [source], [name]), {}


class Pool(Layer):
    """Pooling: one value for each square of `size` × `size`."""

    def __init__(self, size):
        self.size = size

    def build(self, random, shape):
        channels, height, width = shape
        return (channels, height // self.size, width // self.size)

    def split(self, x):
        channels, height, width, batch = x.shape
        size = self.size
        return x.reshape(channels, height // size, size, width // size, size, batch)

    def export(self, name, source):
        sides = [self.size] * 2
        return helper.make_node(
            self.operator, [source], [name], kernel_shape=sides, strides=sides
        ), {}


class MaxPool(Pool):
    operator = "MaxPool"

    def forward(self, x):
        self.shape = x.shape
        squares = self.split(x)
        result = squares.max((2, 4), keepdims=True)
        self.chosen = squares == result
        return result[:, :, 0, :, 0]

    def backward(self, gradient):
        return (self.chosen * gradient[:, :, None, :, None]).reshape(self.shape)


class AveragePool(Pool):
    """Always the first layer, so its gradient is never needed."""

    operator = "AveragePool"

    def forward(self, x):
        return self.split(x).mean((2, 4))

    def backward(self, gradient):
        return None


class Dropout(Layer):
    """Dropout of a percentage of the values during training (Srivastava et al., 2014)."""

    def __init__(self, percent):
        self.keep = 1 - percent / 100

    def build(self, random, shape):
        self.random = random
        return shape

    def forward(self, x):
        kept = self.random.random(x.shape, numpy.float32) < self.keep
        self.factor = kept * numpy.float32(1 / self.keep)
        return x * self.factor

    def backward(self, gradient):
        return gradient * self.factor

    def export(self, name, source):
        return helper.make_node("Identity", [source], [name]), {}


class Flatten(Layer):
    def build(self, random, shape):
        self.shape = shape
        return (int(numpy.prod(shape)),)

    def forward(self, x):
        return x.reshape(-1, x.shape[-1])

    def backward(self, gradient):
        return gradient.reshape(*self.shape, -1)

    def export(self, name, source):
        return helper.make_node("Flatten", [source], [name]), {}


class Last(Layer):
    """The last `count` values of a row. Always the first layer."""

    def __init__(self, count):
        self.count = count

    def build(self, random, shape):
        (self.inputs,) = shape
        return (self.count,)

    def forward(self, x):
        return x[-self.count :]

    def backward(self, gradient):
        return None

    def export(self, name, source):
        limits = {
            f"{name}.start": numpy.array([self.inputs - self.count], numpy.int64),
            f"{name}.end": numpy.array([self.inputs], numpy.int64),
            f"{name}.axis": numpy.array([1], numpy.int64),
        }
        return helper.make_node("Slice", [source, *limits], [name]), limits


kinds = {
    "dense": Dense,
    "conv": Conv,
    "relu": Relu,
    "maxpool": MaxPool,
    "averagepool": AveragePool,
    "dropout": Dropout,
    "flatten": Flatten,
    "last": Last,
}


def create_layer(text):
    """Create a layer from its description in `recipes.json`, such as `conv 3 32`."""
    kind, *numbers = text.split()
    return kinds[kind](*map(int, numbers))
