import process from 'node:process';
import {expect, test} from 'vitest';
import {measureHeap} from '../helpers/chain/chaos/memory.ts';
import {runRound} from '../helpers/chain/chaos/round.ts';
import {drawSchedule} from '../helpers/chain/chaos/schedule.ts';
import {shrink} from '../helpers/chain/chaos/shrink.ts';

const first = Number(process.env.BTOP_CHAOS_SEED ?? 1);
const rounds = Number(process.env.BTOP_CHAOS_ROUNDS ?? 200);
const seeds = Array.from({length: rounds}, (_, index) => first + index);

/** Rounds after which caches are full and code is compiled. */
const warmUp = 20;
/** Bytes by which the heap may grow in all rounds after that: a connection that leaks takes 20 KB. */
const mostGrowth = 16 * 1024 * 1024;
const heaps: number[] = [];

test.each(seeds)('seed %i: nothing is lost, paid twice, or told that is not so', async seed => {
	const schedule = drawSchedule(seed);
	const {violations, report} = await runRound(schedule);
	const smallest = violations.length === 0 ? '' : await shrink(schedule, runRound);
	if ((seed - first) % warmUp === warmUp - 1) {
		heaps.push(measureHeap());
	}

	expect(violations, `${smallest}\n${report}`).toEqual([]);
});

test('memory does not grow from round to round', () => {
	const [start = 0] = heaps;
	expect(heaps.at(-1) ?? 0, String(heaps)).toBeLessThan(start + mostGrowth);
});
