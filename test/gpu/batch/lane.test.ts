import {expect, test} from 'vitest';
import {createLane} from '../../../src/gpu/batch/lane.ts';
import type {Item} from '../../../src/gpu/batch/run-batch.ts';

/** A device that takes a fixed time for each batch, one after the other, by its own clock. */
function createDevice(duration: number) {
	let time = 0;
	const ends: Array<() => void> = [];
	const lane = createLane<number, number>({
		async run(inputs) {
			return new Promise(resolve => {
				ends.push(() => {
					resolve(inputs);
				});
			});
		},
		maxBatch: 8,
		depth: 2,
		stopwatch: () => time,
	});
	const give = async (size: number) =>
		lane.run(
			Array.from({length: size}, (_, input): Item<number, number> => ({
				input,
				deadline: Infinity,
				priority: 0,
				settle: () => undefined,
			})),
		);

	/** Let it end its first batch. */
	const end = async (batch: Promise<void>) => {
		time += duration;
		ends.shift()!();
		await batch;
	};

	return {
		lane,
		give,
		end,
		/** Let it learn that batches pay. */
		async learn() {
			for (const size of [1, 2, 4, 8].flatMap(size => [size, size, size, size])) {
				await end(give(size));
			}
		},
	};
}

test('a second batch is given in advance once its size is known to be the best', async () => {
	const {lane, give, end, learn} = createDevice(5);
	expect(lane.pick(8, Infinity)).toBe(1);
	await learn();
	const first = give(8);

	expect(lane.pick(8, Infinity)).toBe(8);
	const second = give(8);
	expect([lane.running(), lane.pick(64, Infinity)]).toEqual([2, 0]);
	await end(first);
	expect([lane.running(), lane.pick(8, Infinity)]).toEqual([1, 8]);
	await end(second);
	expect(lane.running()).toBe(0);
	expect(lane.pick(64, Infinity)).toBe(8);
});

test('what would get better by waiting is not given in advance, nor behind a batch of another size', async () => {
	const {lane, give, end, learn} = createDevice(5);
	await learn();
	const first = give(8);
	expect(lane.pick(7, Infinity)).toBe(0);
	await end(first);
	const other = give(4);
	expect(lane.pick(8, Infinity)).toBe(0);
	await end(other);

	expect(lane.pick(7, Infinity)).toBe(7);
});

test('nothing is given in advance of a long batch', async () => {
	const {lane, give, end, learn} = createDevice(21);
	await learn();
	const first = give(8);

	expect(lane.pick(8, Infinity)).toBe(0);
	await end(first);
	expect(lane.pick(8, Infinity)).toBe(8);
});

test('a batch in advance has the time that is left after the one before it', async () => {
	const {lane, give, end, learn} = createDevice(5);
	await learn();
	const first = give(8);

	expect([lane.pick(8, 10), lane.pick(8, 9)]).toEqual([8, 1]);
	await end(first);
});

test('batches that run at once share the time', async () => {
	const {lane, give, end, learn} = createDevice(5);
	await learn();
	let running = [give(8), give(8)];
	for (let batch = 0; batch < 20; batch++) {
		await end(running[0]!);
		running = [running[1]!, give(8)];
	}

	// From its start to its end each took 10 ms, of which half was the other's.
	await end(running[0]!);
	await end(running[1]!);
	await lane.drain();
	expect([lane.pick(8, 7), lane.pick(8, 3)]).toEqual([8, 1]);
});
