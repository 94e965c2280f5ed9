import type {LlamaContext, LlamaModel} from 'node-llama-cpp';
import {sampleInTurn} from './sample-in-turn.ts';

/** How many texts are made at once, and how long each may be, in tokens. */
export type ContextRoom = {readonly sequences: number; readonly contextSize: number};

export type ContextOptions = ContextRoom & {readonly threads: number};

/** Lengths below which texts are rather made one by one, and below which none is made. */
const comfortable = 2048;
const shortest = 512;

/**
Create a context with as much of the wanted room as there is memory for.

@returns It, and a sentence if there is less room than wanted.

@throws {Error} If there is no memory for one short text.
*/
export async function createRoomyContext(
	model: LlamaModel,
	{threads, ...wanted}: ContextOptions,
): Promise<{readonly context: LlamaContext; readonly notes: readonly string[]}> {
	let room = wanted;
	for (;;) {
		try {
			const context = await model.createContext({...room, threads});
			sampleInTurn(context);
			const notes =
				room === wanted ? [] : [`There is no memory for ${say(wanted)}, only for ${say(room)}.`];
			return {context, notes};
		} catch (error) {
			const smaller = shrink(room);
			if (!smaller) {
				throw error;
			}

			room = smaller;
		}
	}
}

/**
Take away half of the room: long texts first, then texts at once, then short ones.
*/
export function shrink({sequences, contextSize}: ContextRoom): ContextRoom | undefined {
	const half = Math.ceil(contextSize / 2);
	if (half >= comfortable || (sequences === 1 && half >= shortest)) {
		return {sequences, contextSize: half};
	}

	return sequences > 1 ? {sequences: Math.floor(sequences / 2), contextSize} : undefined;
}

const say = ({sequences, contextSize}: ContextRoom) =>
	`${sequences} × ${contextSize} tokens at once`;
