import {beforeEach, expect, test} from 'vitest';
import {errors} from '../../../../src/devnet/subtensor/errors.ts';
import {consensusItems} from '../../../../src/devnet/subtensor/storage/neurons.ts';
import {subnetItems} from '../../../../src/devnet/subtensor/storage/subnets.ts';
import {weightItems} from '../../../../src/devnet/subtensor/storage/weights.ts';
import {hashedCalls} from '../../../../src/devnet/subtensor/weights/commit-calls.ts';
import {hashWeights} from '../../../../src/devnet/subtensor/weights/hashed.ts';
import {failureOf} from '../../../helpers/chain/block-bench.ts';
import {
	createWeightsBench,
	hotkeyOf,
	netuid,
	type WeightsBench,
} from '../../../helpers/chain/weights-bench.ts';

const revealed = {netuid, uids: [2, 3], values: [1, 2], salt: [7, 8, 9], version_key: 0n};
const weigher = {netuid, mechanism: 0, hotkey: hotkeyOf(0)};
const hash = hashWeights(weigher, {uids: [2, 3], values: [1, 2], salt: [7, 8, 9], versionKey: 0n});
let bench: WeightsBench;

beforeEach(() => {
	bench = createWeightsBench({isHidden: true});
	bench.at(0).set(weightItems.WeightsSetRateLimit, netuid, 0n);
});

const commit = (number: number, commitHash = hash) => {
	hashedCalls.commit_weights.run(bench.by(hotkeyOf(0), number), {netuid, commit_hash: commitHash});
};

const reveal = (number: number, given = revealed) => {
	hashedCalls.reveal_weights.run(bench.by(hotkeyOf(0), number), given);
};

const inPool = (number: number, given = revealed) =>
	hashedCalls.reveal_weights.validate!({...bench.at(number), signer: hotkeyOf(0)}, given);

function beginEpoch(index: bigint, block: bigint) {
	bench.at(0).set(subnetItems.SubnetEpochIndex, netuid, index);
	bench.at(0).set(subnetItems.LastEpochBlock, netuid, block);
}

test('the hash is BLAKE2b-256 over the SCALE of hotkey, index, UIDs, values, salt and version', () => {
	// From Python: blake2b(bytes([1]) * 32 + b'\x01\x00' + b'\x08\x02\x00\x03\x00' + b'\x08\x01\x00\x02\x00' + b'\x0c\x07\x00\x08\x00\x09\x00' + bytes(8), digest_size=32).hexdigest()
	expect(hash).toBe('0xea5d1de11927165a382e3f8605d3e0e3693fcec95d79df2b8ab09375b827cde8');
});

test('weights that were committed to are set in the epoch after', () => {
	commit(110);
	expect(bench.at(110).get(consensusItems.LastUpdate, netuid)[0]).toBe(110n);
	expect(bench.at(110).get(consensusItems.Weights, netuid, 0)).toEqual([]);
	expect(
		failureOf(() => {
			reveal(115);
		}),
	).toBe(errors.RevealTooEarly);
	expect(inPool(115)).toBe(17);

	beginEpoch(6n, 120n);
	expect(inPool(125)).toBeUndefined();
	reveal(125);
	expect(bench.at(125).get(consensusItems.Weights, netuid, 0)).toEqual([
		[2, 32_768],
		[3, 65_535],
	]);
	expect(bench.at(125).get(weightItems.WeightCommits, netuid, hotkeyOf(0))).toBeUndefined();
	expect(bench.takeEvents()).toEqual([
		{name: 'WeightsCommitted', value: [hotkeyOf(0), netuid, hash]},
		{name: 'WeightsSet', value: [netuid, 0]},
		{name: 'WeightsRevealed', value: [hotkeyOf(0), netuid, hash]},
	]);
});

test('what was not committed to, and what comes too late, is refused', () => {
	expect(
		failureOf(() => {
			reveal(110);
		}),
	).toBe(errors.NoWeightsCommitFound);
	expect(inPool(110)).toBe(16);
	commit(110);
	beginEpoch(6n, 120n);
	expect(
		failureOf(() => {
			reveal(125, {...revealed, salt: [1, 2, 3]});
		}),
	).toBe(errors.InvalidRevealCommitHashNotMatch);

	beginEpoch(7n, 140n);
	expect(
		failureOf(() => {
			reveal(145);
		}),
	).toBe(errors.ExpiredWeightCommit);
	expect(
		failureOf(() => {
			reveal(145, {...revealed, salt: [1]});
		}),
	).toBe(errors.NoWeightsCommitFound);
});

test('a reveal takes older commits with it, and ten may wait', () => {
	const others = Array.from({length: 9}, (_, index) => `0x${String(index).repeat(64)}` as const);
	for (const other of others) {
		commit(110, other);
	}

	commit(110);
	expect(
		failureOf(() => {
			commit(110);
		}),
	).toBe(errors.TooManyUnrevealedCommits);
	beginEpoch(6n, 120n);
	reveal(125);
	expect(bench.at(125).get(weightItems.WeightCommits, netuid, hotkeyOf(0))).toBeUndefined();
});

test('the calls for mechanisms commit and reveal for the main one', () => {
	const context = (number: number) => bench.by(hotkeyOf(0), number);
	hashedCalls.commit_mechanism_weights.run(context(110), {netuid, mecid: 0, commit_hash: hash});
	beginEpoch(6n, 120n);
	hashedCalls.reveal_mechanism_weights.run(context(125), {...revealed, mecid: 0});

	expect(bench.at(125).get(consensusItems.Weights, netuid, 0)).toHaveLength(2);
});

test('weights that may not be set leave the commit as it was', () => {
	const bad = {...revealed, uids: [2, 2]};
	commit(110, hashWeights(weigher, {...bad, versionKey: 0n}));
	beginEpoch(6n, 120n);
	const before = bench.dump();

	expect(
		failureOf(() => {
			bench.at(125).atomically(() => {
				reveal(125, bad);
			});
		}),
	).toBe(errors.DuplicateUids);
	expect(bench.dump()).toBe(before);
});
