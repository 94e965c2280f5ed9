import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {serveControl} from '../../src/miner/control/serve-control.ts';
import type {MinerActivity} from '../../src/miner/observe/activity.ts';
import {openLog} from '../../src/miner/observe/log.ts';
import {narrateMiner} from '../../src/rig/narrate-miner.ts';
import {createStore} from '../../src/support/store.ts';
import {createLiveMiner} from '../helpers/miner/live-miner.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

test('a miner is told of: its log from now on, its callers, and how it does', async () => {
	const directory = await makeTemporaryFolder('narrate');
	const files = {
		home: directory,
		socket: path.join(directory, 'run', 'miner.sock'),
		record: path.join(directory, 'miner.record'),
		options: path.join(directory, 'miner.json'),
		log: path.join(directory, 'miner.log'),
	};
	const {state, activity} = createLiveMiner();
	const log = openLog({file: files.log});
	log.write('info', 'Before anybody listened');
	const callers = createStore<MinerActivity>({
		...activity!,
		validators: [],
		lastReveal: null,
		lastReward: null,
	});
	const control = await serveControl({
		socket: files.socket,
		state: createStore(state!),
		topics: {activity: callers},
		readLog: async () => [],
		onStop: () => undefined,
		interval: 1,
	});
	const stop = new AbortController();
	const lines: string[] = [];
	let heard = Promise.withResolvers<void>();
	const narrated = narrateMiner(files, {
		interval: 20,
		signal: stop.signal,
		onLine(line) {
			lines.push(line);
			heard.resolve();
		},
	});
	onTestFinished(async () => {
		stop.abort();
		await narrated;
		await control.close();
		log.close();
	});
	const hear = async (text: string) => {
		while (lines.every(line => !line.includes(text))) {
			heard = Promise.withResolvers();
			await heard.promise;
		}
	};

	await hear(' info  Answered 0 (0.0/s), refused 0');
	log.write('warn', 'The chain is lost');
	await hear(' warn  The chain is lost');
	callers.set({...callers.getSnapshot(), validators: activity!.validators.slice(0, 1)});
	await hear(' info  First query from the validator with UID 2');
	log.write('info', 'The chain is back at block 80');
	const lastReward = {block: 80, at: 0, since: 20, alpha: 1n, tao: 0n};
	callers.set({...callers.getSnapshot(), lastReward});
	await hear('Paid 0.000000001 alpha');
	const back = lines.findIndex(line => line.includes('The chain is back'));
	expect(back).toBeGreaterThan(-1);
	expect(back).toBeLessThan(lines.findIndex(line => line.includes('Paid ')));
	stop.abort();
	await narrated;

	expect(lines.join('\n')).not.toContain('Before anybody listened');
});
