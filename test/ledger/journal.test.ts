import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {LedgerWriteError} from '../../src/ledger/errors.ts';
import {createJournal, toJson} from '../../src/ledger/journal.ts';
import {type Ledger, openLedger} from '../../src/ledger/open-ledger.ts';
import {readSigned, recordSigned, recordUnsigned} from '../../src/ledger/signed.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const account = {signer: '5G', genesisHash: '0x0123456789'};
let directory: string;
let ledger: Ledger;
let report: string[];

beforeEach(async () => {
	directory = await makeTemporaryFolder('journal');
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite'), timeout: 50});
	report = [];
	onTestFinished(ledger.close);
});

const create = ({isPayment = true, clock = createFakeClock(7)} = {}) =>
	createJournal(ledger, {
		network: 'devnet',
		isPayment,
		clock,
		report(line) {
			report.push(line);
		},
	});

const transactionOf = (nonce: number) => ({
	signer: '5G',
	nonce,
	birth: 10,
	death: 42,
	hash: `0x0${nonce}`,
	hex: `0xff0${nonce}`,
});

const signedOf = (nonce: number) => ({
	...account,
	...transactionOf(nonce),
	call: {pallet: 'Balances', name: 'transfer_keep_alive', args: {dest: '5X', value: 5n}},
});

test('what is signed is there with all that it takes to find it again', () => {
	create().record(signedOf(4));

	expect(readSigned(ledger)).toEqual([
		expect.objectContaining({
			...account,
			...transactionOf(4),
			time: 7,
			network: 'devnet',
			call: 'Balances.transfer_keep_alive',
			args: {dest: '5X', value: '5'},
			outcome: 'sent',
			isTold: false,
		}),
	]);
});

test('pending is what has no outcome yet, of one account, in the order in which it was sent', () => {
	const journal = create();
	for (const nonce of [1, 2, 3]) {
		journal.record(signedOf(nonce));
	}

	journal.record({...signedOf(5), signer: '5Other'});
	journal.record({...signedOf(6), genesisHash: '0x02'});
	journal.settle('0x01', {outcome: 'unread', block: 12});
	journal.settle('0x02', {outcome: 'included', block: 12, fee: 3n});
	recordUnsigned(ledger, {
		time: 8,
		network: 'devnet',
		signer: '5G',
		call: 'x',
		args: {},
		outcome: 'sent',
		isDryRun: false,
	});

	expect(journal.pending(account)).toEqual([transactionOf(1), transactionOf(3)]);
});

test('however many are pending, none is left out', () => {
	for (let nonce = 0; nonce < 120; nonce++) {
		const {call: _call, ...signed} = signedOf(nonce);
		recordSigned(ledger, {...signed, time: 1, network: 'devnet', call: 'x', args: {}});
	}

	expect(create().pending(account)).toHaveLength(120);
});

test('the operator was told what this journal has settled, and nothing else', () => {
	const journal = create();
	create().record(signedOf(1));
	journal.record(signedOf(2));
	journal.record(signedOf(3));
	journal.settle('0x01', {outcome: 'included', block: 12, fee: 3n});
	journal.settle('0x02', {outcome: 'included', block: 12, fee: 3n});
	journal.settle('0x03', {outcome: 'unread', block: 12});
	journal.markTold();

	expect(readSigned(ledger).map(({hash, outcome, isTold}) => [hash, outcome, isTold])).toEqual([
		['0x03', 'unread', false],
		['0x02', 'included', true],
		['0x01', 'included', false],
	]);
});

/** Another process writes, and does not come to an end. */
function lock() {
	const other = openLedger({file: ledger.path});
	onTestFinished(other.close);
	other.use(database => {
		database.exec('BEGIN IMMEDIATE');
	});
}

test('a payment that cannot be recorded is not sent; what is free only says so', () => {
	lock();
	const record = () => {
		create().record(signedOf(1));
	};

	expect(record).toThrow(LedgerWriteError);
	expect(record).toThrow(
		expect.objectContaining({
			fix: 'Nothing was sent, since payments are recorded first. Let that program finish, or end it.',
		}),
	);
	expect(report).toEqual([]);

	create({isPayment: false}).record(signedOf(1));
	expect(report).toEqual([expect.stringContaining('another program has locked it')]);
});

