/**
The rivals, installed once for a machine in a cache outside the checkout, and never among our own dependencies.
*/
import type {Installation} from '../../../scripts/interop/cache.ts';

/** Python's onnxruntime, of the same release as ours; the result is its interpreter. */
export const pythonRuntime: Installation = {
	folder: 'onnxruntime-python-1.30.0',
	result: 'bin/python',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', 'onnxruntime==1.30.0', 'numpy'],
	],
};

/** Transformers.js, which brings an onnxruntime-node of the same release as ours; the result is its module. */
export const transformersJs: Installation = {
	folder: 'transformers-js-4.3.2',
	result: 'node_modules/@huggingface/transformers/dist/transformers.node.mjs',
	commands: [
		[
			'npm',
			'install',
			'--prefix',
			'.',
			'--no-audit',
			'--no-fund',
			// Scripts of its dependencies would download CUDA's libraries.
			'--ignore-scripts',
			'@huggingface/transformers@4.3.2',
		],
	],
};
