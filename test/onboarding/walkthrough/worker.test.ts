import {expect, test} from 'vitest';
import {InterruptedAfterSendingError} from '../../../src/chain/errors.ts';
import {aborted} from '../../../src/support/aborted.ts';
import {createWorker} from '../../../src/onboarding/walkthrough/worker.ts';
import type {Work} from '../../../src/onboarding/walkthrough/state.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

/** A worker at something that fails as soon as it is left. */
function start(error: Error) {
	const shown: Work[] = [];
	const worker = createWorker({
		setWork(work) {
			shown.push(work);
		},
		signal: new AbortController().signal,
		clock: createFakeClock(),
	});
	const done = worker.undertake('Registering', async life => {
		await aborted(life);
		throw error;
	});
	return {worker, done, shown};
}

const sent = new InterruptedAfterSendingError('0xab', {fix: 'Look first.'});

test('what is left shows no failure', async () => {
	const {worker, done, shown} = start(new Error('left'));
	worker.leave();
	await done;

	expect(shown.at(-1)).toEqual({kind: 'idle'});
	await worker.close();
});

test('what is left after it has sent a transaction says so', async () => {
	const {worker, done, shown} = start(sent);
	worker.leave();
	await done;

	expect(shown.at(-1)).toEqual({
		kind: 'failed',
		code: 'interrupted',
		message: sent.message,
		fix: 'Look first.',
	});
	await worker.close();
});

test('what is ended with the program after it has sent a transaction tells whoever ends it', async () => {
	const {worker} = start(sent);

	await expect(worker.close()).rejects.toBe(sent);
});
