import {Buffer} from 'node:buffer';
import {beforeEach, describe, expect, test} from 'vitest';
import {blake2b256} from '../../../../src/crypto/hashes.ts';
import {encryptUntil} from '../../../../src/crypto/timelock.ts';
import {drandItems} from '../../../../src/devnet/beacon/storage.ts';
import {fromHex, toHex, type AccountId} from '../../../../src/devnet/scale/bytes.ts';
import {errors} from '../../../../src/devnet/subtensor/errors.ts';
import {consensusItems} from '../../../../src/devnet/subtensor/storage/neurons.ts';
import {subnetItems} from '../../../../src/devnet/subtensor/storage/subnets.ts';
import {weightItems} from '../../../../src/devnet/subtensor/storage/weights.ts';
import {getCommitBlocks} from '../../../../src/devnet/subtensor/weights/commit-blocks.ts';
import {timelockedCalls} from '../../../../src/devnet/subtensor/weights/commit-calls.ts';
import {timelockPayload} from '../../../../src/devnet/subtensor/weights/payload.ts';
import {revealTimelocked} from '../../../../src/devnet/subtensor/weights/reveal-timelocked.ts';
import {failureOf} from '../../../helpers/chain/block-bench.ts';
import {
	createWeightsBench,
	hotkeyOf,
	netuid,
	type WeightsBench,
} from '../../../helpers/chain/weights-bench.ts';

// The last epoch ran in block 100 as number 5; with a tempo of 20 blocks, number 6 runs in block 120 and reveals what was committed since.
const committedIn = 110;
const epochBlock = 120;
/** Comes at block 121 of the bench, where round r comes in block r − 1. */
const round = 122n;
const stored = [
	[2, 32_768],
	[3, 65_535],
];

let bench: WeightsBench;

beforeEach(() => {
	bench = createWeightsBench({isHidden: true});
	// All pulses before the last two are there, or as good as there: nothing waits for them.
	bench.at(0).set(drandItems.LastStoredRound, 120n);
});

const payload = (hotkey: AccountId, uids = [2, 3]) =>
	timelockPayload.encode({hotkey: fromHex(hotkey), uids, values: [100, 200], version_key: 0n});

const lock = (message: Uint8Array) => encryptUntil({round, message, beacon: bench.beacon});

function commit(
	uid: number,
	ciphertext: Uint8Array,
	given: Record<string, unknown> = {},
	number = committedIn,
) {
	timelockedCalls.commit_timelocked_weights.run(bench.by(hotkeyOf(uid), number), {
		netuid,
		commit: ciphertext,
		reveal_round: round,
		commit_reveal_version: 4,
		...given,
	});
}

const weightsOf = (uid: number) => bench.at(0).get(consensusItems.Weights, netuid, uid);
const waiting = () =>
	bench
		.at(0)
		.entries(weightItems.TimelockedWeightCommits)
		.flatMap(([, queue]) => queue);

