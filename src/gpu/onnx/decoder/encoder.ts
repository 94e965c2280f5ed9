import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Tensor} from 'onnxruntime-node';
import type {Embedded, LanguageModel} from '../../language/language-model.ts';
import type {OpenSession, Prepared} from '../open-session.ts';
import {checkIds} from './decoder-shape.ts';
import type {ModelFolder} from './model-folder.ts';
import {poolRow} from './pool-row.ts';
import {runHalving, type Failable} from './run-halving.ts';

/** A text that waits for its vector. */
type Waiting = Failable & {
	readonly ids: readonly number[];
	readonly settle: (embedded: Embedded) => void;
};

/** The most texts in a pass. */
const capacity = 32;

const output = 'last_hidden_state';

/**
Prepare an encoder: a model that turns each token of a text into a vector, of which the mean stands for the text. Texts that come while it computes share its next pass.
*/
export async function prepareEncoder(
	{runtime, session, engine, provider, notes}: OpenSession,
	{tokenizer, context}: ModelFolder,
): Promise<Prepared<LanguageModel>> {
	const problem = checkIds(
		session.inputMetadata,
		['input_ids', 'attention_mask'],
		['token_type_ids', 'position_ids'],
	);
	if (problem !== undefined) {
		return {ok: false, cause: 'bad-model', problem};
	}

	const names = session.inputMetadata.map(({name}) => name);
	const read = async (texts: ReadonlyArray<readonly number[]>) => {
		const columns = Math.max(...texts.map(({length}) => length));
		const fill = (toNumber: (row: number, column: number) => number) =>
			new runtime.Tensor(
				'int64',
				BigInt64Array.from({length: texts.length * columns}, (_, place) =>
					BigInt(toNumber(Math.floor(place / columns), place % columns)),
				),
				[texts.length, columns],
			);
		/* eslint-disable @typescript-eslint/naming-convention -- The names of Hugging Face. */
		const inputs: Readonly<Record<string, () => Tensor>> = {
			input_ids: () => fill((row, column) => texts[row]![column] ?? 0),
			attention_mask: () => fill((row, column) => Number(column < texts[row]!.length)),
			token_type_ids: () => fill(() => 0),
			position_ids: () => fill((_, column) => column),
		};
		/* eslint-enable @typescript-eslint/naming-convention */
		const results = await session.run(
			Object.fromEntries(names.map(name => [name, inputs[name]!()])),
		);
		const {data, dims} = results[output]!;
		const row = columns * dims.at(-1)!;
		return texts.map(({length}, index) =>
			poolRow(Float32Array.from((data as Float32Array).subarray(index * row, (index + 1) * row)), {
				columns,
				used: length,
			}),
		);
	};

	await read([[0]]);
	const waiting: Waiting[] = [];
	let running: Promise<void> | undefined;
	const run = async () => {
		// Those of the same turn share the first pass.
		await nextTurn();
		while (waiting.length > 0) {
			const reads = await runHalving(waiting.splice(0, capacity), async texts =>
				read(texts.map(({ids}) => ids)),
			);
			for (const {items, result} of reads) {
				for (const [index, {ids, settle}] of items.entries()) {
					settle({ok: true, vector: result[index]!, tokens: ids.length});
				}
			}

			await nextTurn();
		}

		running = undefined;
	};

	let released: Promise<void> | undefined;
	const value: LanguageModel = {
		engine,
		provider,
		notes,
		capabilities: ['embed'],
		context,
		capacity,
		generate: async () => ({
			ok: false,
			cause: 'unsupported',
			problem: 'The model turns texts into vectors, and does not continue them',
		}),
		async embed({text}, {signal} = {}) {
			const ids = tokenizer.encode(text);
			if (ids.length === 0 || ids.length > context) {
				return ids.length === 0
					? {ok: false, cause: 'unsupported', problem: 'The text is empty'}
					: {
							ok: false,
							cause: 'too-long',
							problem: `The text has \`${ids.length}\` tokens, and the model takes \`${context}\``,
						};
			}

			const {promise, resolve} = Promise.withResolvers<Embedded>();
			const item: Waiting = {
				ids,
				settle: resolve,
				fail: resolve,
			};
			waiting.push(item);
			running ??= run();
			signal?.addEventListener('abort', () => {
				const place = waiting.indexOf(item);
				if (place !== -1) {
					waiting.splice(place, 1);
				}

				resolve({ok: false, cause: 'cancelled', problem: 'Nobody waits for it any more'});
			});
			return promise;
		},
		async close() {
			for (const {fail} of waiting.splice(0)) {
				fail({ok: false, cause: 'cancelled', problem: 'The model was closed'});
			}

			await running;
			await (released ??= session.release());
		},
	};
	return {ok: true, value};
}
