"""Writes a copy of an ONNX model with all dimensions but the first fixed: fix-dims.py MODEL COPY INPUT_DIMS OUTPUT_DIMS, where dimensions are written as 3x48x192."""

import sys

import onnx

source, target, input_dims, output_dims = sys.argv[1:]
model = onnx.load(source)
for value, dims in (model.graph.input[0], input_dims), (model.graph.output[0], output_dims):
    shape = value.type.tensor_type.shape.dim
    shape[0].dim_param = "batch"
    for dim, size in zip(list(shape)[1:], dims.split("x"), strict=True):
        dim.dim_value = int(size)
onnx.save(model, target)
