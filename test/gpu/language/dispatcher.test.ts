import {expect, test} from 'vitest';
import type {Part} from '../../../src/gpu/engine.ts';
import {createDispatcher} from '../../../src/gpu/language/dispatcher.ts';
import {createJob} from '../../../src/gpu/language/job.ts';
import type {LanguageResult} from '../../../src/gpu/language/language-process.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const end: LanguageResult = {
	ok: true,
	part: {kind: 'vector', vector: Float32Array.of(1), tokens: 1},
};

function makeJob(onPart: (part: Part) => void = () => undefined) {
	return createJob(
		{kind: 'embed', text: 'the'},
		{clock: createFakeClock(), onPart, onEnd: () => undefined},
	);
}

test('once memory ran out, no more are given to the process than stayed', async () => {
	let finish: Array<(result: LanguageResult) => void> = [];
	const ask = async () =>
		new Promise<LanguageResult>(resolve => {
			finish.push(resolve);
		});
	const dispatcher = createDispatcher({
		supervisor: {child: async () => ({ask}), noteGoodPass: () => undefined},
		capacity: () => 8,
		maxWaiting: 100,
		clock: createFakeClock(),
	});
	for (let count = 0; count < 20; count++) {
		dispatcher.add(makeJob());
	}

	await expect.poll(() => finish.length).toBe(8);
	const first = finish;
	finish = [];
	dispatcher.noteOutOfMemory(3);
	for (const resolve of first) {
		resolve(end);
	}

	await expect.poll(() => finish.length).toBe(3);
	expect(dispatcher.waiting()).toBe(9);
});

test('a text that finds no memory alone is begun again, later and later, and refused in the end', async () => {
	const parts: Part[] = [];
	const pauses: number[] = [];
	const dispatcher = createDispatcher({
		supervisor: {
			child: async () => ({
				ask: async () => ({ok: false, cause: 'out-of-memory', problem: 'bad_alloc', isAlone: true}),
			}),
			noteGoodPass: () => undefined,
		},
		capacity: () => 8,
		maxWaiting: 100,
		clock: {
			async sleep(pause) {
				pauses.push(pause);
			},
		},
	});
	dispatcher.add(
		makeJob(part => {
			parts.push(part);
		}),
	);

	await expect.poll(() => parts).toMatchObject([{kind: 'refused', reason: 'engine-failed'}]);
	expect(pauses).toEqual([100, 400, 900]);
});

test('a text that gets further from death to death is not suspected', () => {
	const job = makeJob();
	job.begin();
	job.pass('abc');
	expect(job.noteDeath()).toBe(1);
	job.begin();
	job.pass('abcdef');
	expect(job.noteDeath()).toBe(1);
	job.begin();
	job.pass('abcdef');
	expect([job.noteDeath(), job.noteDeath(), job.deaths()]).toEqual([2, 3, 3]);
});

test('only the first end of a job counts', () => {
	const parts: Part[] = [];
	const job = makeJob(part => {
		parts.push(part);
	});
	job.refuse('deadline');
	job.refuse('cancelled');
	job.pass('abc');

	expect(parts).toEqual([{kind: 'refused', reason: 'deadline', cause: undefined}]);
});
