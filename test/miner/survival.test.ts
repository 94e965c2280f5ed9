import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {readQueriesSummary} from '../../src/ledger/query-summary.ts';
import {askMiner} from '../helpers/ask-miner.ts';

test('after `kill -9` under load the ledger is whole and knows every query that was answered', async () => {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-survival-'));
	onTestFinished(async () => rm(directory, {recursive: true}));
	const file = path.join(directory, 'ledger.sqlite');
	const {address: receiver} = createSigner({uri: '//Miner'});
	const signer = createSigner({uri: '//Validator'});
	const miner = fork(new URL('../helpers/recording-miner.ts', import.meta.url), [
		file,
		receiver,
		signer.address,
	]);
	const [address] = (await once(miner, 'message')) as [string];

	let replies = 0;
	const askUntilGone = async () => {
		for (;;) {
			const {status} = await askMiner({address, signer, receiver, body: {numbers: [1, 2, 3]}});
			expect(status).toBe(200);
			replies++;
			if (replies === 200) {
				miner.kill('SIGKILL');
			}
		}
	};

	await Promise.allSettled(Array.from({length: 8}, async () => askUntilGone()));
	const ledger = openLedger({file});
	onTestFinished(ledger.close);
	expect(replies).toBeGreaterThanOrEqual(200);
	expect(readQueriesSummary(ledger).answered).toBeGreaterThanOrEqual(replies);
	const check = ledger.use(database => database.prepare('PRAGMA integrity_check').get()!);
	expect(check.integrity_check).toBe('ok');
});
