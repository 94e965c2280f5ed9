import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Forward, Read} from './forward.ts';
import type {CacheRow} from './kv-cache.ts';
import {runHalving} from './run-halving.ts';
import type {Sequence} from './sequence.ts';

export type DecodeLoopOptions<Cache> = {
	readonly forward: Forward<Cache>;
	/** Copy rows of caches into one. */
	readonly pack: (rows: ReadonlyArray<CacheRow<Cache>>) => Cache;
	/** The most sequences at once. */
	readonly capacity: number;
	/** How many lengths of text there may be when others join. @default Infinity */
	readonly mostLengths?: number;
};

/** Makes texts, one token of each at a time. */
export type DecodeLoop = {
	/** Let a sequence join after the current step. */
	readonly add: (sequence: Sequence) => void;
	/** Resolves once nothing is under way. */
	readonly idle: () => Promise<void>;
};

/** A sequence and where the decoder's memory of it is. */
type Line<Cache> = {
	readonly sequence: Sequence;
	readonly cache: Cache;
	readonly row: number;
	readonly fail: Sequence['fail'];
};

/** Prompts are read together up to this many tokens with their padding, since all texts wait meanwhile. */
const mostPrefill = 2048;

/**
Create the loop of a decoder. The prompts of new sequences are read by themselves, and what was read then copied beside that of the others; a text comes out the same however many share its steps.

If memory runs out, the later half of the sequences ends with `out-of-memory`, and the others go on.
*/
export function createDecodeLoop<Cache extends {readonly rows: number}>({
	forward,
	pack,
	capacity,
	mostLengths = Infinity,
}: DecodeLoopOptions<Cache>): DecodeLoop {
	const waiting: Sequence[] = [];
	let lines: ReadonlyArray<Line<Cache>> = [];
	/** Of those that were alive when they were last copied. */
	let lengths = 0;
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

	const step = async (current: ReadonlyArray<Line<Cache>>) => {
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
			const joiners = takeJoiners(countLengths(alive) < mostLengths ? capacity - alive.length : 0);
			const joined = (await prefill(joiners)).filter(line => isAlive(line));
			// Copying what the decoder has read costs as much as a few ended texts that are computed on.
			const isWorthPacking =
				joined.length > 0 ||
				alive.length < lines.length * 0.75 ||
				(mostLengths < Infinity && countLengths(alive) < lengths);
			if (isWorthPacking) {
				lines = [...alive, ...joined];
				lengths = countLengths(lines);
			}

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
function advance<Cache>(
	sequences: readonly Sequence[],
	{cache, logits}: Read<Cache>,
): ReadonlyArray<Line<Cache>> {
	return sequences.map((sequence, row) => {
		sequence.advance(logits(row));
		return {sequence, cache, row, fail: sequence.fail};
	});
}

const isAlive = ({sequence}: Line<unknown>) => !sequence.hasEnded();

const countLengths = (lines: ReadonlyArray<Line<unknown>>) =>
	new Set(lines.map(({sequence}) => sequence.used() - sequence.prompt.length)).size;

const toCacheRow = <Cache>({sequence, cache, row}: Line<Cache>): CacheRow<Cache> => ({
	cache,
	row,
	used: sequence.used(),
});

/** Whether lines are all rows of one cache. They never change their order. */
const isWhole = (lines: ReadonlyArray<Line<{readonly rows: number}>>) =>
	lines.length === lines[0]!.cache.rows && lines.every(({cache}) => cache === lines[0]!.cache);
