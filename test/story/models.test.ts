import {afterAll, beforeAll, expect, test} from 'vitest';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeRegisteredHome} from '../helpers/miner/registered-home.ts';
import {until} from '../helpers/until.ts';

let devnet: DevnetProcess;

beforeAll(async () => {
	devnet = await startDevnetProcess();
});

afterAll(async () => {
	expect(await devnet.stop()).toBe(0);
});

test.concurrent.each([
	['image', 3],
	['text', 1],
] as const)(
	'on the subnet %s a worse model lowers the rank, and the better one raises it again, without a query refused',
	async (task, netuid) => {
		const {run} = await makeRegisteredHome(devnet, netuid);

		// Six miners share the subnet.
		const rankReaches = async (isReached: (rank: number) => boolean) =>
			until(
				async () => {
					const {rank, queries} = (await run('status')).miners[0];
					return queries.answered > 0 && rank !== null && isReached(rank);
				},
				{interval: 500},
			);
		const [best, worst] = [`${task}-base`, `${task}-tiny`];
		const mine = ['mine', '--netuid', String(netuid), '--port', '0', '--detach'];
		expect(await run(...mine, '--model', best)).toMatchObject({ok: true});
		await rankReaches(rank => rank <= 3);
		expect(await run('models', 'use', task, worst)).toMatchObject({
			ok: true,
			miners: [{model: worst, previous: best}],
		});
		await rankReaches(rank => rank >= 4);
		expect(await run('models', 'use', task, best)).toMatchObject({
			miners: [{model: best, previous: worst}],
		});
		await rankReaches(rank => rank <= 3);
		expect((await run('status')).miners).toMatchObject([{model: best, queries: {refused: 0}}]);
		expect(await run('stop')).toMatchObject({ok: true});
		expect(BigInt((await run('earnings')).miners[0].earned_tao)).toBeGreaterThan(0n);
	},
);
