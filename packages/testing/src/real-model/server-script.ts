/**
 * The server process. Arguments: the weights' file, the model's name, the context of a slot in tokens, slots. Prints its address as one line
 * and serves until stdin ends, which it does when the parent closes it or dies, however it dies.
 *
 * One thread: with as many as there are cores, llama.cpp's spin locks fall to a few tokens a second when anything else runs.
 */
export const SERVER_SCRIPT = `
import os, sys
import xllamacpp

weights, name, context, slots = sys.argv[1:]
params = xllamacpp.CommonParams()
params.model.path = weights
params.model_alias = {name}
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_parallel = int(slots)
params.n_ctx = int(context) * int(slots)
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.embedding = True
params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
params.endpoint_metrics = True
params.verbosity = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
os._exit(0)
`
