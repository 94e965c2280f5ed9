import {expect, test, vi} from 'vitest';
import {createBatcher, type Batcher} from '../../../src/gpu/batch/batcher.ts';
import type {Asked} from '../../../src/gpu/batch/run-batch.ts';
import {EngineDeadlineError, EngineFailedError, RowFailedError} from '../../../src/gpu/errors.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {until} from '../../helpers/until.ts';

/** A device that works until it is told to finish. */
function createDevice() {
	const batches: Array<{readonly inputs: readonly number[]; readonly finish: () => void}> = [];
	const run = async (inputs: readonly number[]) =>
		new Promise<readonly number[]>(resolve => {
			batches.push({
				inputs,
				finish() {
					resolve(inputs.map(input => input * 2));
				},
			});
		});
	const next = async () => until(() => batches.shift(), {interval: 1});
	return {run, next, batches};
}

/** Let a batcher learn that batches of these sizes cost the same as a single item. */
async function teach(
	device: ReturnType<typeof createDevice>,
	{ask}: Batcher<number, number>,
	sizes: readonly number[],
) {
	for (const size of sizes) {
		const blocker = ask(0);
		const busy = await device.next();
		const answers = Array.from({length: size}, async () => ask(0));
		busy.finish();
		await blocker;
		while (answers.length > 0) {
			const batch = await device.next();
			batch.finish();
			await Promise.all(answers.splice(0, batch.inputs.length));
		}
	}
}

const outputs = (answers: ReadonlyArray<Asked<number>>) =>
	answers.map(answer => (answer.ok ? answer.output : answer.reason));

test('what is asked while the device works shares its next batch', async () => {
	const device = createDevice();
	let time = 0;
	const batcher = createBatcher({lanes: [device.run], stopwatch: () => time++});
	await teach(device, batcher, [1, 2, 2, 4, 4, 8, 8]);

	const first = batcher.ask(1);
	const busy = await device.next();
	const others = Promise.all([2, 3, 4, 5].map(async input => batcher.ask(input)));
	expect(batcher.waiting()).toBe(4);
	busy.finish();
	const shared = await device.next();
	expect(shared.inputs).toEqual([2, 3, 4, 5]);
	shared.finish();

	expect(outputs([await first])).toEqual([2]);
	expect(await others).toEqual([4, 6, 8, 10].map(output => ({ok: true, output, batch: 4})));
});

test('an idle device starts at once with what comes in one turn of the event loop', async () => {
	const device = createDevice();
	const batcher = createBatcher({lanes: [device.run]});
	const answer = batcher.ask(21);
	const batch = await device.next();
	batch.finish();

	expect(await answer).toEqual({ok: true, output: 42, batch: 1});
});

test('several devices work at once', async () => {
	const devices = [createDevice(), createDevice()];
	const batcher = createBatcher({lanes: devices.map(({run}) => run)});
	const answers = Promise.all([batcher.ask(1), batcher.ask(2)]);
	const batches = await Promise.all(devices.map(async ({next}) => next()));
	for (const {finish} of batches) {
		finish();
	}

	expect(outputs(await answers)).toEqual([2, 4]);
});

test('who waits is refused at his deadline, and his place is given to others', async () => {
	const clock = createFakeClock();
	const device = createDevice();
	const batcher = createBatcher({lanes: [device.run], clock});
	const first = batcher.ask(1, {deadline: 1000});
	const busy = await device.next();
	const hurried = batcher.ask(2, {deadline: 50});
	const patient = batcher.ask(3, {deadline: 1000});
	clock.advance(50);

	expect(await hurried).toEqual({ok: false, reason: 'deadline'});
	busy.finish();
	const second = await device.next();
	expect(second.inputs).toEqual([3]);
	second.finish();
	expect(outputs(await Promise.all([first, patient]))).toEqual([2, 6]);
});

test('who is being computed is refused at his deadline too', async () => {
	const clock = createFakeClock();
	const device = createDevice();
	const batcher = createBatcher({lanes: [device.run], clock});
	const answer = batcher.ask(1, {deadline: 50});
	const batch = await device.next();
	clock.advance(50);

	expect(await answer).toEqual({ok: false, reason: 'deadline'});
	batch.finish();
});

test('a full queue refuses who matters least, and no others', async () => {
	const device = createDevice();
	const batcher = createBatcher({lanes: [device.run], maxWaiting: 2});
	const first = batcher.ask(1);
	const busy = await device.next();
	const rich = batcher.ask(2, {priority: 9});
	const poor = batcher.ask(3, {priority: 1});
	const middle = batcher.ask(4, {priority: 5});
	const poorest = batcher.ask(5, {priority: 0});

	expect(outputs(await Promise.all([poor, poorest]))).toEqual(['queue-full', 'queue-full']);
	busy.finish();
	for (let answered = 0; answered < 2;) {
		const batch = await device.next();
		answered += batch.inputs.length;
		batch.finish();
	}

	expect(outputs(await Promise.all([first, rich, middle]))).toEqual([2, 4, 8]);
});