test('an outcome that cannot be recorded is told of, and stays open', () => {
	const journal = create();
	journal.record(signedOf(1));
	lock();
	journal.settle('0x01', {outcome: 'included', block: 12, fee: 3n});
	journal.markTold();

	expect(report).toEqual([
		expect.stringMatching(
			/another program has locked it.*\. The next command that signs for this account looks the outcome up again$/v,
		),
	]);
	expect(journal.pending(account)).toEqual([transactionOf(1)]);
});

test('who signs for an account waits for the one before, and is told so after a second', async () => {
	const clock = createFakeClock();
	const {promise: held, resolve: release} = Promise.withResolvers<void>();
	const order: string[] = [];
	const first = create().inTurn(account, async () => {
		order.push('first');
		await held;
		order.push('first is done');
		return 1;
	});
	await until(() => order.length === 1);
	const second = create({clock}).inTurn(account, async () => {
		order.push('second');
		return 2;
	});
	const other = {...account, signer: '5Other'};
	expect(await create().inTurn(other, async () => 3)).toBe(3);
	clock.advance(999);
	expect(report).toEqual([]);
	clock.advance(1);
	expect(report).toEqual(['Another btop is signing for `5G`; waiting for it to finish']);

	release();
	expect(await Promise.all([first, second])).toEqual([1, 2]);
	expect(order).toEqual(['first', 'first is done', 'second']);
});

test('nobody is told to wait for work that is under way', async () => {
	const clock = createFakeClock();
	await create({clock}).inTurn(account, async () => {
		clock.advance(60_000);
	});
	clock.advance(60_000);

	expect(report).toEqual([]);
});

test('work that fails fails as it is, and lets the next in', async () => {
	const journal = create();
	const failing = journal.inTurn(account, async () => {
		throw new Error('refused');
	});
	await expect(failing).rejects.toThrow('refused');

	expect(await journal.inTurn(account, async () => 1)).toBe(1);
	expect(report).toEqual([]);
});

test('where no lock can be had, nothing is paid; what is free goes on', async () => {
	const locks = path.join(directory, 'locks');
	await rm(locks, {recursive: true, force: true});
	await writeFile(locks, '');
	let isPaid = false;
	const pay = async () => {
		isPaid = true;
	};

	await expect(create().inTurn(account, pay)).rejects.toThrow(locks);
	expect(isPaid).toBe(false);

	await create({isPayment: false}).inTurn(account, pay);
	expect(isPaid).toBe(true);
	expect(report).toEqual([expect.stringContaining(locks)]);
});

test('who was told to end does not begin, even with what is free', async () => {
	let isBegun = false;
	const journal = create({isPayment: false});
	const work = journal.inTurn(
		account,
		async () => {
			isBegun = true;
		},
		AbortSignal.abort(new Error('interrupted')),
	);

	await expect(work).rejects.toThrow('interrupted');
	expect(isBegun).toBe(false);
});

test('a lock that goes wrong after the work does not hide its result', async () => {
	const locks = path.join(directory, 'locks');
	const result = create().inTurn(account, async () => {
		await rm(locks, {recursive: true});
		await mkdir(path.join(locks, 'sign-5G-01234567', 'full'), {recursive: true});
		return 'paid';
	});

	expect(await result).toBe('paid');
});

test.each([
	['an amount', 5n, '5'],
	['bytes', Uint8Array.of(1, 255), '0x01ff'],
	['lists', [1n, [2n, null]], ['1', ['2', null]]],
	['fields', {a: {b: 3n}, c: undefined}, {a: {b: '3'}, c: undefined}],
	['nothing', null, null],
	['text', 'text', 'text'],
	['a flag', true, true],
])('%s can be written as JSON', (_, value, json) => {
	expect(toJson(value)).toEqual(json);
});
