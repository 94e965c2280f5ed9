import {open, stat} from 'node:fs/promises';
import path from 'node:path';
import type {ModelFormat} from '../../gpu/process/engine-messages.ts';
import {findOnnxFault} from './onnx-file.ts';

/**
Check that a file or folder has the structure of a model of its format, without loading it.

@returns What is wrong, as the end of a sentence, or `undefined` if it looks like a model.
*/
export async function findModelFault(
	file: string,
	format: ModelFormat,
): Promise<string | undefined> {
	if (format === 'decoder') {
		return findFolderFault(file);
	}

	if (!(await isFile(file))) {
		return 'there is no such file';
	}

	return format === 'gguf' ? findGgufFault(file) : findOnnxFault(file);
}

/** The places where a language model for onnxruntime may have its graph. */
export const graphNames = ['model.onnx', 'onnx/model.onnx'];

async function findFolderFault(folder: string): Promise<string | undefined> {
	for (const name of ['config.json', 'tokenizer.json']) {
		if (!(await isFile(path.join(folder, name)))) {
			return `there is no \`${name}\` in it`;
		}
	}

	for (const name of graphNames) {
		const graph = path.join(folder, name);
		if (await isFile(graph)) {
			const fault = await findOnnxFault(graph);
			return fault === undefined ? undefined : `of its \`${name}\`, ${fault}`;
		}
	}

	return 'there is no `model.onnx` in it';
}

async function findGgufFault(file: string): Promise<string | undefined> {
	await using handle = await open(file, 'r');
	const {buffer} = await handle.read({length: 4});
	return buffer.toString('latin1', 0, 4) === 'GGUF' ? undefined : 'it is not a GGUF file';
}

async function isFile(file: string): Promise<boolean> {
	const stats = await stat(file).catch(() => undefined);
	return stats?.isFile() === true;
}
