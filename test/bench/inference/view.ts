import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as v from 'valibot';

/** A model's folder as transformers.js wants to find it. */
export type View = {readonly folder: string; readonly close: () => Promise<void>};

const configSchema = v.looseObject({});

/**
Link a model's files where transformers.js looks for them, below `onnx/`. The files are the same; only the type of a model that it does not know is replaced by that of a usual decoder.
*/
export async function createView(model: string): Promise<View> {
	const source = path.resolve(model);
	const folder = await mkdtemp(path.join(os.tmpdir(), 'btop-bench-'));
	const onnx = path.join(folder, 'onnx');
	await mkdir(onnx);
	const weights = existsSync(path.join(source, 'onnx')) ? path.join(source, 'onnx') : source;
	for (const file of await readdir(weights)) {
		if (/\.onnx(?:_data)?(?:$|[._])/v.test(file)) {
			await symlink(path.join(weights, file), path.join(onnx, file));
		}
	}

	for (const file of await readdir(source)) {
		if (file !== 'config.json' && /\.(?:json|jinja|txt|model)$/v.test(file)) {
			await symlink(path.join(source, file), path.join(folder, file));
		}
	}

	const text = await readFile(path.join(source, 'config.json'), 'utf8');
	const config = v.parse(configSchema, JSON.parse(text));
	const type = config.model_type === 'btop' ? 'llama' : config.model_type;

	const changed = {...config, model_type: type};
	await writeFile(path.join(folder, 'config.json'), JSON.stringify(changed));
	return {folder, close: async () => rm(folder, {recursive: true})};
}
