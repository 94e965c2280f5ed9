import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {
	breakOffCanaries,
	type Canary,
	readCanaries,
	recordCanary,
} from '../../src/ledger/canaries.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {makeTemporaryFolder, removeTemporaryFolders} from '../helpers/temporary-folder.ts';

afterAll(removeTemporaryFolders);

const miner = {network: 'devnet', netuid: 3, hotkey: '5A'};
const canary: Canary = {
	model: 'image-base',
	previous: 'image-tiny',
	share: 0.1,
	startedAt: 1000,
	endedAt: null,
	outcome: 'running',
	reason: null,
	pairs: 12,
	lead: {mean: 0.1, low: -0.1, high: 0.3},
	current: {queries: 90, failed: 0, score: 0.7, p95Ms: 4.5},
	candidate: {queries: 10, failed: 1, score: 0.8, p95Ms: null},
};

test('canaries are kept as they were last recorded, latest first, by miner', async () => {
	const file = path.join(await makeTemporaryFolder('canaries'), 'ledger.sqlite');
	const ledger = openLedger({file});
	recordCanary(ledger, miner, canary);
	const promoted = {
		...canary,
		startedAt: 5000,
		endedAt: 9000,
		outcome: 'promoted',
		reason: 'It scores higher',
		lead: null,
	} as const;
	recordCanary(ledger, miner, {...promoted, outcome: 'running', pairs: 3});
	recordCanary(ledger, miner, promoted);
	ledger.close();

	const again = openLedger({file});
	expect(readCanaries(again, miner)).toEqual([promoted, canary]);
	expect(readCanaries(again, miner, {limit: 1})).toEqual([promoted]);
	expect(readCanaries(again, {...miner, netuid: 4})).toEqual([]);
	breakOffCanaries(again, miner, 20_000);
	expect(readCanaries(again, miner)).toEqual([
		promoted,
		{
			...canary,
			endedAt: 20_000,
			outcome: 'broken-off',
			reason: 'The miner ended before it recorded a verdict',
		},
	]);
	again.close();
});
