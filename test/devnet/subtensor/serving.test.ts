import {afterAll, beforeAll, expect, test} from 'vitest';
import {startSubtensorDevnet, type SubtensorDevnet} from '../../helpers/chain/subtensor-devnet.ts';

const netuid = 3;
const hotkey = '//Arena//rival//3//2';

let chain: SubtensorDevnet;

beforeAll(async () => {
	chain = await startSubtensorDevnet();
	chain.produce(1);
});

afterAll(async () => chain.close());

const serve = async (signer: string, changes: Readonly<Record<string, unknown>> = {}) =>
	chain.send(signer, 'SubtensorModule.serve_axon', {
		netuid,
		version: 1,
		ip: 0x7f_00_00_02,
		port: 8091,
		ip_type: 4,
		protocol: 4,
		placeholder1: 0,
		placeholder2: 0,
		...changes,
	});

test('a hotkey that owns nothing announces 127.0.0.2 for free', async () => {
	expect(await chain.balance(hotkey)).toBe(0n);
	const {error, events} = await serve(hotkey);
	expect(error).toBeUndefined();
	expect(events.AxonServed).toEqual([netuid, chain.address(hotkey)]);
	expect(events.TransactionFeePaid).toMatchObject([chain.address(hotkey), 0, 0]);
	expect(await chain.value('SubtensorModule.Axons', netuid, chain.address(hotkey))).toMatchObject({
		block: 2,
		ip: 0x7f_00_00_02,
		port: 8091,
		ipType: 4,
		protocol: 4,
	});
	expect(await chain.balance(hotkey)).toBe(0n);
});

test.each([
	['127.0.0.1', {ip: 0x7f_00_00_01}, 11],
	['255.255.255.255', {ip: 0xff_ff_ff_ff}, 11],
	['::1', {ip: 1, ip_type: 6}, 11],
	['a family of addresses that there is not', {ip_type: 5}, 255],
	['port 0', {port: 0}, 13],
	['a subnet on which the hotkey has no UID', {netuid: 4}, 10],
])('the pool refuses %s', async (_, changes, number) => {
	await expect(serve('//Arena//rival//3//3', changes)).rejects.toThrow(
		`1010: Invalid Transaction: Custom error: ${number}`,
	);
});

test('announcements keep ServingRateLimit blocks apart', async () => {
	await serve('//Arena//rival//3//4');
	await expect(serve('//Arena//rival//3//4')).rejects.toThrow('Custom error: 12');
	chain.produce(4);
	expect((await serve('//Arena//rival//3//4', {ip: 0})).error).toBeUndefined();
});

test('a certificate is kept beside the address', async () => {
	const signer = '//Arena//rival//3//5';
	const {error} = await chain.send(signer, 'SubtensorModule.serve_axon_tls', {
		netuid,
		version: 1,
		ip: 0x0a_00_00_01,
		port: 443,
		ip_type: 4,
		protocol: 4,
		placeholder1: 0,
		placeholder2: 0,
		certificate: '0x01aabb',
	});
	expect(error).toBeUndefined();
	expect(
		await chain.value('SubtensorModule.NeuronCertificates', netuid, chain.address(signer)),
	).toEqual({publicKey: '0xaabb', algorithm: 1});
});

test('measurements need an address that is not 0', async () => {
	const announce = async (ip: number) =>
		chain.send('//Arena//rival//3//0', 'SubtensorModule.serve_prometheus', {
			netuid,
			version: 1,
			ip,
			port: 9090,
			ip_type: 4,
		});
	await expect(announce(0)).rejects.toThrow('Custom error: 11');
	expect((await announce(0x0a_00_00_01)).events.PrometheusServed).toEqual([
		netuid,
		chain.address('//Arena//rival//3//0'),
	]);
});
