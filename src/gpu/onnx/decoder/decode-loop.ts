import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Forward} from './forward.ts';
import type {CacheRow, KvCache} from './kv-cache.ts';
import {runHalving} from './run-halving.ts';
import type {Sequence} from './sequence.ts';

export type DecodeLoopOptions = {
	readonly forward: Forward;
	/** Copy rows of caches into one. */
	readonly pack: (rows: readonly CacheRow[]) => KvCache;
	/** The most sequences at once. */
	readonly capacity: number;
};

/** Makes texts, one token of each at a time. */
export type DecodeLoop = {
	/** Let a sequence join after the current step. */
	readonly add: (sequence: Sequence) => void;
	/** Resolves once nothing is under way. */
	readonly idle: () => Promise<void>;
};

/** A sequence and where the decoder's memory of it is. */
type Line = {
	readonly sequence: Sequence;
	readonly cache: KvCache;
	readonly row: number;
	readonly fail: Sequence['fail'];
};

/** Prompts are read together up to this many tokens with their padding, since all texts wait meanwhile. */
const mostPrefill = 2048;

/**
Create the loop of a decoder. The prompts of new sequences are read by themselves, and what was read then copied beside that of the others; a text comes out the same however many share its steps.

If memory runs out, the later half of the sequences ends with `out-of-memory`, and the others go on.
*/
export function createDecodeLoop({forward, pack, capacity}: DecodeLoopOptions): DecodeLoop {
	const waiting: Sequence[] = [];
	let lines: readonly Line[] = [];
	let running: Promise<void> | undefined;

	const takeJoiners = (room: number) => {
		const joiners: Sequence[] = [];
		let width = 0;
		for (let next = waiting[0]; next && joiners.length < room; next = waiting[0]) {
			const wider = Math.max(width, next.prompt.length);
			if (joiners.length > 0 && wider * (joiners.length + 1) > mostPrefill) {
				break;
			}

			waiting.shift();
			if (next.hasEnded()) {
				continue;
			}

			width = wider;
			joiners.push(next);
		}

		return joiners;
	};

	const prefill = async (joiners: readonly Sequence[]) => {
		const read = await runHalving(joiners, async some =>
			forward.prefill(some.map(({prompt}) => prompt)),
		);
		return read ? advance(read.items, read.result) : [];
	};

	const step = async (current: readonly Line[]) => {
		const read = await runHalving(current, async some => {
			const cache = isWhole(some) ? some[0]!.cache : pack(some.map(line => toCacheRow(line)));
			return forward.step(
				cache,
				some.map(({sequence}) => ({token: sequence.token(), used: sequence.used()})),
			);
		});
		return read
			? advance(
					read.items.map(({sequence}) => sequence),
					read.result,
				)
			: [];
	};

	const run = async () => {
		while (waiting.length + lines.length > 0) {
			const alive = lines.filter(line => isAlive(line));
			const joiners = takeJoiners(capacity - alive.length);
			const joined = (await prefill(joiners)).filter(line => isAlive(line));
			// Copying what the decoder has read costs as much as a few ended texts that are computed on.
			const isWorthPacking = joined.length > 0 || alive.length < lines.length * 0.75;
			lines = isWorthPacking ? [...alive, ...joined] : lines;
			if (joiners.length > 0) {
				await nextTurn();
			}

			lines = await step(lines);
			// Messages come in and go out between two steps.
			await nextTurn();
		}

		running = undefined;
	};

	return {
		add(sequence) {
			waiting.push(sequence);
			running ??= run();
		},
		idle: async () => running,
	};
}

/** Let each sequence pick its next token. */
function advance(
	sequences: readonly Sequence[],
	{cache, logits}: Awaited<ReturnType<Forward['step']>>,
): readonly Line[] {
	return sequences.map((sequence, row) => {
		sequence.advance(logits(row));
		return {sequence, cache, row, fail: sequence.fail};
	});
}

const isAlive = ({sequence}: Line) => !sequence.hasEnded();

const toCacheRow = ({sequence, cache, row}: Line): CacheRow => ({
	cache,
	row,
	used: sequence.used(),
});

/** Whether lines are all rows of one cache. They never change their order. */
const isWhole = (lines: readonly Line[]) =>
	lines.length === lines[0]!.cache.rows && lines.every(({cache}) => cache === lines[0]!.cache);
