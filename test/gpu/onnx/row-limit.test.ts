import {expect, test} from 'vitest';
import {createRowLimit} from '../../../src/gpu/onnx/row-limit.ts';

test('what was too large is halved, down to one row', () => {
	const limit = createRowLimit();
	expect(limit.rows()).toBe(Infinity);
	limit.shrink(5);
	expect(limit.rows()).toBe(2);
	limit.shrink(2);
	limit.shrink(1);
	expect(limit.rows()).toBe(1);
});

test('after enough good passes at the limit twice as much is tried, later each time it fails again', () => {
	const limit = createRowLimit(3);
	const passesUntilGrowth = () => {
		const before = limit.rows();
		let passes = 0;
		while (limit.rows() === before) {
			limit.grow(before);
			passes++;
		}

		return passes;
	};

	limit.shrink(16);
	limit.grow(4);
	expect(passesUntilGrowth()).toBe(3);
	expect(limit.rows()).toBe(16);
	limit.shrink(16);
	expect(passesUntilGrowth()).toBe(6);
});
