import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {printFailure} from '../../src/cli/output.ts';
import {InterruptedError, StuckProcessError} from '../../src/support/errors.ts';

test('what could not be undone after a failure is told, since it is still to be done', async () => {
	const stdout = new PassThrough();
	const stderr = new PassThrough();
	const work = async () => {
		await using stack = new AsyncDisposableStack();
		stack.defer(() => {
			throw new StuckProcessError(42);
		});
		throw new InterruptedError();
	};

	const error: unknown = await work().catch((error: unknown) => error);
	expect(printFailure(error, {stdout, stderr, json: true})).toBe(1);
	expect(JSON.parse(String(stdout.read()))).toMatchObject({error: {code: 'process-stuck'}});
});