describe('committing', () => {
	test('a commit is kept under its epoch, LastUpdate moves, and no weight is set', () => {
		const ciphertext = lock(payload(hotkeyOf(0)));
		commit(0, ciphertext);

		const state = bench.at(committedIn);
		expect(state.get(weightItems.TimelockedWeightCommits, netuid, 5n)).toEqual([
			[hotkeyOf(0), 110n, Uint8Array.from(ciphertext), round],
		]);
		expect(state.get(consensusItems.LastUpdate, netuid)[0]).toBe(110n);
		expect(weightsOf(0)).toEqual([]);
		expect(bench.takeEvents().at(-1)).toEqual({
			name: 'TimelockedWeightsCommitted',
			value: [hotkeyOf(0), netuid, toHex(blake2b256(ciphertext)), round],
		});
	});

	test('in the block of an epoch, once that has run, a commit belongs to the next one', () => {
		bench.at(epochBlock).set(subnetItems.LastEpochBlock, netuid, 120n);
		bench.at(epochBlock).set(subnetItems.SubnetEpochIndex, netuid, 6n);
		commit(0, new Uint8Array(10), {}, epochBlock);

		expect(bench.at(epochBlock).get(weightItems.TimelockedWeightCommits, netuid, 6n)).toHaveLength(
			1,
		);
	});

	test('the calls for mechanisms commit for the main one', () => {
		const args = {netuid, mecid: 0, commit: new Uint8Array(10), reveal_round: round};
		timelockedCalls.commit_timelocked_mechanism_weights.run(bench.by(hotkeyOf(0), committedIn), {
			...args,
			commit_reveal_version: 4,
		});
		timelockedCalls.commit_crv3_mechanism_weights.run(bench.by(hotkeyOf(1), committedIn), args);

		expect(waiting().map(([hotkey]) => hotkey)).toEqual([hotkeyOf(0), hotkeyOf(1)]);
	});

	test.each([
		['another version', errors.IncorrectCommitRevealVersion, 0, {commit_reveal_version: 3}],
		['a mechanism that is not there', errors.MechanismDoesNotExist, 0, {netuid: 9}],
		['a hotkey without UID', errors.HotKeyNotRegisteredInSubNet, 9, {}],
	])('%s is refused', (_what, error, uid, given) => {
		expect(
			failureOf(() => {
				commit(uid, new Uint8Array(10), given);
			}),
		).toBe(error);
		expect(waiting()).toEqual([]);
	});

	test('where weights are set in the open nothing can be committed', () => {
		bench = createWeightsBench({isHidden: false});
		expect(
			failureOf(() => {
				commit(0, new Uint8Array(10));
			}),
		).toBe(errors.CommitRevealDisabled);
	});

	test('commits keep the rate limit, and ten of a hotkey may wait', () => {
		const state = bench.at(committedIn);
		commit(0, new Uint8Array(10));
		expect(
			failureOf(() => {
				commit(0, new Uint8Array(10), {}, 119);
			}),
		).toBe(errors.CommittingWeightsTooFast);

		state.set(weightItems.WeightsSetRateLimit, netuid, 0n);
		for (let count = 1; count < 10; count++) {
			commit(0, new Uint8Array(10));
		}

		expect(
			failureOf(() => {
				commit(0, new Uint8Array(10));
			}),
		).toBe(errors.TooManyUnrevealedCommits);
		commit(1, new Uint8Array(10));
		expect(waiting()).toHaveLength(11);
	});

	test('the pool refuses a commit whose round is past, since everybody could read it', () => {
		const {validate} = timelockedCalls.commit_timelocked_weights;
		const inPool = (revealRound: bigint) =>
			validate!(
				{...bench.at(committedIn), signer: hotkeyOf(0)},
				{netuid, commit: new Uint8Array(10), reveal_round: revealRound, commit_reveal_version: 4},
			);

		expect(inPool(119n)).toBe(15);
		expect(inPool(120n)).toBeUndefined();
	});
});

