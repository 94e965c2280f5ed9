/* eslint-disable @typescript-eslint/naming-convention -- The names of inputs are those of Hugging Face. */
import type {InferenceSession, Tensor} from 'onnxruntime-node';
import {type Forward, type Read, readLastLogits} from '../decoder/forward.ts';
import {createCache} from '../decoder/kv-cache.ts';
import type {Runtime} from '../open-session.ts';
import {createMask, findPlace, type Group, type Memory} from './memory.ts';
import type {Seq2seqSessions, Seq2seqShape} from './seq2seq-shape.ts';

export type Seq2seqForwardOptions = {
	readonly runtime: Runtime;
	readonly sessions: Seq2seqSessions;
	readonly shape: Seq2seqShape;
	/** What a text begins with, before its first own token. */
	readonly startIds: readonly number[];
	/** Tokens that are never picked. */
	readonly bannedIds: readonly number[];
};

/**
Create the passes of a model with an encoder and a decoder: prompts are read by the encoder, and what texts begin with by the decoder. A step makes a pass for each length of text. Each pass blocks the thread.
*/
export function createSeq2seqForward({
	runtime,
	sessions: {encoder, first, later},
	shape,
	startIds,
	bannedIds,
}: Seq2seqForwardOptions): Forward<Memory> {
	const fill = (rows: number, columns: number, toNumber: (row: number, column: number) => number) =>
		new runtime.Tensor(
			'int64',
			BigInt64Array.from({length: rows * columns}, (_, place) =>
				BigInt(toNumber(Math.floor(place / columns), place % columns)),
			),
			[rows, columns],
		);
	const isCached = (value: boolean) => new runtime.Tensor('bool', [value], [1]);
	/** A merged decoder has inputs for the cache that its first pass does not use. */
	const createEmpty = (rows: number) =>
		Object.fromEntries(
			[shape.growing, shape.constant].flatMap(cache => {
				const {tensors} = createCache(runtime, {cache}, rows);
				return cache.map(({past}, index) => [past, tensors[index]!]);
			}),
		);

	const begin = async (prompts: ReadonlyArray<readonly number[]>): Promise<GroupRead> => {
		const read = prompts.map(({length}) => length);
		const columns = Math.max(...read);
		const mask = createMask(runtime, read);
		const encoded = await encoder.run({
			input_ids: fill(read.length, columns, (row, column) => prompts[row]![column] ?? 0),
			attention_mask: mask,
		});
		const hidden = encoded.last_hidden_state!;
		const results = await run(first, [...shape.growing, ...shape.constant], {
			...createEmpty(read.length),
			input_ids: fill(read.length, startIds.length, (_, column) => startIds[column]!),
			encoder_hidden_states: hidden,
			encoder_attention_mask: mask,
			use_cache_branch: isCached(false),
		});
		return {
			logits: results.logits!,
			group: {
				read,
				mask,
				columns: startIds.length,
				growing: shape.growing.map(({present}) => results[present]!),
				constant: [hidden, ...shape.constant.map(({present}) => results[present]!)],
			},
		};
	};

	const advance = async (group: Group, tokens: readonly number[]): Promise<GroupRead> => {
		const {read, mask, columns, growing, constant} = group;
		const [hidden, ...kept] = constant;
		const results = await run(later, shape.growing, {
			...Object.fromEntries(shape.growing.map(({past}, index) => [past, growing[index]!])),
			...Object.fromEntries(shape.constant.map(({past}, index) => [past, kept[index]!])),
			input_ids: fill(read.length, 1, row => tokens[row]!),
			encoder_hidden_states: hidden!,
			encoder_attention_mask: mask,
			use_cache_branch: isCached(true),
		});
		return {
			logits: results.logits!,
			// What it says of the prompt's keys and values from the cache is not to be used.
			group: {
				...group,
				columns: columns + 1,
				growing: shape.growing.map(({present}) => results[present]!),
			},
		};
	};

	const join = (reads: readonly GroupRead[]): Read<Memory> => {
		const groups = reads.map(({group}) => group);
		const cache = {rows: groups.reduce((rows, {read}) => rows + read.length, 0), groups};
		return {
			cache,
			logits(index) {
				const {group, row} = findPlace(cache, index);
				const numbers = readLastLogits(reads[groups.indexOf(group)]!.logits, row);
				for (const id of bannedIds) {
					numbers[id] = -Infinity;
				}

				return numbers;
			},
		};
	};

	return {
		prefill: async prompts => join([await begin(prompts)]),
		async step({groups}, rows) {
			const reads: GroupRead[] = [];
			let start = 0;
			for (const group of groups) {
				const end = start + group.read.length;
				const tokens = rows.slice(start, end).map(({token}) => token);
				reads.push(await advance(group, tokens));
				start = end;
			}

			return join(reads);
		},
	};
}

type GroupRead = {readonly group: Group; readonly logits: Tensor};

/** Run a decoder with those of the inputs that it has. */
async function run(
	session: InferenceSession,
	cache: Seq2seqShape['growing'],
	inputs: Readonly<Record<string, Tensor>>,
) {
	return session.run(Object.fromEntries(session.inputNames.map(name => [name, inputs[name]!])), [
		'logits',
		...cache.map(({present}) => present),
	]);
}
