import {Buffer} from 'node:buffer';
import {hash} from 'node:crypto';
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {createBeaconSecret, verifyRound} from '../../../src/crypto/beacon.ts';
import {createBeacon} from '../../../src/devnet/beacon/beacon.ts';
import {createDrandCalls, drandErrors} from '../../../src/devnet/beacon/calls.ts';
import {createBeaconConfig, hashConfig, quicknet} from '../../../src/devnet/beacon/config.ts';
import {createDrandPallet, writeBeaconGenesis} from '../../../src/devnet/beacon/pallet.ts';
import {openBeaconSecret, secretName} from '../../../src/devnet/beacon/secret.ts';
import {drandItems} from '../../../src/devnet/beacon/storage.ts';
import type {Pulse} from '../../../src/devnet/beacon/types.ts';
import {createBlockBench, failureOf} from '../../helpers/chain/block-bench.ts';

const genesisTime = 1_790_000_000;
/** Milliseconds since the Unix epoch, so many seconds after the beacon's genesis. */
const after = (seconds: number) => (genesisTime + seconds) * 1000;

function createFixture(waited: ReadonlySet<bigint> = new Set()) {
	const bench = createBlockBench();
	const beacon = createBeacon(createBeaconSecret());
	const pallet = createDrandPallet({beacon, waitedRounds: () => waited});
	writeBeaconGenesis(bench.at(0), beacon, genesisTime);
	let number = 0;
	return {
		bench,
		beacon,
		/** Make a block at that time: the inherents of the pallet, applied. */
		makeBlock(now: number) {
			number++;
			const context = bench.asAuthor(now, number);
			for (const {value} of pallet.inherents!(context)) {
				pallet.calls[value.type]!.run(context, value.value);
			}
		},
		stored: () =>
			bench
				.at(number)
				.keys(drandItems.Pulses)
				.map(([round]) => round)
				.toSorted((left, right) => Number(left - right)),
		last: () => bench.at(number).get(drandItems.LastStoredRound),
	};
}

test('every block brings the pulses whose time has come, and no others', () => {
	const {makeBlock, stored, bench} = createFixture();

	makeBlock(after(0));
	expect(stored()).toEqual([1n]);
	makeBlock(after(0.25));
	expect(stored()).toEqual([1n]);
	makeBlock(after(2));
	expect(stored()).toEqual([1n, 2n, 3n]);
	expect(bench.takeEvents()).toEqual([
		{name: 'NewPulse', value: {rounds: [1n]}},
		{name: 'NewPulse', value: {rounds: [2n, 3n]}},
	]);
});

test('a stored pulse verifies with the key that the chain’s configuration names', () => {
	const {makeBlock, bench} = createFixture();
	makeBlock(after(0));
	const {public_key: publicKey, ...config} = bench.at(1).get(drandItems.BeaconConfig);
	const {round, signature, randomness} = bench.at(1).get(drandItems.Pulses, 1n)!;

	expect(config).toMatchObject({period: 1, genesis_time: genesisTime});
	expect(Buffer.from(config.scheme_id).toString()).toBe('bls-unchained-g1-rfc9380');
	expect(verifyRound({publicKey, round, signature})).toBe(true);
	expect(Buffer.from(randomness)).toEqual(hash('sha256', signature, 'buffer'));
});

test('the beacon signs no round before its time', () => {
	const beacon = createBeacon(createBeaconSecret());
	const schedule = {genesisTime, period: 1};

	expect(() => beacon.createPulse(3n, schedule, after(2) - 1)).toThrow(RangeError);
	expect(() => beacon.createPulse(0n, schedule, after(2))).toThrow(RangeError);
	expect(beacon.createPulse(3n, schedule, after(2)).round).toBe(3n);
});

test('after a long pause only the latest pulses come, and those that are waited for', () => {
	const {makeBlock, stored, last} = createFixture(new Set([40n, 7n, 995n, 2000n]));

	makeBlock(after(0));
	makeBlock(after(999));
	// Round 1 is more than 600 rounds old by then.
	expect(stored()).toEqual([
		7n,
		40n,
		...Array.from({length: 10}, (_, index) => 991n + BigInt(index)),
	]);
	expect(last()).toBe(1000n);
});

