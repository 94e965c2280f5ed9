import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Forward, Read} from './forward.ts';
import type {CacheRow} from './kv-cache.ts';
import {isAlive, isWhole, type Line, type Places, seat, toCacheRow} from './lines.ts';
import {runHalving} from './run-halving.ts';
import type {Sequence} from './sequence.ts';

export type DecodeLoopOptions<Cache> = {
	readonly forward: Forward<Cache>;
	/** Copy rows of caches into one. */
	readonly pack: (rows: ReadonlyArray<CacheRow<Cache>>) => Cache;
	/** How to reuse rows of a cache that have ended. @default all rows are copied when others join */
	readonly places?: Places<Cache>;
	/** The most sequences at once. */
	readonly capacity: number;
	/** The most tokens of prompts, with their padding, that are read in a pass if there are several. @default Infinity */
	readonly mostPerPass?: number;
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

/** Between two steps, prompts are read up to this many tokens with their padding, since all texts wait meanwhile. */
const mostPrefill = 2048;

/**
Create the loop of a decoder. The prompts of new sequences are read by themselves, and what was read then copied beside that of the others, where possible in the place of one that has ended; a text comes out the same however many share its steps.

If memory runs out, the later half of the sequences ends with `out-of-memory`, and the others go on. If a pass fails otherwise, only a sequence that fails alone, too, ends with `failed`.
*/
export function createDecodeLoop<Cache extends {readonly rows: number}>({
	forward,
	pack,
	places,
	capacity,
	mostPerPass = Infinity,
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
		const joining: Array<Line<Cache>> = [];
		// Short ones first: fewer of them wait for others, and less of a pass is padding.
		const sorted = joiners.toSorted((a, b) => a.prompt.length - b.prompt.length);
		for (const pass of inPasses(sorted, mostPerPass)) {
			const reads = await runHalving(pass, async some =>
				forward.prefill(some.map(({prompt}) => prompt)),
			);
			joining.push(...reads.flatMap(({items, result}) => advance(items, result)));
			// Their first tokens go out before others are read.
			await nextTurn();
		}

		return joining;
	};

	const step = async (current: ReadonlyArray<Line<Cache>>) => {
		const reads = await runHalving(current, async some => {
			const cache = isWhole(some) ? some[0]!.cache : pack(some.map(line => toCacheRow(line)));
			return forward.step(
				cache,
				some.map(({sequence}) => ({token: sequence.token(), used: sequence.used()})),
			);
		});
		return reads.flatMap(({items, result}) =>
			advance(
				items.map(({sequence}) => sequence),
				result,
			),
		);
	};

	const run = async () => {
		// Those of the same turn begin together.
		await nextTurn();
		while (waiting.length + lines.length > 0) {
			const alive = lines.filter(line => isAlive(line));
			const joiners = takeJoiners(countLengths(alive) < mostLengths ? capacity - alive.length : 0);
			const joined = (await prefill(joiners)).filter(line => isAlive(line));
			const isMerging = mostLengths < Infinity && countLengths(alive) < lengths;
			const next = isMerging ? [...alive, ...joined] : seat(lines, joined, places);
			if (next !== lines) {
				lines = next;
				lengths = countLengths(lines);
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

const countLengths = (lines: ReadonlyArray<Line<unknown>>) =>
	new Set(lines.map(({sequence}) => sequence.used() - sequence.prompt.length)).size;

/** Group sequences whose prompts are read in one pass. */
function inPasses(
	sequences: readonly Sequence[],
	most: number,
): ReadonlyArray<readonly Sequence[]> {
	const passes: Sequence[][] = [];
	let width = 0;
	for (const sequence of sequences) {
		const pass = passes.at(-1);
		width = Math.max(width, sequence.prompt.length);
		if (pass && width * (pass.length + 1) <= most) {
			pass.push(sequence);
		} else {
			passes.push([sequence]);
			width = sequence.prompt.length;
		}
	}

	return passes;
}
