import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import {createTokenizer, type TextTokenizer} from './tokenizer.ts';

/** A language model's folder, as Hugging Face lays it out. */
export type ModelFolder = {
	/** The ONNX file. */
	readonly file: string;
	readonly tokenizer: TextTokenizer;
	/** The most tokens of a text. */
	readonly context: number;
	/** Tokens that end a text. */
	readonly endIds: ReadonlySet<number>;
};

/* eslint-disable @typescript-eslint/naming-convention -- The names of Hugging Face. */
const size = v.nullish(v.number());
const ids = v.nullish(v.union([v.number(), v.array(v.number())]));
const token = v.nullish(v.union([v.string(), v.object({content: v.string()})]));

const config = v.object({
	max_position_embeddings: size,
	n_positions: size,
	n_ctx: size,
	eos_token_id: ids,
});

const generationConfig = v.object({eos_token_id: ids});

const tokenizerConfig = v.object({
	// A number beyond all bounds where there is no limit.
	model_max_length: size,
	bos_token: token,
	eos_token: token,
	chat_template: v.nullish(
		v.union([v.string(), v.array(v.object({name: v.string(), template: v.string()}))]),
	),
});

/* eslint-enable @typescript-eslint/naming-convention */

const usualContext = 2048;

/**
Read a language model's folder: `model.onnx` or `onnx/model.onnx`, `tokenizer.json`, and if they exist `config.json`, `generation_config.json`, `tokenizer_config.json` and `chat_template.jinja`.

@throws {Error} If a file is missing or is not what it should be.
*/
export async function readModelFolder(folder: string): Promise<ModelFolder> {
	const file = ['model.onnx', 'onnx/model.onnx']
		.map(name => path.join(folder, name))
		.find(name => existsSync(name));
	if (file === undefined) {
		throw new Error('the folder has no `model.onnx`');
	}

	const model = await readJson(folder, 'config.json', config, {});
	const generation = await readJson(folder, 'generation_config.json', generationConfig, {});
	const settings = await readJson(folder, 'tokenizer_config.json', tokenizerConfig, {});
	const eos = toContent(settings.eos_token);
	const tokenizer = createTokenizer(await readJson(folder, 'tokenizer.json', v.looseObject({})), {
		template: await readTemplate(folder, settings.chat_template),
		bos: toContent(settings.bos_token),
		eos,
	});
	const named = eos === undefined ? undefined : tokenizer.idOf(eos);
	return {
		file,
		tokenizer,
		context: findContext([
			settings.model_max_length ?? Infinity,
			model.max_position_embeddings ?? model.n_positions ?? model.n_ctx ?? Infinity,
		]),
		endIds: new Set([generation.eos_token_id ?? model.eos_token_id ?? named ?? []].flat()),
	};
}

async function readJson<Schema extends v.GenericSchema>(
	folder: string,
	name: string,
	schema: Schema,
	absent?: Record<string, unknown>,
): Promise<v.InferOutput<Schema>> {
	const file = path.join(folder, name);
	if (absent && !existsSync(file)) {
		return v.parse(schema, absent);
	}

	try {
		return v.parse(schema, JSON.parse(await readFile(file, 'utf8')));
	} catch (error) {
		throw new Error(`\`${name}\` cannot be read: ${(error as Error).message}`, {cause: error});
	}
}

async function readTemplate(
	folder: string,
	template: v.InferOutput<typeof tokenizerConfig>['chat_template'],
): Promise<string | undefined> {
	const file = path.join(folder, 'chat_template.jinja');
	if (existsSync(file)) {
		return readFile(file, 'utf8');
	}

	return Array.isArray(template)
		? template.find(({name}) => name === 'default')?.template
		: (template ?? undefined);
}

const toContent = (value: v.InferOutput<typeof token>) =>
	typeof value === 'string' ? value : value?.content;

const findContext = (sizes: readonly number[]) => {
	const known = sizes.filter(each => Number.isSafeInteger(each) && each > 0);
	return known.length > 0 ? Math.min(...known) : usualContext;
};
