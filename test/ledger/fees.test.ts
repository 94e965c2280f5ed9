import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {readOtherFees, sumFailedFees} from '../../src/ledger/fees.ts';
import {type Ledger, openLedger} from '../../src/ledger/open-ledger.ts';
import {recordPayment} from '../../src/ledger/payments.ts';
import {recordSale} from '../../src/ledger/sales.ts';
import {recordSigned, settleSigned} from '../../src/ledger/signed.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
const register = 'SubtensorModule.register_limit';
let ledger: Ledger;

beforeEach(async () => {
	ledger = openLedger({file: `${await makeTemporaryFolder('fees')}/ledger.sqlite`});
	onTestFinished(ledger.close);
});

type Call = {
	readonly call?: string;
	readonly args?: Record<string, unknown>;
	readonly network?: string;
	readonly genesisHash?: string;
	readonly block?: number;
};

/** Record a call that ended so, for a fee. */
function sign(
	hash: string,
	outcome: string,
	fee: bigint,
	{
		call = register,
		args = {netuid: 3, hotkey: '5F'},
		network = 'devnet',
		genesisHash = '0x01',
		block = 9,
	}: Call = {},
) {
	const signed = {time: 1, signer: '5G', nonce: 0, birth: 1, death: 33, hash, hex: '0x'};
	recordSigned(ledger, {...signed, call, args, network, genesisHash});
	settleSigned(ledger, hash, {outcome, block, fee});
}

const faucetCall = {
	time: 1,
	signer: '5A',
	nonce: 0,
	birth: 1,
	death: 33,
	hex: '0x',
	call: 'Balances.transfer_keep_alive',
	args: {dest: '5H', value: '1'},
	network: 'devnet',
	genesisHash: '0x01',
};
const own = {...miner, time: 1, block: 9};

test('what failed for a miner in a block cost it a fee', () => {
	recordPayment(ledger, {...own, uid: 0, paid: 5n, fee: 1n, hash: '0xa'});
	sign('0xa', 'included', 1n);
	sign('0xb', 'registration-price-limit-exceeded', 2n);
	sign('0xc', 'slippage-too-high', 4n, {call: 'SubtensorModule.remove_stake_limit'});
	sign('0xd', 'unread', 8n);
	sign('0xe', 'registration-price-limit-exceeded', 16n, {args: {netuid: 4, hotkey: '5F'}});
	sign('0xf', 'registration-price-limit-exceeded', 32n, {args: {netuid: 3, hotkey: '5H'}});
	sign('0x0', 'registration-price-limit-exceeded', 64n, {network: 'local', genesisHash: '0x02'});

	expect(sumFailedFees(ledger, miner)).toBe(6n);
	expect(sumFailedFees(ledger, {...miner, netuid: 4})).toBe(0n);
});

test('fees of no miner are summed by network, and none is counted twice', () => {
	recordPayment(ledger, {...own, uid: 0, paid: 5n, fee: 1n, hash: '0xa'});
	recordSale(ledger, {...own, alpha: 1n, tao: 1n, fee: 2n, hash: '0xb'});
	sign('0xa', 'included', 1n);
	sign('0xb', 'included', 2n, {call: 'SubtensorModule.remove_stake_limit'});
	sign('0xc', 'registration-price-limit-exceeded', 4n);
	const transfer = {call: 'Balances.transfer_keep_alive', args: {dest: '5H', value: '1'}};
	sign('0xd', 'included', 8n, transfer);
	sign('0xe', 'not-enough-funds', 16n, transfer);
	sign('0xf', 'included', 0n, {call: 'SubtensorModule.serve_axon', args: {netuid: 3}});
	sign('0x0', 'registration-price-limit-exceeded', 32n, {network: 'local', genesisHash: '0x02'});

	sign('0x1', 'included', 64n, {...transfer, network: 'ws://127.0.0.1:1', genesisHash: '0x02'});
	recordSigned(ledger, {...faucetCall, hash: '0x2'});
	settleSigned(ledger, '0x2', {outcome: 'included', block: 9, fee: 128n});

	expect(readOtherFees(ledger, {faucet: '5A'})).toEqual([
		{network: 'devnet', fees: 24n, calls: 2},
		{network: 'local', fees: 96n, calls: 2},
	]);
});
