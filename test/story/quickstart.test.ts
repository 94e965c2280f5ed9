import {readdir} from 'node:fs/promises';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {type Observer, observe} from '../helpers/chain/observer.ts';
import {processesNaming} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let devnet: DevnetProcess;
let observer: Observer;

beforeAll(async () => {
	devnet = await startDevnetProcess();
	observer = await observe(devnet.url);
});

afterAll(async () => {
	await observer.close();
	expect(await devnet.stop()).toBe(0);
});

test('quickstart goes from nothing to a first reward, and an onlooker reads the same figures', async () => {
	const temporary = await makeTemporaryFolder('story');
	const ended = await btop(['quickstart', '--network', devnet.url, '--json'], {
		env: {TMPDIR: temporary},
	});
	expect(ended).toMatchObject({code: 0});
	const result = parseOnly(ended);
	const {block, netuid, uid, coldkey, hotkey} = result;

	const neurons = await observer.neurons(netuid, block);
	const own = neurons.find(neuron => neuron.hotkey === hotkey)!;
	const miners = neurons.filter(({validatorPermit}) => !validatorPermit);
	const {registeredAt} = own;
	const [alpha, alphaBefore, price] = await Promise.all([
		observer.amount(block, 'totalHotkeyAlpha', hotkey, netuid),
		observer.amount(registeredAt, 'totalHotkeyAlpha', hotkey, netuid),
		observer.price(netuid, block),
	]);
	const [before, after] = await Promise.all([
		observer.balance(coldkey, registeredAt - 1),
		observer.balance(coldkey, registeredAt),
	]);
	expect(result).toMatchObject({
		ok: true,
		network: devnet.url,
		url: devnet.url,
		uid: own.uid,
		incentive: own.incentive,
		miners: miners.length,
		rank: 1 + miners.filter(({incentive}) => incentive > own.incentive).length,
		earned_alpha: String(alpha - alphaBefore),
		earned_tao: String(((alpha - alphaBefore) * price) / 1_000_000_000n),
	});
	expect(uid).toBe(own.uid);
	expect(BigInt(result.earned_tao)).toBeGreaterThan(0n);
	expect(result.queries.answered).toBeGreaterThan(0);
	// The fee is the only other thing that was paid in that block.
	expect(before - after - BigInt(result.burn)).toBeGreaterThanOrEqual(0n);
	expect(before - after - BigInt(result.burn)).toBeLessThan(10_000_000n);

	expect(await readdir(temporary)).toEqual([]);
	expect(await processesNaming(temporary)).toEqual([]);
});

test.each([
	['1', 'text-base'],
	['2', 'translation-base'],
	['4', 'data-base'],
])('subnet %s is mined with %s, and earns', async (netuid, model) => {
	const temporary = await makeTemporaryFolder('story');
	const ended = await btop(['quickstart', '--network', devnet.url, '--netuid', netuid, '--json'], {
		env: {TMPDIR: temporary},
	});

	expect(ended).toMatchObject({code: 0});
	const result = parseOnly(ended);
	expect(result).toMatchObject({ok: true, netuid: Number(netuid), model});
	expect(BigInt(result.earned_tao)).toBeGreaterThan(0n);
	expect(result.queries.answered).toBeGreaterThan(0);
});

test('Ctrl-C half-way leaves nothing', async () => {
	const temporary = await makeTemporaryFolder('story');
	const ended = await btop(['quickstart'], {
		env: {TMPDIR: temporary},
		onStart(child) {
			child.stdout!.on('data', (chunk: string) => {
				if (chunk.includes('funds')) {
					child.kill('SIGINT');
				}
			});
		},
	});

	expect(ended.code).toBe(130);
	expect(await readdir(temporary)).toEqual([]);
	expect(await processesNaming(temporary)).toEqual([]);
});
