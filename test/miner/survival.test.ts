import {fork} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {readQueriesSummary} from '../../src/ledger/queries/query-summary.ts';
import {signRequest} from '../../src/protocol/sign-request.ts';
import {askMiner} from '../helpers/miner/ask-miner.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

/** As far ahead as a miner allows, since what the process before it may have accepted is refused: so long after its start. */
const nearlyAhead = {now: () => Date.now() + 1990};

test.each(['SIGKILL', 'SIGTERM'] as const)(
	'what was answered before %s is not answered again after it, however soon',
	async signal => {
		const directory = await makeTemporaryFolder('survival');
		const {address: receiver} = createSigner({uri: '//Miner'});
		const signer = createSigner({uri: '//Validator'});
		const start = async () => {
			const process = fork(new URL('../helpers/miner/recording-miner.ts', import.meta.url), [
				path.join(directory, 'ledger.sqlite'),
				receiver,
				signer.address,
			]);
			onTestFinished(() => {
				process.kill('SIGKILL');
			});
			const [address] = (await once(process, 'message')) as [string];
			return {process, address};
		};

		const body = '{"numbers":[1,2,3]}';
		const {process: first, address} = await start();
		const sent = await Promise.all(
			Array.from({length: 12}, async () =>
				signRequest({
					method: 'POST',
					path: '/double',
					body: new TextEncoder().encode(body),
					receiver,
					signer,
					clock: nearlyAhead,
				}),
			),
		);
		const send = async (to: string) =>
			Promise.all(
				sent.map(async headers => askMiner({address: to, signer, receiver, body, headers})),
			);
		expect((await send(address)).map(({status}) => status)).toEqual(sent.map(() => 200));

		first.kill(signal);
		await once(first, 'exit');
		const {address: restarted} = await start();
		expect((await send(restarted)).map(reply => reply.body)).toEqual(
			sent.map(() => ({error: {reason: 'stale-request', message: expect.any(String)}})),
		);
		expect(
			await askMiner({address: restarted, signer, receiver, body, clock: nearlyAhead}),
		).toMatchObject({status: 200});
	},
);

test('after `kill -9` under load the ledger is whole and knows every query that was answered', async () => {
	const directory = await makeTemporaryFolder('survival');
	const file = path.join(directory, 'ledger.sqlite');
	const {address: receiver} = createSigner({uri: '//Miner'});
	const signer = createSigner({uri: '//Validator'});
	const miner = fork(new URL('../helpers/miner/recording-miner.ts', import.meta.url), [
		file,
		receiver,
		signer.address,
	]);
	const [address] = (await once(miner, 'message')) as [string];

	let replies = 0;
	const askUntilGone = async () => {
		for (;;) {
			const {status} = await askMiner({
				address,
				signer,
				receiver,
				body: {numbers: [1, 2, 3]},
				clock: nearlyAhead,
			});
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