describe('revealing', () => {
	test('weights are set and told of once the epoch has begun and the round’s pulse is there', () => {
		commit(0, lock(payload(hotkeyOf(0))));
		bench.bringPulses(121);
		bench.takeEvents();

		expect(revealTimelocked(bench.at(119))).toEqual([]);
		expect(weightsOf(0)).toEqual([]);
		expect(revealTimelocked(bench.at(epochBlock))).toEqual([]);
		expect(weightsOf(0)).toEqual(stored);
		expect(waiting()).toEqual([]);
		expect(bench.takeEvents()).toEqual([
			{name: 'WeightsSet', value: [netuid, 0]},
			{name: 'TimelockedWeightsRevealed', value: [netuid, hotkeyOf(0)]},
		]);
		// The time of weights is that of their commit.
		expect(bench.at(0).get(consensusItems.LastUpdate, netuid)[0]).toBe(110n);
	});

	test('a commit whose pulse is not there yet waits, block after block, while its epoch lasts', () => {
		commit(0, lock(payload(hotkeyOf(0))));
		bench.bringPulses(120);
		revealTimelocked(bench.at(epochBlock));
		expect(waiting()).toHaveLength(1);

		bench.at(epochBlock).set(subnetItems.LastEpochBlock, netuid, 120n);
		bench.at(epochBlock).set(subnetItems.SubnetEpochIndex, netuid, 6n);
		revealTimelocked(bench.at(121));
		expect(weightsOf(0)).toEqual([]);
		bench.bringPulses(121);
		revealTimelocked(bench.at(122));
		expect(weightsOf(0)).toEqual(stored);
	});

	test('a commit whose pulse does not come in its epoch is gone', () => {
		commit(0, lock(payload(hotkeyOf(0))));
		const state = bench.at(140);
		state.set(subnetItems.LastEpochBlock, netuid, 120n);
		state.set(subnetItems.SubnetEpochIndex, netuid, 6n);
		revealTimelocked(state);

		expect(waiting()).toEqual([]);
		expect(weightsOf(0)).toEqual([]);
	});

	test('what cannot be opened or set is dropped, and harms nobody else', () => {
		bench.at(0).set(weightItems.WeightsSetRateLimit, netuid, 0n);
		const copied = lock(payload(hotkeyOf(0)));
		commit(0, new Uint8Array(300));
		commit(
			0,
			encryptUntil({round: round + 1n, message: payload(hotkeyOf(0)), beacon: bench.beacon}),
		);
		commit(0, lock(Buffer.from('no weights')));
		commit(1, copied);
		commit(1, lock(payload(hotkeyOf(1), [2, 7])));
		commit(0, copied);
		bench.bringPulses(121);

		expect(
			revealTimelocked(bench.at(epochBlock)).map(({hotkey, reason}) => [hotkey, reason]),
		).toEqual([
			[hotkeyOf(0), 'malformed'],
			[hotkeyOf(0), 'wrong-key'],
			[hotkeyOf(0), 'not-weights'],
			[hotkeyOf(1), 'not-weights'],
			[hotkeyOf(1), 'UidVecContainInvalidOne'],
		]);
		expect(weightsOf(0)).toEqual(stored);
		expect(weightsOf(1)).toEqual([]);
		expect(waiting()).toEqual([]);
	});

	test('before the pulse the whole state tells neither the weights nor a way to them', () => {
		const plain = payload(hotkeyOf(0));
		commit(0, lock(plain));
		bench.bringPulses(120);
		revealTimelocked(bench.at(epochBlock));
		const hidden = bench.dump();
		bench.bringPulses(121);
		const {signature} = bench.at(0).get(drandItems.Pulses, round)!;
		revealTimelocked(bench.at(epochBlock));

		// The payload without its hotkey, which is no secret; and the signature that opens the commit.
		const secrets = [plain.subarray(33), signature].map(bytes =>
			Buffer.from(bytes).toString('hex'),
		);
		for (const secret of secrets) {
			expect(hidden).not.toContain(secret);
		}

		expect(bench.dump()).toContain(secrets[1]);
		expect(weightsOf(0)).toEqual(stored);
	});
});

test('an epoch learns the block of the oldest commit that can still be revealed', () => {
	bench.at(0).set(weightItems.WeightsSetRateLimit, netuid, 0n);
	commit(0, new Uint8Array(10), {}, 105);
	commit(0, new Uint8Array(10), {}, 111);
	commit(1, new Uint8Array(10), {}, 112);

	expect(getCommitBlocks(bench.at(113), netuid)).toEqual([105, 112, undefined, undefined]);
	bench.at(0).set(subnetItems.SubnetEpochIndex, netuid, 7n);
	expect(getCommitBlocks(bench.at(113), netuid)).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
	]);
});
