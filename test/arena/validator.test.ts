import {expect, test} from 'vitest';
import {findDueEpoch} from '../../src/arena/validator.ts';

test('weights are committed in the second half of an epoch, and not in its last blocks', () => {
	const due = Array.from({length: 20}, (_, block) =>
		findDueEpoch({block: 100 + block, next: 120, period: 20, index: undefined}),
	);
	expect(due.flatMap((epoch, block) => (epoch === undefined ? [] : [block]))).toEqual([
		10, 11, 12, 13, 14, 15, 16, 17,
	]);
	expect(due[10]).toBe(120);
});
