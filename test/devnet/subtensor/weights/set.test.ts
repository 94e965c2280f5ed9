import {beforeEach, expect, test} from 'vitest';
import {errors} from '../../../../src/devnet/subtensor/errors.ts';
import {consensusItems} from '../../../../src/devnet/subtensor/storage/neurons.ts';
import {subnetItems} from '../../../../src/devnet/subtensor/storage/subnets.ts';
import {weightItems} from '../../../../src/devnet/subtensor/storage/weights.ts';
import {upscale} from '../../../../src/devnet/subtensor/weights/scale.ts';
import {openWeightCalls} from '../../../../src/devnet/subtensor/weights/set-calls.ts';
import {failureOf} from '../../../helpers/chain/block-bench.ts';
import {
	createWeightsBench,
	hotkeyOf,
	netuid,
	type WeightsBench,
} from '../../../helpers/chain/weights-bench.ts';

const block = 110;
const good = {netuid, dests: [2, 3], weights: [100, 200], version_key: 0n};
let bench: WeightsBench;

beforeEach(() => {
	bench = createWeightsBench({isHidden: false});
});

const set = (uid: number, given: Record<string, unknown> = {}, number = block) =>
	openWeightCalls.set_weights.run(bench.by(hotkeyOf(uid), number), {...good, ...given});

test('weights are stored with their largest at 65,535, and LastUpdate moves', () => {
	set(0);

	const state = bench.at(block);
	expect(state.get(consensusItems.Weights, netuid, 0)).toEqual([
		[2, 32_768],
		[3, 65_535],
	]);
	expect(state.get(consensusItems.LastUpdate, netuid)[0]).toBe(110n);
	expect(bench.takeEvents()).toEqual([{name: 'WeightsSet', value: [netuid, 0]}]);
});

test('the call for a mechanism sets those of the main one, and knows no other', () => {
	const call = openWeightCalls.set_mechanism_weights;
	call.run(bench.by(hotkeyOf(0), block), {...good, mecid: 0});

	expect(bench.at(block).get(consensusItems.Weights, netuid, 0)).toHaveLength(2);
	expect(failureOf(() => call.run(bench.by(hotkeyOf(1), block), {...good, mecid: 1}))).toBe(
		errors.MechanismDoesNotExist,
	);
});

test.each([
	['lists of different lengths', errors.WeightVecNotEqualSize, {weights: [1]}],
	['a subnet that is not there', errors.MechanismDoesNotExist, {netuid: 9}],
	['the root network', errors.CanNotSetRootNetworkWeights, {netuid: 0}],
	[
		'more UIDs than there are',
		errors.UidsLengthExceedUidsInSubNet,
		{dests: [0, 1, 2, 3, 3], weights: [1, 1, 1, 1, 1]},
	],
	['a UID twice', errors.DuplicateUids, {dests: [2, 2]}],
	['a UID that is not there', errors.UidVecContainInvalidOne, {dests: [2, 4]}],
])('%s cannot be weighed', (_what, error, given) => {
	if (error === errors.CanNotSetRootNetworkWeights) {
		bench.at(block).set(weightItems.CommitRevealWeightsEnabled, 0, false);
	} else if (error === errors.MechanismDoesNotExist) {
		bench.at(block).set(weightItems.CommitRevealWeightsEnabled, 9, false);
	}

	expect(failureOf(() => set(0, given))).toBe(error);
});

test('a hotkey that is not registered, has no permit or too little stake cannot weigh others', () => {
	expect(failureOf(() => set(9))).toBe(errors.HotKeyNotRegisteredInSubNet);
	expect(failureOf(() => set(2, {dests: [3], weights: [1]}))).toBe(errors.NeuronNoValidatorPermit);
	bench.at(block).set(weightItems.StakeThreshold, 1n);
	expect(failureOf(() => set(0))).toBe(errors.NotEnoughStakeToSetWeights);
});

test('everybody may weigh himself alone, whatever the other rules', () => {
	bench.at(block).set(weightItems.MinAllowedWeights, netuid, 3);
	bench.at(block).set(weightItems.MaxWeightsLimit, netuid, 100);
	set(2, {dests: [2], weights: [7]});

	expect(bench.at(block).get(consensusItems.Weights, netuid, 2)).toEqual([[2, 65_535]]);
});

test('the owner of the subnet weighs without permit and without stake', () => {
	const state = bench.at(block);
	state.set(weightItems.StakeThreshold, 1n);
	state.set(subnetItems.SubnetOwnerHotkey, netuid, hotkeyOf(3));
	set(3, {dests: [2], weights: [1]});

	expect(state.get(consensusItems.Weights, netuid, 3)).toEqual([[2, 65_535]]);
});

test('weights must be of the asked version, as many as asked, and none too large', () => {
	const state = bench.at(block);
	state.set(weightItems.WeightsVersionKey, netuid, 7n);
	expect(failureOf(() => set(0, {version_key: 6n}))).toBe(errors.IncorrectWeightVersionKey);

	state.set(weightItems.MinAllowedWeights, netuid, 3);
	expect(failureOf(() => set(0, {version_key: 7n}))).toBe(errors.WeightVecLengthIsLow);

	state.set(weightItems.MinAllowedWeights, netuid, 1);
	state.set(weightItems.MaxWeightsLimit, netuid, 43_600);
	expect(failureOf(() => set(0, {version_key: 7n}))).toBe(errors.MaxWeightExceeded);
	state.set(weightItems.MaxWeightsLimit, netuid, 43_700);
	set(0, {version_key: 8n});
	expect(state.get(consensusItems.Weights, netuid, 0)).toHaveLength(2);
});

test('the next weights must keep the rate limit, in the call and in the pool', () => {
	const {validate} = openWeightCalls.set_weights;
	const inPool = (number: number) => validate!({...bench.at(number), signer: hotkeyOf(0)}, good);
	set(0);

	expect(failureOf(() => set(0, {}, 119))).toBe(errors.SettingWeightsTooFast);
	expect(inPool(119)).toBe(6);
	expect(inPool(120)).toBeUndefined();
	set(0, {}, 120);
	expect(bench.at(120).get(consensusItems.LastUpdate, netuid)[0]).toBe(120n);
});

test('where weights are hidden first they cannot be set in the open', () => {
	bench = createWeightsBench({isHidden: true});
	expect(failureOf(() => set(0))).toBe(errors.CommitRevealEnabled);
});

test.each([
	[
		[0, 0],
		[0, 0],
	],
	[
		[1, 3],
		[21_845, 65_535],
	],
	[
		[32_768, 16_384],
		[65_535, 32_768],
	],
	// Above 32,768 the chain divides first and loses a little: 40,000 · (65,535 / 50,000) is 52,427.99…
	[
		[50_000, 40_000],
		[65_535, 52_428],
	],
	[
		[65_535, 1],
		[65_535, 1],
	],
	[[], []],
])('%o is stored as %o', (values, stored) => {
	expect(upscale(values)).toEqual(stored);
});
