import {expect, test, vi} from 'vitest';
import type {Canary} from '../../../src/ledger/canaries.ts';
import {followCanary} from '../../../src/miner/models/follow-canary.ts';
import {createStore} from '../../../src/support/store.ts';

const running: Canary = {
	model: 'next',
	previous: 'old',
	share: 0.125,
	startedAt: 1000,
	endedAt: null,
	outcome: 'running',
	reason: null,
	pairs: 0,
	lead: null,
	current: {queries: 0, failed: 0, score: null, p95Ms: null},
	candidate: {queries: 0, failed: 0, score: null, p95Ms: null},
};

/** Follow a canary that is ended by hand. */
function follow(promote = vi.fn(async () => undefined)) {
	const store = createStore(running);
	const ended = Promise.withResolvers<Canary>();
	const records: Canary[] = [];
	const notes: Array<readonly [kind: string, detail: string]> = [];
	const shown = createStore<Canary | undefined>(undefined);
	const drop = vi.fn();
	const followed = followCanary(
		{store, ended: ended.promise, end: () => undefined, answer: vi.fn()},
		{
			canary: shown,
			recordCanary(canary) {
				records.push(canary);
			},
			note(...words) {
				notes.push(words);
			},
			promote,
			drop,
		},
	);
	return {
		store,
		records,
		notes,
		shown,
		promote,
		drop,
		async end(outcome: Canary['outcome'], reason: string) {
			const last = {...store.getSnapshot(), outcome, reason, endedAt: 9000};
			store.set(last);
			ended.resolve(last);
			await followed;
			return last;
		},
	};
}

test('a canary is recorded and shown from its start, and again whenever it has come further', async () => {
	const {store, records, notes, shown, end} = follow();
	store.set({...running, pairs: 1});
	expect(records).toEqual([running, {...running, pairs: 1}]);
	expect(shown.getSnapshot()).toBe(records[1]);
	expect(notes).toEqual([['canary-started', 'next answers 12.5 % of the queries on trial']]);

	const last = await end('rolled-back', 'It scores lower');
	store.set({...running, pairs: 2});
	expect(records.slice(2)).toEqual([last]);
	expect(shown.getSnapshot()).toBe(records[2]);
	expect(notes.slice(1)).toEqual([
		['canary-ended', 'The trial of next ended: it was rolled back. It scores lower'],
	]);
});

test('the end of a canary is recorded once its candidate was promoted, and one that was not is dropped', async () => {
	const promoted = follow(
		vi.fn(async () => {
			expect(promoted.shown.getSnapshot()?.outcome).toBe('running');
		}),
	);
	await promoted.end('promoted', 'It scores higher');
	expect(promoted.promote).toHaveBeenCalledOnce();
	expect(promoted.drop).not.toHaveBeenCalled();
	expect(promoted.records.at(-1)).toMatchObject({outcome: 'promoted'});
	expect(promoted.notes.at(-1)![1]).toBe(
		'The trial of next ended: it was promoted. It scores higher',
	);

	const cancelled = follow();
	await cancelled.end('cancelled', 'It was ended by hand');
	expect(cancelled.promote).not.toHaveBeenCalled();
	expect(cancelled.drop).toHaveBeenCalledOnce();
	expect(cancelled.notes.at(-1)).toEqual([
		'canary-ended',
		'The trial of next ended: it was cancelled. It was ended by hand',
	]);

	const {notes, end} = follow();
	await end('broken-off', 'The miner was stopped');
	expect(notes.at(-1)![1]).toBe(
		'The trial of next ended: it was broken off. The miner was stopped',
	);
});

test('a choice that cannot be kept rolls back, and the candidate is not dropped twice', async () => {
	const {records, drop, end} = follow(
		vi.fn(async () => {
			throw new Error('The disk is full');
		}),
	);
	await end('promoted', 'It scores higher');

	expect(records.at(-1)).toMatchObject({
		outcome: 'rolled-back',
		reason: 'The choice could not be kept: The disk is full',
		endedAt: 9000,
	});
	expect(drop).not.toHaveBeenCalled();
});