test('who no longer waits leaves the queue', async () => {
	const device = createDevice();
	const batcher = createBatcher({lanes: [device.run]});
	const first = batcher.ask(1);
	const busy = await device.next();
	const controller = new AbortController();
	const gone = batcher.ask(2, {signal: controller.signal});
	controller.abort();

	expect(await gone).toEqual({ok: false, reason: 'cancelled'});
	expect(batcher.waiting()).toBe(0);
	busy.finish();
	expect(outputs([await first])).toEqual([2]);
});

test('a row that cannot be computed fails alone', async () => {
	const run = vi.fn(async (inputs: readonly number[]) => {
		const row = inputs.indexOf(13);
		if (row !== -1) {
			throw new RowFailedError(row, 'bad luck');
		}

		return inputs;
	});
	const batcher = createBatcher({lanes: [run]});
	const answers = await Promise.all([1, 13, 2].map(async input => batcher.ask(input)));

	expect(outputs(answers)).toEqual([1, 'engine-failed', 2]);
});

test.each([
	[new EngineFailedError(6, 'signal `SIGKILL`'), 'engine-failed'],
	[new EngineDeadlineError(), 'deadline'],
])(
	'when the engine rejects with %s, whoever shared the batch is told %s',
	async (error, reason) => {
		const batcher = createBatcher<number, number>({
			lanes: [
				async () => {
					throw error;
				},
			],
		});

		expect(await batcher.ask(1)).toEqual({ok: false, reason, cause: error});
	},
);

test('closing refuses who waits and lets finish what is computed', async () => {
	const device = createDevice();
	const batcher = createBatcher({lanes: [device.run]});
	const first = batcher.ask(1);
	const busy = await device.next();
	const second = batcher.ask(2);
	const hasClosed = vi.fn();
	const closed = batcher.close().then(hasClosed);

	expect(await second).toEqual({ok: false, reason: 'closed'});
	await new Promise(setImmediate);
	expect(hasClosed).not.toHaveBeenCalled();
	busy.finish();
	await closed;
	await batcher.close();
	expect(outputs([await first])).toEqual([2]);
	expect(await batcher.ask(3)).toEqual({ok: false, reason: 'closed'});
});

test('a device that works gets nothing before it is done, and an idle one beside it does', async () => {
	const [one, two] = [createDevice(), createDevice()];
	const batcher = createBatcher({lanes: [one.run, two.run]});
	const answers = [batcher.ask(1)];
	const first = await one.next();
	answers.push(batcher.ask(2));
	const second = await two.next();
	answers.push(batcher.ask(3));
	await new Promise(setImmediate);
	expect([batcher.waiting(), one.batches, two.batches]).toEqual([1, [], []]);
	second.finish();
	const third = await two.next();
	first.finish();
	third.finish();

	expect(outputs(await Promise.all(answers))).toEqual([2, 4, 6]);
});

test('a batch is no larger than allowed, nor than its first deadline has time for', async () => {
	const clock = createFakeClock(1_000_000);
	const device = createDevice();
	let time = 0;
	// A batch takes 10 ms, and 1 ms for each of its items.
	const run = async (inputs: readonly number[]) => {
		const answers = await device.run(inputs);
		time += 10 + inputs.length;
		return answers;
	};

	const batcher = createBatcher({lanes: [run], maxBatch: 4, clock, stopwatch: () => time});
	await teach(device, batcher, [1, 2, 2, 4, 4]);
	const sizeOf = async (deadline?: number) => {
		const blocker = batcher.ask(0);
		const busy = await device.next();
		const answers = Array.from({length: 6}, async () => batcher.ask(0, {deadline}));
		busy.finish();
		await blocker;
		const batch = await device.next();
		batch.finish();
		for (let left = answers.length - batch.inputs.length; left > 0;) {
			const rest = await device.next();
			rest.finish();
			left -= rest.inputs.length;
		}

		await Promise.all(answers);
		return batch.inputs.length;
	};

	expect(await sizeOf()).toBe(4);
	expect(await sizeOf(clock.now() + 13)).toBe(2);
});

test('whoever has gone before it asks is not waited for', async () => {
	const run = vi.fn(async (inputs: readonly number[]) => inputs);
	const batcher = createBatcher({lanes: [run]});

	expect(await batcher.ask(1, {signal: AbortSignal.abort()})).toEqual({
		ok: false,
		reason: 'cancelled',
	});
	expect(run).not.toHaveBeenCalled();
});
