import {expect, test} from 'vitest';
import type {LanguageFault} from '../../../../src/gpu/language/language-model.ts';
import {runHalving} from '../../../../src/gpu/onnx/decoder/run-halving.ts';

function createItems(count: number) {
	const faults: Array<readonly [number, LanguageFault['cause']]> = [];
	const items = Array.from({length: count}, (_, index) => ({
		index,
		fail({cause}: LanguageFault) {
			faults.push([index, cause]);
		},
	}));
	return {items, faults};
}

const fitting = (most: number, error: Error) => async (items: readonly unknown[]) => {
	if (items.length > most) {
		throw error;
	}

	return items.length;
};

test.each([
	new Error('std::bad_alloc'),
	new Error('Failed to allocate memory for requested buffer of size 1'),
	new RangeError('Array buffer allocation failed'),
])('what does not fit into memory is done for those that came first: %s', async error => {
	const {items, faults} = createItems(7);

	expect(await runHalving(items, fitting(2, error))).toEqual([
		{items: items.slice(0, 1), result: 1},
	]);
	expect(faults).toEqual([3, 4, 5, 6, 1, 2].map(index => [index, 'out-of-memory']));
});

test('what does not even fit alone fails', async () => {
	const {items, faults} = createItems(2);

	expect(await runHalving(items, fitting(0, new Error('bad_alloc')))).toEqual([]);
	expect(faults).toEqual([
		[1, 'out-of-memory'],
		[0, 'out-of-memory'],
	]);
});

test('any other failure is that of the one at fault', async () => {
	const {items, faults} = createItems(7);
	const done = await runHalving(items, async some => {
		if (some.includes(items[3]!)) {
			throw new Error('Invalid Feed');
		}

		return some.length;
	});

	expect(done.map(({items: some, result}) => [some.map(({index}) => index), result])).toEqual([
		[[0, 1, 2], 3],
		[[4], 1],
		[[5, 6], 2],
	]);
	expect(faults).toEqual([[3, 'failed']]);
});

test('what fails for each fails for all', async () => {
	const {items, faults} = createItems(3);

	expect(await runHalving(items, fitting(0, new Error('Device lost')))).toEqual([]);
	expect(faults).toEqual([0, 1, 2].map(index => [index, 'failed']));
});

test('nothing is done for nobody', async () => {
	expect(await runHalving([], fitting(0, new Error('never')))).toEqual([]);
});
