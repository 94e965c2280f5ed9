import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

let devnet: DevnetProcess;

beforeAll(async () => {
	devnet = await startDevnetProcess();
});

afterAll(async () => {
	expect(await devnet.stop()).toBe(0);
});

test.concurrent.each([
	['image', '3'],
	['text', '1'],
] as const)(
	'on the subnet %s a worse model lowers the rank, and the better one raises it again',
	async (task, netuid) => {
		const home = await makeTemporaryFolder(task);
		const env = {
			BTOP_HOME: home,
			BT_NETWORK: devnet.url,
			BT_WALLET_PATH: path.join(home, 'wallets'),
		};
		const run = async (...argv: readonly string[]) =>
			parseOnly(await btop([...argv, '--json'], {env}));
		expect(
			await run('wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'words')),
		).toMatchObject({ok: true});
		expect(await run('wallet', 'faucet')).toMatchObject({ok: true});
		expect(await run('register', '--netuid', netuid, '--yes', '--wait')).toMatchObject({ok: true});

		// Six miners share the subnet.
		const mineUntil = async (model: string, isReached: (rank: number) => boolean) => {
			const words = ['--netuid', netuid, '--model', model, '--port', '0', '--detach'];
			expect(await run('mine', ...words)).toMatchObject({ok: true});
			await until(
				async () => {
					const {rank, queries} = (await run('status')).miners[0];
					return queries.answered > 0 && rank !== null && isReached(rank);
				},
				{interval: 500},
			);
			expect(await run('stop')).toMatchObject({ok: true});
		};

		await mineUntil(`${task}-base`, rank => rank <= 3);
		await mineUntil(`${task}-tiny`, rank => rank >= 4);
		await mineUntil(`${task}-base`, rank => rank <= 3);
		expect(BigInt((await run('earnings')).miners[0].earned_tao)).toBeGreaterThan(0n);
	},
);
