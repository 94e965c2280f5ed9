import {statSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {findFormat, listParts, type ModelLayout} from '../../gpu/find-format.ts';
import {findGraphs} from '../../gpu/onnx/graph-files.ts';
import {isDirectory} from '../../support/files/ensure-directory.ts';
import {findGgufFault} from './gguf-file.ts';
import {findOnnxFault} from './onnx-file.ts';

/**
Check that a file or folder has the structure of a model of its format, without loading it.

@returns What is wrong, as the end of a sentence, or `undefined` if it looks like a model.
*/
export async function findModelFault(
	file: string,
	format: ModelLayout,
): Promise<string | undefined> {
	switch (format) {
		case 'decoder': {
			return findFolderFault(file);
		}

		case 'gguf': {
			return findGgufFault(file);
		}

		case 'parts': {
			return findPartsFault(file);
		}

		case 'tensor': {
			return findOnnxFault(file);
		}
	}
}

async function findPartsFault(folder: string): Promise<string | undefined> {
	const parts = isDirectory(folder) ? listParts(folder) : [];
	if (parts.length === 0 || parts.length > mostParts) {
		return `it is not a folder of up to ${mostParts} models`;
	}

	for (const part of parts) {
		const fault = await findModelFault(part, findFormat(part)!);
		if (fault !== undefined) {
			return `the fault is in its part \`${path.basename(part)}\`: ${fault}`;
		}
	}

	return undefined;
}

/** Each gets a process of its own. */
const mostParts = 8;

async function findFolderFault(folder: string): Promise<string | undefined> {
	if (!isDirectory(folder)) {
		return 'it is not a folder';
	}

	for (const name of ['config.json', 'tokenizer.json']) {
		if (!isFile(path.join(folder, name))) {
			return `there is no \`${name}\` in it`;
		}
	}

	const graphs = findGraphs(name => isFile(path.join(folder, name)));
	if (graphs.ok) {
		const faults = graphs.files.map(name => ({
			name,
			fault: findOnnxFault(path.join(folder, name)),
		}));
		const found = faults.find(({fault}) => fault !== undefined);
		return found && `the fault is in its \`${found.name}\`: ${found.fault}`;
	}

	const names = await readdir(folder);
	return names.some(name => name.endsWith('.safetensors'))
		? 'it has its weights only as safetensors; export it to ONNX, or take it as GGUF'
		: graphs.problem;
}

const isFile = (file: string) => statSync(file, {throwIfNoEntry: false})?.isFile() === true;
