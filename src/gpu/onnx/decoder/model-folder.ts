import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import {findGraphs} from '../graph-files.ts';
import {createTokenizer, type TextTokenizer} from './tokenizer.ts';

/** A language model's folder, as Hugging Face lays it out. */
export type ModelFolder = {
	/** The ONNX files, as `findGraphs()` orders them: first the only one, or the encoder. */
	readonly files: readonly [string, ...string[]];
	readonly tokenizer: TextTokenizer;
	/** The most tokens of a text. */
	readonly context: number;
	/** Tokens that end a text. */
	readonly endIds: ReadonlySet<number>;
	/** Tokens that are never picked. */
	readonly bannedIds: readonly number[];
	/** What a decoder with an encoder reads before the first token of its text; empty without one. */
	readonly startIds: readonly number[];
};

/* eslint-disable @typescript-eslint/naming-convention -- The names of Hugging Face. */
const size = v.nullish(v.number());
const ids = v.nullish(v.union([v.number(), v.array(v.number())]));
const token = v.nullish(v.union([v.string(), v.object({content: v.string()})]));

const generationConfig = v.object({
	eos_token_id: ids,
	decoder_start_token_id: size,
	bos_token_id: size,
	pad_token_id: size,
	forced_bos_token_id: size,
	bad_words_ids: v.nullish(v.array(v.array(v.number()))),
});

const config = v.object({
	...generationConfig.entries,
	max_position_embeddings: size,
	n_positions: size,
	n_ctx: size,
});

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
Read a language model's folder: its ONNX files, `tokenizer.json`, and if they exist `config.json`, `generation_config.json`, `tokenizer_config.json` and `chat_template.jinja`.

@throws {Error} If a file is missing or is not what it should be.
*/
export async function readModelFolder(folder: string): Promise<ModelFolder> {
	const graphs = findGraphs(name => existsSync(path.join(folder, name)));
	if (!graphs.ok) {
		throw new Error(graphs.problem);
	}

	const [first, ...others] = graphs.files;
	const hasEncoder = others.length > 0;

	const model = await readJson(folder, 'config.json', config, {});
	const generation = await readJson(folder, 'generation_config.json', generationConfig, {});
	const settings = await readJson(folder, 'tokenizer_config.json', tokenizerConfig, {});
	const eos = toContent(settings.eos_token);
	const tokenizer = createTokenizer(await readJson(folder, 'tokenizer.json', v.looseObject({})), {
		template: await readTemplate(folder, settings.chat_template),
		takesLast: hasEncoder,
		bos: toContent(settings.bos_token),
		eos,
	});
	const named = eos === undefined ? undefined : tokenizer.idOf(eos);
	const generating = {...model, ...generation};
	return {
		files: [path.join(folder, first), ...others.map(name => path.join(folder, name))],
		tokenizer,
		context: findContext([
			settings.model_max_length ?? Infinity,
			model.max_position_embeddings ?? model.n_positions ?? model.n_ctx ?? Infinity,
		]),
		endIds: new Set([generation.eos_token_id ?? model.eos_token_id ?? named ?? []].flat()),
		bannedIds: (generating.bad_words_ids ?? []).filter(({length}) => length === 1).flat(),
		startIds: hasEncoder ? findStart(generating) : [],
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

/** Find what a decoder reads first, and by which token it then has to begin, if by any. */
function findStart(settings: v.InferOutput<typeof generationConfig>): readonly number[] {
	const start =
		settings.decoder_start_token_id ?? settings.bos_token_id ?? settings.pad_token_id ?? undefined;
	if (start === undefined) {
		throw new Error('`config.json` has no `decoder_start_token_id`');
	}

	return [start, settings.forced_bos_token_id ?? []].flat();
}

const toContent = (value: v.InferOutput<typeof token>) =>
	typeof value === 'string' ? value : value?.content;

const findContext = (sizes: readonly number[]) => {
	const known = sizes.filter(each => Number.isSafeInteger(each) && each > 0);
	return known.length > 0 ? Math.min(...known) : usualContext;
};
