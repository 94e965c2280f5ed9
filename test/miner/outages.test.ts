import {expect, test, vi} from 'vitest';
import type {Note} from '../../src/miner/notes.ts';
import {createEngineOutages, noteChainOutages} from '../../src/miner/outages.ts';
import {createStore} from '../../src/support/store.ts';

test('an engine that dies again and again is told of once, that it gave up once, and that it is back', () => {
	const note = vi.fn<Note>();
	const engine = createEngineOutages(note);
	engine.answered();
	engine.died('signal SIGKILL');
	engine.died('signal SIGSEGV');
	engine.gaveUp('The engine died `6` times in a row');
	engine.gaveUp('The engine died `6` times in a row');
	engine.died('signal SIGSEGV');
	engine.answered();
	engine.answered();
	engine.died('code 1');

	expect(note.mock.calls).toEqual([
		[
			'engine-died',
			'The engine died with signal SIGKILL. It is started again, and its queries are asked again',
		],
		[
			'engine-gave-up',
			'The engine died `6` times in a row. Queries are refused until it is tried again',
		],
		['engine-recovered', 'The engine answers again'],
		['engine-died', expect.stringContaining('code 1')],
	]);
});

test('a chain that is lost before anybody was seen lets nobody ask', () => {
	const note = vi.fn<Note>();
	const problem = createStore<string | undefined>('closed');
	const facts = createStore<undefined>(undefined);
	const forget = noteChainOutages({problem, facts, note});
	forget();
	problem.set(undefined);

	expect(note.mock.calls).toEqual([
		['chain-lost', 'The chain is lost: closed. Until it is back, nobody may ask'],
	]);
});
