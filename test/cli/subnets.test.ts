import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let devnet: DevnetProcess;
let env: Readonly<Record<string, string>>;
let hotkey: string;

const run = async (...argv: readonly string[]) => parseOnly(await btop([...argv, '--json'], {env}));

beforeAll(async () => {
	devnet = await startDevnetProcess(['--bare']);
	const home = await makeTemporaryFolder('subnets');
	const words = ['--mnemonic-file', path.join(home, 'words')];
	env = {BTOP_HOME: home, BT_NETWORK: devnet.url, BT_WALLET_PATH: path.join(home, 'wallets')};
	({hotkey} = await run('wallet', 'new', '--plain', ...words));
	await run('wallet', 'faucet');
	expect(await run('register', '--netuid', '3', '--yes')).toMatchObject({ok: true});
}, 120_000);

afterAll(async () => {
	expect(await devnet.stop()).toBe(0);
});

test('a neuron of one’s own is marked, and says how long it is safe', async () => {
	const {neurons, subnet} = await run('subnets', 'show', '3');
	expect(subnet).toMatchObject({netuid: 3, daily_pay_p50: '0', paid_miners: 0, payback_days: null});
	expect(neurons).toEqual([
		expect.objectContaining({
			hotkey,
			own: true,
			stake: '0',
			daily_pay: '0',
			eviction_place: 1,
			immune_blocks: expect.any(Number),
		}),
	]);

	const {stdout} = await btop(['subnets', 'show', '3'], {env});
	expect(stdout).toMatch(
		new RegExp(String.raw`^\* +0 +${hotkey} +miner .* next(?:, immune for \d+ blocks)?`, 'mv'),
	);
	expect(stdout).toContain(`* from the wallets in ${env.BT_WALLET_PATH}\n`);
});

test('a stranger’s neuron is not marked', async () => {
	const elsewhere = {...env, BT_WALLET_PATH: '/nonexistent'};
	const {stdout} = await btop(['subnets', 'show', '3'], {env: elsewhere});

	expect(stdout).toContain(hotkey);
	expect(stdout).not.toContain('*');
});

test('the list has pay and pay-back beside what it had', async () => {
	const {subnets} = await run('subnets');
	expect(subnets[0]).toMatchObject({
		netuid: 1,
		burn: expect.any(String),
		registration_open: true,
		daily_pay_p50: '0',
		paid_miners: 0,
		payback_days: null,
	});
	const {stdout} = await btop(['subnets'], {env});

	expect(stdout).toMatch(/entry \(TAO\) +pay\/day \(p50\) +pay-back \(days\)/v);
});
