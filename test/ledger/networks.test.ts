import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {listMiners} from '../../src/ledger/miners.ts';
import {recordNetwork} from '../../src/ledger/networks.ts';
import {type Ledger, openLedger} from '../../src/ledger/open-ledger.ts';
import {readPayments, recordPayment} from '../../src/ledger/payments.ts';
import {readSigned, recordSigned} from '../../src/ledger/signed.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const proxy = 'ws://localhost:9955';
const node = 'ws://127.0.0.1:9944';
const transfer = {
	time: 1,
	signer: '5G',
	call: 'Balances.transfer_keep_alive',
	args: {},
	nonce: 0,
	birth: 1,
	death: 9,
	hash: '0xc',
	hex: '0x',
};
const of = (network: string) => ({network, netuid: 3, hotkey: '5F'});
const payment = {time: 1, uid: 7, paid: 5n, fee: 1n, block: 1};
let ledger: Ledger;

beforeEach(async () => {
	ledger = openLedger({file: `${await makeTemporaryFolder('networks')}/ledger.sqlite`});
	onTestFinished(ledger.close);
});

const hold = (network: string, block: number, alpha: bigint, isStart = false) => {
	recordEarning(ledger, {...of(network), block, time: block, alpha, price: 1n, isStart});
};

test('a chain of two names has one miner, under the name that came first', () => {
	recordNetwork(ledger, {network: node, genesisHash: '0x1'});
	recordNetwork(ledger, {network: proxy, genesisHash: '0x1'});
	hold(node, 1, 0n, true);
	hold(proxy, 2, 10n);
	recordPayment(ledger, {...of(node), ...payment, hash: '0xa'});
	recordPayment(ledger, {...of(proxy), ...payment, hash: '0xa'});

	expect(listMiners(ledger)).toEqual([of(node)]);
	expect(readEarnings(ledger, of(proxy))).toEqual(readEarnings(ledger, of(node)));
	expect(readEarnings(ledger, of(node)).alpha).toBe(10n);
	expect(readPayments(ledger)).toHaveLength(1);
});

test('what was recorded under both names before is counted once', () => {
	for (const [network, start] of [
		[node, 1],
		[proxy, 4],
	] as const) {
		recordPayment(ledger, {...of(network), ...payment, hash: '0xa'});
		hold(network, start, BigInt(start), true);
		hold(network, 5, 20n);
	}

	hold(proxy, 9, 30n);
	recordPayment(ledger, {...of(proxy), ...payment, hash: '0xb'});
	recordNetwork(ledger, {network: node, genesisHash: '0x1'});
	expect(listMiners(ledger)).toHaveLength(2);
	recordNetwork(ledger, {network: proxy, genesisHash: '0x1'});

	expect(listMiners(ledger)).toEqual([of(node)]);
	const {alpha, alphaBefore, samples} = readEarnings(ledger, of(proxy));
	expect([alpha, alphaBefore]).toEqual([29n, 0n]);
	expect(samples.map(({block}) => block)).toEqual([1, 4, 5, 9]);
	expect(readPayments(ledger).map(({hash}) => hash)).toEqual(['0xa', '0xb']);
});

test('a chain that takes over a name leaves the earlier one what it has, also when that one comes back', () => {
	const past = of(`${node} (chain 0x11111111)`);
	const [first, second] = ['1', '2'].map(digit => `0x${digit.repeat(64)}`) as [string, string];
	recordNetwork(ledger, {network: node, genesisHash: first});
	recordNetwork(ledger, {network: proxy, genesisHash: first});
	hold(node, 1, 0n, true);
	hold(node, 700, 40n);
	recordSigned(ledger, {...transfer, network: node, genesisHash: first});
	recordNetwork(ledger, {network: node, genesisHash: second});
	hold(node, 2, 0n, true);
	hold(node, 300, 7n);
	recordSigned(ledger, {...transfer, network: node, genesisHash: second});

	expect(listMiners(ledger)).toEqual([past, of(node)]);
	expect(readEarnings(ledger, of(node)).alpha).toBe(7n);
	expect(readEarnings(ledger, past).alpha).toBe(40n);
	expect(readEarnings(ledger, of(proxy)).alpha).toBe(40n);
	expect(readSigned(ledger).map(({network}) => network)).toEqual([node, past.network]);

	recordNetwork(ledger, {network: node, genesisHash: first});
	hold(node, 710, 42n);
	expect(listMiners(ledger)).toEqual([of(node), of(`${node} (chain 0x22222222)`)]);
	expect(readEarnings(ledger, of(node)).alpha).toBe(42n);
	expect(readEarnings(ledger, of(proxy)).alpha).toBe(42n);
});

test('an address that leads to another chain now is another network', () => {
	recordNetwork(ledger, {network: node, genesisHash: '0x1'});
	recordNetwork(ledger, {network: proxy, genesisHash: '0x1'});
	recordNetwork(ledger, {network: proxy, genesisHash: '0x2'});
	hold(node, 1, 0n, true);
	hold(proxy, 1, 0n, true);

	expect(listMiners(ledger)).toEqual([of(node), of(proxy)]);
});
