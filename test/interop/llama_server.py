"""Run the HTTP server of llama.cpp, as xllamacpp packages it, until a signal ends the process."""

import argparse
import signal

import xllamacpp

parser = argparse.ArgumentParser()
parser.add_argument("--model", required=True, help="a GGUF file")
parser.add_argument("--alias", required=True, help="what clients call the model")
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--parallel", type=int, default=1, help="texts at once")
parser.add_argument("--context", type=int, default=2048, help="tokens of each text")
options = parser.parse_args()

params = xllamacpp.CommonParams()
params.model.path = options.model
params.model_alias = {options.alias}
params.hostnames = ["127.0.0.1"]
params.port = options.port
# Threads wait for one another at each step, which on a busy machine takes longer than the step.
params.cpuparams.n_threads = 1
params.n_parallel = options.parallel
params.n_ctx = options.context * options.parallel
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
while True:
    signal.pause()
