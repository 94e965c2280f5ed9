import type {LanguageModel} from '../../language/language-model.ts';
import type {OpenSession, Prepared, Runtime} from '../open-session.ts';
import {createDecodeLoop, type DecodeLoop, type DecodeLoopOptions} from './decode-loop.ts';
import {readDecoderShape, type DecoderShape} from './decoder-shape.ts';
import {createForward} from './forward.ts';
import {copyRow, fitsIn, type KvCache, packRows} from './kv-cache.ts';
import type {ModelFolder} from './model-folder.ts';
import {createTextModel} from './text-model.ts';

/**
Prepare a decoder: a model that continues texts, and keeps a cache of what it has read.
*/
export async function prepareDecoder(
	{runtime, session, engine, provider, notes}: OpenSession,
	folder: ModelFolder,
): Promise<Prepared<LanguageModel>> {
	const shape = readDecoderShape(session);
	if (typeof shape === 'string') {
		return {ok: false, cause: 'bad-model', problem: shape};
	}

	const forward = createForward({runtime, session}, shape);
	// A pass from nothing and one from a cache, as all texts begin.
	const {cache} = await forward.prefill([[0, 0]]);
	await forward.step(cache, [{token: 0, used: 2}]);
	const capacity = findCapacity(shape, folder.context);
	const loop = createDecoderLoop(
		{runtime, shape},
		{
			forward,
			capacity,
			mostPerPass: mostPerPass[provider === 'cpu' ? 'cpu' : 'card'],
		},
	);
	const value = createTextModel({
		engine,
		provider,
		notes,
		folder,
		capacity,
		loop,
		release: async () => session.release(),
	});
	return {ok: true, value};
}

/** Create the loop of a decoder whose caches have a row for each text. */
export const createDecoderLoop = (
	{runtime, shape}: {readonly runtime: Runtime; readonly shape: DecoderShape},
	options: Omit<DecodeLoopOptions<KvCache>, 'pack' | 'places'>,
): DecodeLoop =>
	createDecodeLoop({
		...options,
		pack: rows => packRows(runtime, shape, rows),
		places: {
			fit: fitsIn,
			copy(from, to) {
				copyRow(shape, from, to);
			},
		},
	});

/** Tokens of prompts in a pass. A CPU gains nothing from more, and the first tokens of all would wait for the last prompt; a graphics card reads them in the time of one. */
const mostPerPass = {cpu: 64, card: 2048} as const;

/** What the caches of all texts may take in memory, in bytes, if each is as long as it may be. */
const memory = 2 * 1024 ** 3;

/** Get how many texts may be made at once. */
export function findCapacity({cache}: Pick<DecoderShape, 'cache'>, context: number): number {
	const bytes = cache.reduce(
		(total, {type, heads, size}) => total + heads * size * (type === 'float32' ? 4 : 2),
		0,
	);
	return Math.max(1, Math.min(32, Math.floor(memory / (bytes * context))));
}
