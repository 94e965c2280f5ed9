import path from 'node:path';
import process from 'node:process';

/** Get the command that runs the server of llama.cpp with the chat model, under the name `smollm2`, for so many texts at once. */
export const toLlamaCommand = (port: number, parallel: number): [string, ...string[]] => [
	process.env.BTOP_INTEROP_LLAMA!,
	path.join(import.meta.dirname, 'llama_server.py'),
	'--model',
	process.env.BTOP_INTEROP_MODEL!,
	'--alias',
	'smollm2',
	'--port',
	String(port),
	'--parallel',
	String(parallel),
];
