"""Measures a bare session of Python's onnxruntime on one thread; peer.ts says how it is asked."""

import json
import sys
import time

import numpy
import onnxruntime

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
options.log_severity_level = 4
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
model_input = session.get_inputs()[0]
shape = model_input.shape[1:]
random = numpy.random.default_rng(7)
print(json.dumps({"dims": shape, "version": onnxruntime.__version__}), flush=True)

for line in sys.stdin:
    question = json.loads(line)
    batch, seconds = question["batch"], question["seconds"]
    feeds = {model_input.name: random.random((batch, *shape), dtype=numpy.float32)}
    session.run(None, feeds)
    times = []
    start = last = time.perf_counter()
    while last - start < seconds:
        session.run(None, feeds)
        now = time.perf_counter()
        times.append(now - last)
        last = now
    times.sort()
    answer = {
        "rowsPerSecond": len(times) * batch / (last - start),
        "p50": times[len(times) // 2] * 1000,
    }
    print(json.dumps(answer), flush=True)
