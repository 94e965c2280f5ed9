import {expect, test, vi} from 'vitest';
import {createTeardown} from '../../src/support/teardown.ts';

test('what was added last is undone first, and only once', async () => {
	const undone: string[] = [];
	const teardown = createTeardown();
	for (const name of ['engine', 'server', 'socket']) {
		teardown.add(async () => {
			undone.push(name);
		});
	}

	await Promise.all([teardown.run(), teardown.run()]);
	expect(undone).toEqual(['socket', 'server', 'engine']);
});

test('one that fails is reported after all others were undone', async () => {
	const undo = vi.fn();
	const teardown = createTeardown();
	const error = new Error('stuck');
	teardown.add(undo);
	teardown.add(() => {
		throw error;
	});

	await expect(teardown.run()).rejects.toBe(error);
	expect(undo).toHaveBeenCalledOnce();
});