test.each([
	['go after 600 rounds', new Set<bigint>(), [21n, 22n, 23n]],
	['stay while something waits for one of them', new Set([3n]), [3n, 4n, 5n]],
])('old pulses %s', (_what, waited, oldest) => {
	const {bench, makeBlock, stored} = createFixture(waited);
	const state = bench.at(0);
	const bytes = new Uint8Array(32);
	for (let round = 1n; round <= 620n; round++) {
		state.set(drandItems.Pulses, round, {round, randomness: bytes, signature: bytes});
	}

	state.set(drandItems.OldestStoredRound, 1n);
	state.set(drandItems.LastStoredRound, 620n);
	makeBlock(after(620));
	expect(stored().slice(0, 3)).toEqual(oldest);
	expect(stored().at(-1)).toBe(621n);
});

test('a pulse that is forged, old, or brought by an account is refused', () => {
	const {bench, beacon, makeBlock} = createFixture();
	makeBlock(after(1));
	const {write_pulse: write} = createDrandCalls(() => new Set());
	const schedule = {genesisTime, period: 1};
	const payload = (...pulses: readonly Pulse[]) => ({
		pulses_payload: {
			block_number: 2,
			pulses,
			public: {type: 'Sr25519', value: new Uint8Array(32)},
		},
		signature: undefined,
	});
	const author = bench.asAuthor(after(3), 2);
	const genuine = beacon.createPulse(3n, schedule, after(3));
	const forged = {...genuine, round: 4n};
	const foreign = createBeacon(createBeaconSecret()).createPulse(3n, schedule, after(3));

	for (const pulse of [forged, foreign]) {
		expect(failureOf(() => write!.run(author, payload(pulse)))).toBe(
			drandErrors.PulseVerificationError,
		);
	}

	const old = beacon.createPulse(2n, schedule, after(3));
	expect(failureOf(() => write!.run(author, payload(old)))).toBe(drandErrors.InvalidRoundNumber);
	const account = bench.by(`0x${'01'.repeat(32)}`, 2);
	expect(failureOf(() => write!.run(account, payload(genuine)))).toEqual({type: 'BadOrigin'});
});

test('the hash of a configuration is drand’s', () => {
	expect(Buffer.from(hashConfig(quicknet))).toEqual(quicknet.hash);
	const {publicKey} = createBeacon(createBeaconSecret());
	const config = createBeaconConfig({publicKey, genesisTime});
	expect(config.hash).toEqual(hashConfig(config));
});

test('a chain that lost its beacon goes on with a new one', () => {
	const {bench, makeBlock} = createFixture();
	makeBlock(after(0));
	const beacon = createBeacon(createBeaconSecret());
	const pallet = createDrandPallet({beacon, waitedRounds: () => new Set()});
	const context = bench.asAuthor(after(1), 2);
	for (const {value} of pallet.inherents!(context)) {
		pallet.calls[value.type]!.run(context, value.value);
	}

	const config = context.get(drandItems.BeaconConfig);
	expect(config).toMatchObject({genesis_time: genesisTime, period: 1});
	const {signature} = context.get(drandItems.Pulses, 2n)!;
	expect(verifyRound({publicKey: beacon.publicKey, round: 2n, signature})).toBe(true);
	expect(bench.takeEvents().map(({name}) => name)).toEqual([
		'NewPulse',
		'BeaconConfigChanged',
		'NewPulse',
	]);
	const later = bench.asAuthor(after(1.5), 3);
	expect(pallet.inherents!(later)).toEqual([]);
});

let directory: string | undefined;

afterEach(async () => {
	if (directory === undefined) {
		return;
	}

	await rm(directory, {recursive: true});
	directory = undefined;
});

test('the secret is kept where the chain’s state is, for its owner alone, and never changes', async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'btop-beacon-'));
	const secret = await openBeaconSecret(directory);
	const file = path.join(directory, secretName);

	expect(await openBeaconSecret(directory)).toEqual(await readFile(file));
	expect([...(await readFile(file))]).toEqual([...secret]);
	expect((await stat(file)).mode % 0o1000).toBe(0o600);
});

test('without a folder every secret is a new one', async () => {
	expect(await openBeaconSecret()).not.toEqual(await openBeaconSecret());
});

test('the chain’s state does not hold the secret', () => {
	const secret = createBeaconSecret();
	const beacon = createBeacon(secret);
	const bench = createBlockBench();
	writeBeaconGenesis(bench.at(0), beacon, genesisTime);

	expect(bench.dump()).toContain(Buffer.from(beacon.publicKey).toString('hex'));
	expect(bench.dump()).not.toContain(Buffer.from(secret).toString('hex'));
});
