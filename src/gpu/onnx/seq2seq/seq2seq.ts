import type {LanguageModel} from '../../language/language-model.ts';
import {createDecodeLoop} from '../decoder/decode-loop.ts';
import {findCapacity} from '../decoder/decoder.ts';
import type {ModelFolder} from '../decoder/model-folder.ts';
import {createTextModel} from '../decoder/text-model.ts';
import type {OpenSession, Prepared} from '../open-session.ts';
import {packMemory} from './memory.ts';
import {createSeq2seqForward} from './seq2seq-forward.ts';
import {readSeq2seqShape} from './seq2seq-shape.ts';

/** A step makes a pass for each length of text. With four rather than two there were 0.7 to 0.9 times as many tokens a second on a CPU, and without a limit 0.3 to 0.4 times; with one, a long text would keep all others waiting. */
const mostLengths = 2;

/**
Prepare a model whose encoder reads the prompt, and whose decoder writes the text, such as T5 and Marian.
*/
export async function prepareSeq2seq(
	{runtime, session: encoder, others, engine, provider, notes}: OpenSession,
	folder: ModelFolder,
): Promise<Prepared<LanguageModel>> {
	// A single decoder does both.
	const [first, later] = [others[0]!, others.at(-1)!];
	const sessions = {encoder, first, later};
	const shape = readSeq2seqShape(sessions);
	if (typeof shape === 'string') {
		return {ok: false, cause: 'bad-model', problem: shape};
	}

	const {startIds, bannedIds, context} = folder;
	const forward = createSeq2seqForward({runtime, sessions, shape, startIds, bannedIds});
	const {cache} = await forward.prefill([[0, 0]]);
	await forward.step(cache, [{token: 0, used: 2}]);
	const capacity = findCapacity({cache: [...shape.growing, ...shape.constant]}, context);
	const value = createTextModel({
		engine,
		provider,
		notes,
		folder,
		hasEncoder: true,
		capacity,
		loop: createDecodeLoop({
			forward,
			pack: rows => packMemory(runtime, rows),
			capacity,
			mostLengths,
		}),
		release: async () => Promise.all([encoder, ...others].map(async each => each.release())),
	});
	return {ok: true, value};
}
