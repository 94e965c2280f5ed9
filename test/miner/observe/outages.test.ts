import {expect, test, vi} from 'vitest';
import type {Note} from '../../../src/miner/observe/notes.ts';
import type {Log} from '../../../src/miner/observe/log.ts';
import {
	createEngineOutages,
	noteChainOutages,
	noteProblems,
} from '../../../src/miner/observe/outages.ts';
import {createStore} from '../../../src/support/store.ts';

test('an engine that dies again and again is told of once, that it gave up once, and that it is back', () => {
	const note = vi.fn<Note>();
	const engine = createEngineOutages(note, 'text-base');
	engine.answered();
	engine.died('was ended by signal SIGKILL');
	engine.died('was ended by signal SIGSEGV');
	engine.gaveUp('The engine died `6` times in a row');
	engine.gaveUp('The engine died `6` times in a row');
	engine.died('was ended by signal SIGSEGV');
	engine.answered();
	engine.answered();
	engine.died('ended with code 1');

	expect(note.mock.calls).toEqual([
		[
			'engine-died',
			'The engine of text-base was ended by signal SIGKILL. Restarting it; its queries are retried',
		],
		[
			'engine-gave-up',
			'The engine died `6` times in a row. Queries are refused until the next attempt',
		],
		['engine-recovered', 'The engine of text-base is answering again'],
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
		['chain-lost', 'closed. Until it is back, no caller is admitted'],
	]);
});

test('a problem is logged when it begins and when it ends, not when its numbers change, without keys', () => {
	const write = vi.fn<Log['write']>();
	const clock = createStore<string | undefined>(undefined);
	const address = createStore<string | undefined>('`wss://node.example/key-0815` refused it');
	const forget = noteProblems({
		problems: [
			['clock', clock],
			['address', address],
		],
		log: {write},
	});
	clock.set('The clock is 40 s ahead');
	clock.set('The clock is 41 s ahead');
	address.set(undefined);
	clock.set(undefined);
	clock.set('The clock is 9 s ahead');
	forget();
	clock.set(undefined);

	expect(write.mock.calls).toEqual([
		['warn', '`wss://node.example` refused it'],
		['warn', 'The clock is 40 s ahead'],
		['info', 'Resolved: `wss://node.example` refused it'],
		['info', 'Resolved: The clock is 41 s ahead'],
		['warn', 'The clock is 9 s ahead'],
	]);
});

test('problems that have records of their own are not logged twice', () => {
	const write = vi.fn<Log['write']>();
	const problem = createStore<string | undefined>('It went wrong');
	noteProblems({
		problems: [
			['chain', problem],
			['engine', problem],
			['log', problem],
			['observer', problem],
		],
		log: {write},
	});
	problem.set(undefined);

	expect(write).not.toHaveBeenCalled();
});
