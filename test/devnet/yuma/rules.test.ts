import {expect, test} from 'vitest';
import {runEpoch} from '../../../src/devnet/yuma/epoch.ts';
import {createInput} from '../../helpers/chain/yuma-input.ts';

const all = 65_535;

test('without weights the emission goes by active stake', () => {
	const {incentive, dividends, emission, minerEmission, validatorEmission} = runEpoch(
		createInput({stake: [3, 1, 0], lastUpdate: [99, 99, 99]}),
	);

	expect(incentive).toEqual([0, 0, 0]);
	expect(dividends).toEqual([0, 0, 0]);
	expect(emission).toEqual([750_000_000n, 250_000_000n, 0n]);
	expect(validatorEmission).toEqual(emission);
	expect(minerEmission).toEqual([0n, 0n, 0n]);
});

test('without weights and without anybody active the emission goes by stake', () => {
	const {active, emission} = runEpoch(
		createInput({stake: [3, 1], lastUpdate: [1, 1], parameters: {activityCutoff: 10}}),
	);

	expect(active).toEqual([false, false]);
	expect(emission).toEqual([750_000_000n, 250_000_000n]);
});

test('a validator that was silent for longer than the cutoff has no say', () => {
	const scenario = {
		stake: [9, 1, 0, 0],
		weights: [[[2, all]], [[3, all]], [], []],
		parameters: {activityCutoff: 10},
	} as const;
	const inTime = runEpoch(createInput({...scenario, lastUpdate: [90, 99, 99, 99]}));
	const late = runEpoch(createInput({...scenario, lastUpdate: [89, 99, 99, 99]}));

	expect(inTime.active[0]).toBe(true);
	expect(inTime.incentive).toEqual([0, 0, all, 0]);
	expect(late.active[0]).toBe(false);
	expect(late.incentive).toEqual([0, 0, 0, all]);
	// Its weights are still read, only its stake is not.
	expect(late.validatorPermit[0]).toBe(true);
});

test('weights from before a miner was registered do not count, nor those from the same block', () => {
	const scenario = {
		stake: [1, 0, 0],
		weights: [
			[
				[1, all],
				[2, all],
			],
			[],
			[],
		],
	} as const;
	const incentiveAfter = (registered: number) =>
		runEpoch(
			createInput({...scenario, lastUpdate: [50, 0, 0], blockAtRegistration: [0, registered, 0]}),
		).incentive;

	expect(incentiveAfter(49)).toEqual([0, 32_767, 32_767]);
	expect(incentiveAfter(50)).toEqual([0, 0, all]);
	expect(incentiveAfter(51)).toEqual([0, 0, all]);
});

test('weights that were committed before a miner was registered do not count for it', () => {
	const scenario = {
		stake: [1, 0, 0],
		weights: [
			[
				[1, all],
				[2, all],
			],
			[],
			[],
		],
		blockAtRegistration: [0, 60, 0],
	} as const;
	const incentiveOf = (commitBlock: number | undefined) =>
		runEpoch(createInput({...scenario, commitBlock: [commitBlock, undefined, undefined]}))
			.incentive;

	expect(incentiveOf(59)).toEqual([0, 0, all]);
	expect(incentiveOf(60)).toEqual([0, 32_767, 32_767]);
	expect(incentiveOf(undefined)).toEqual([0, 32_767, 32_767]);
});

test('nobody may weigh himself but the owner of the subnet', () => {
	const scenario = {
		stake: [1, 0],
		weights: [
			[
				[0, all],
				[1, all],
			],
			[],
		],
	} as const;

	expect(runEpoch(createInput(scenario)).incentive).toEqual([0, all]);
	expect(runEpoch(createInput({...scenario, ownerUid: 0})).incentive).toEqual([32_767, 32_767]);
});

test('the largest stakes get the permits of the next epoch, the higher UID of equals; the others lose their bonds', () => {
	const {validatorPermit, bonds} = runEpoch(
		createInput({
			stake: [4, 2, 2, 0],
			weights: [[[3, all]], [[3, all]], [[3, all]], []],
			parameters: {maxValidators: 2},
		}),
	);

	expect(validatorPermit).toEqual([true, false, true, false]);
	expect(bonds).toEqual([[[3, all]], [], [[3, 32_767]], []]);
});

test('a permit needs stake, unless the chain is an old one', () => {
	const permitsOf = (permitsZeroStake: boolean) =>
		runEpoch(createInput({stake: [1, 0], parameters: {permitsZeroStake}})).validatorPermit;

	expect(permitsOf(false)).toEqual([true, false]);
	expect(permitsOf(true)).toEqual([true, true]);
});

test('the owner validates without permit, and below the stake threshold', () => {
	const {validatorPermit, incentive, stakeWeight} = runEpoch(
		createInput({
			stake: [10, 90, 0],
			weights: [[[2, all]], [], []],
			validatorPermit: [false, false, false],
			ownerUid: 0,
			parameters: {stakeThreshold: 100n},
		}),
	);

	expect(stakeWeight).toEqual([all, 0, 0]);
	expect(validatorPermit).toEqual([true, false, false]);
	expect(incentive).toEqual([0, 0, all]);
});

test('a minority cannot lift a miner above what the majority gives it', () => {
	// 40 of 100 give UID 3 all they have, 60 give it a quarter: the quarter stands.
	const {consensus, incentive, validatorTrust, trust} = runEpoch(
		createInput({
			stake: [60, 40, 0, 0],
			weights: [
				[
					[2, 60_000],
					[3, 20_000],
				],
				[[3, all]],
				[],
				[],
			],
		}),
	);

	expect(consensus).toEqual([0, 0, 49_151, 16_383]);
	// Ranks: 0.6 · 0.75 = 0.45 for UID 2, 0.6 · 0.25 + 0.4 · 0.25 = 0.25 for UID 3.
	expect(incentive).toEqual([0, 0, 42_129, 23_405]);
	expect(validatorTrust).toEqual([all, 16_383, 0, 0]);
	// Of UID 3's 0.6 · 0.25 + 0.4 · 1 = 0.55, 0.25 were left.
	expect(trust[3]).toBe(29_788);
});

test('dividends and incentive share the emission, and nobody gets a rao more than there is', () => {
	const {emission, minerEmission, validatorEmission} = runEpoch(
		createInput({
			stake: [5, 3, 1, 0, 0],
			weights: [
				[
					[3, 7],
					[4, 9],
				],
				[
					[3, 2],
					[4, 5],
				],
				[[4, 1]],
				[],
				[],
			],
			parameters: {emission: 999_999_937n},
		}),
	);
	const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

	for (const total of [sum(emission), sum(minerEmission) + sum(validatorEmission)]) {
		expect(total).toBeLessThanOrEqual(999_999_937n);
		expect(total).toBeGreaterThan(999_999_927n);
	}
});

test('a subnet without UIDs has an empty epoch', () => {
	expect(runEpoch(createInput({stake: []})).incentive).toEqual([]);
});
