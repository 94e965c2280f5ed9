import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {subnetCount, servedSubnet} from '../helpers/chain/node/world.ts';
import {type RuntimeRig, startRuntimeRig} from '../helpers/runtimes/rig.ts';
import {findRuntimes} from '../helpers/runtimes/runtimes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const {netuid, task} = servedSubnet;
const receiver = createSigner({uri: '//Receiver'}).address;
const onServed = ['--netuid', String(netuid)];

test('runtimes are found in a folder of metadata', async () => {
	const folder = await makeTemporaryFolder('metadata');
	await writeFile(path.join(folder, 'some-chain.scale'), '');
	await writeFile(path.join(folder, 'README.md'), '');

	expect(findRuntimes({BTOP_METADATA: folder})).toEqual([
		{name: 'some-chain', metadata: path.join(folder, 'some-chain.scale')},
	]);
	expect(findRuntimes({})).toEqual([]);
});

/** What a transaction takes beside reads of the state, of which there is one for each block that passes: it depends on the machine how many do. */
const onceToSign = {
	chain_subscribeNewHeads: 1,
	'state_call TransactionPaymentApi_query_info': 1,
	system_accountNextIndex: 1,
	'state_call TaggedTransactionQueue_validate_transaction': 1,
	author_submitExtrinsic: 1,
	chain_getBlock: 1,
};

/** Name the methods that were called, except those that read state, and tell which block was before and which is final. */
const withoutState = (methods: Readonly<Record<string, number>>) =>
	Object.keys(methods)
		.filter(method => !readsState.test(method))
		.toSorted();

const readsState =
	/^(?:state_queryStorageAt|chain_getHeader|chain_getFinalizedHead|state_call (?:SubnetInfo|StakeInfo|Swap)RuntimeApi_.*)$/v;

/** In this order: later commands act on what earlier ones have done. */
describe.each(findRuntimes())('on a chain like the main one, by $name', runtime => {
	let rig: RuntimeRig;

	beforeAll(async () => {
		rig = await startRuntimeRig({runtime, funds: 100});
	});

	afterAll(async () => {
		// None was limited, and none tried a thing again.
		expect(rig.gateway.traffic().refusals).toBe(0);
		await rig.close();
	});

	test('`subnets list` tells of all that can be mined', async () => {
		const {subnets} = await rig.run('subnets', 'list');

		expect(subnets.map((subnet: {netuid: number}) => subnet.netuid)).toEqual(
			Array.from({length: subnetCount}, (_, index) => index + 1),
		);
		for (const subnet of subnets) {
			expect(subnet).toMatchObject({uids: 256, max_uids: 256, tempo: 360});
			expect(Number(subnet.alpha_price)).toBeGreaterThan(0);
			expect(Number(subnet.burn)).toBeGreaterThanOrEqual(500_000);
		}

		expect(subnets[netuid - 1]).toMatchObject({task, registration_open: true});
		expect(subnets[14]).toMatchObject({task: null, registration_open: false});
	});

	test('what commands ask stays as little as it is', async () => {
		const countOf = async (...argv: readonly string[]) => {
			const before = rig.gateway.traffic().requests;
			await rig.run(...argv);
			return rig.gateway.traffic().requests - before;
		};

		expect(await countOf('wallet', 'balance')).toBeLessThanOrEqual(3);
		expect(await countOf('subnets', 'list')).toBeLessThanOrEqual(4);
	});

	test('`subnets show` tells of one', async () => {
		const {subnet} = await rig.run('subnets', 'show', String(netuid));

		expect(subnet).toMatchObject({netuid, name: `Subnet ${netuid} of many`, task});
	});

	test('`wallet balance` counts what is free and what is staked', async () => {
		const {free, staked, total} = await rig.run('wallet', 'balance');

		expect(free).toBe('100000000000');
		// On root alone, 5 TAO.
		expect(BigInt(staked)).toBeGreaterThan(5_000_000_000n);
		expect(BigInt(total)).toBe(BigInt(free) + BigInt(staked));
	});

	test('`register` tells what it would do, then pays once', async () => {
		const preview = await rig.run('register', ...onServed, '--dry-run');

		expect(preview).toMatchObject({
			dry_run: true,
			hotkey: rig.hotkey,
			fee: '166247',
			evicts: {own: false},
		});
		rig.gateway.reset();
		const paid = await rig.run('register', ...onServed, '--yes');

		expect(rig.gateway.traffic().methods).toMatchObject(onceToSign);
		expect(withoutState(rig.gateway.traffic().methods)).toEqual(Object.keys(onceToSign).toSorted());
		expect(paid).toMatchObject({
			netuid,
			uid: preview.evicts.uid,
			paid: preview.price,
			fee: preview.fee,
			already_registered: false,
		});
		expect(await rig.run('register', ...onServed, '--yes')).toMatchObject({
			uid: paid.uid,
			paid: '0',
			already_registered: true,
		});
		const {free} = await rig.run('wallet', 'balance');

		expect(BigInt(free)).toBe(100_000_000_000n - BigInt(paid.paid) - BigInt(paid.fee));
	});

	test('`wallet transfer` is included, and costs what it says', async () => {
		const before = await rig.run('wallet', 'balance');
		rig.gateway.reset();
		const sent = await rig.run('wallet', 'transfer', '--to', receiver, '--amount', '1.5', '--yes');

		expect(rig.gateway.traffic().methods).toMatchObject(onceToSign);
		expect(withoutState(rig.gateway.traffic().methods)).toEqual(Object.keys(onceToSign).toSorted());
		expect(sent).toMatchObject({to: receiver, amount: '1500000000', fee: '166247'});
		const {free} = await rig.run('wallet', 'balance');

		expect(BigInt(free)).toBe(BigInt(before.free) - 1_500_000_000n - 166_247n);
	});

	test('`mine` serves and announces itself, and `stop` ends it', async () => {
		onTestFinished(async () => {
			await rig.run('stop');
		});
		expect(await rig.run('axon', 'show', ...onServed)).toMatchObject({ip: null, port: null});
		const started = await rig.run(
			'mine',
			...onServed,
			'--port',
			'0',
			'--external-ip',
			'5.6.7.8',
			'--detach',
		);

		expect(started).toMatchObject({netuid});
		const {miners} = await rig.run('status');

		expect(miners).toMatchObject([
			{
				pid: started.pid,
				netuid,
				uid: started.uid,
				registered: true,
				phase: 'serving',
				problems: [],
			},
		]);
		const announced = await until(
			async () => {
				const axon = await rig.run('axon', 'show', ...onServed);
				return axon.ip !== null && axon;
			},
			{interval: 500},
		);

		expect(announced).toMatchObject({
			uid: started.uid,
			ip: '5.6.7.8',
			port: Number(String(started.address).split(':', 2)[1]),
		});
	});
});
