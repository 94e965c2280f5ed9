import {describe, expect, test} from 'vitest';
import {runEpoch} from '../../../src/devnet/yuma/epoch.ts';
import type {Row} from '../../../src/devnet/yuma/matrix.ts';
import type {YumaParameters, YumaResult} from '../../../src/devnet/yuma/types.ts';
import {createInput} from '../../helpers/chain/yuma-input.ts';

const all = 65_535;

/** Run epochs one after the other, each with the bonds of the one before. */
function runEpochs(
	stake: readonly number[],
	weightsByEpoch: ReadonlyArray<ReadonlyArray<Row<number>>>,
	parameters?: Partial<YumaParameters>,
): readonly YumaResult[] {
	const results: YumaResult[] = [];
	for (const weights of weightsByEpoch) {
		const input = createInput({stake, weights, parameters});
		const bonds = results.at(-1)?.bonds ?? input.bonds;
		results.push(runEpoch({...input, bonds}));
	}

	return results;
}

const bondsFor = ({bonds}: YumaResult, miner: number) =>
	bonds.map(row => row.find(([uid]) => uid === miner)?.[1] ?? 0);

test('validators that fall away lose their Yuma 2 bonds and emission as the chain’s own figures say', () => {
	// Stakes, weights and figures of the scenario `test_bonds` in the chain’s tests, which notes the emission of each epoch.
	const spread: Row<number> = [
		[4, 16_383],
		[5, 32_767],
		[6, 49_149],
		[7, all],
	];
	const own = (uid: number): Row<number> => [[uid, all]];
	const miners: ReadonlyArray<Row<number>> = [[], [], [], []];
	const results = runEpochs(
		[1, 2, 3, 4, 0, 0, 0, 0],
		[
			[spread, spread, spread, spread, ...miners],
			[own(0), spread, spread, spread, ...miners],
			[own(0), own(1), spread, spread, ...miners],
			[own(0), own(1), own(2), spread, ...miners],
			[own(0), own(1), [[7, all]], spread, ...miners],
			[own(0), own(1), [[7, all]], spread, ...miners],
		],
	);

	expect(results.map(({emission}) => emission)).toEqual([
		[
			49_999_998n,
			99_999_999n,
			150_000_000n,
			200_000_001n,
			49_998_779n,
			100_000_610n,
			149_996_337n,
			200_004_272n,
		],
		[
			44_998_351n,
			101_110_561n,
			151_667_215n,
			202_223_870n,
			49_998_779n,
			100_000_610n,
			149_996_337n,
			200_004_272n,
		],
		[
			40_496_805n,
			90_999_783n,
			157_929_636n,
			210_573_773n,
			49_998_779n,
			100_000_610n,
			149_996_337n,
			200_004_272n,
		],
		[99_999_999n, 199_999_999n, 299_999_999n, 399_999_999n, 0n, 0n, 0n, 0n],
		[36_443_733n, 81_898_628n, 163_565_493n, 218_092_144n, 0n, 0n, 0n, 500_000_000n],
		[32_799_427n, 73_706_612n, 168_638_129n, 224_855_830n, 0n, 0n, 0n, 500_000_000n],
	]);
	expect(results.map(result => bondsFor(result, 7).slice(0, 4))).toEqual([
		[16_383, 32_767, 49_151, 65_535],
		[14_582, 32_767, 49_151, 65_535],
		[12_603, 28_321, 49_151, 65_535],
		[12_602, 28_320, 49_150, 65_535],
		[10_951, 24_609, 49_150, 65_535],
		[9559, 21_482, 49_150, 65_535],
	]);
});

describe('Yuma 3', () => {
	const parameters = {
		yumaVersion: 3,
		bondsPenalty: 0,
		bondsMovingAverage: 975_000,
		maxValidators: 3,
		alphaLow: 6553,
		alphaHigh: 19_660,
	} as const;
	// A weight of 0 that is given is not the same as none: it keeps a bond alive.
	const first: Row<number> = [
		[3, all],
		[4, 0],
	];
	const second: Row<number> = [
		[3, 0],
		[4, all],
	];
	const rows = (...validators: ReadonlyArray<Row<number>>) => [...validators, [], []];
	const together = rows(first, first, first);

	// Targets, good to 0.001, are those of the chain’s tests of the same names.
	test.each([
		{
			name: 'yuma_3_liquid_alpha_disabled',
			stake: [33, 33, 34, 0, 0],
			liquidAlpha: false,
			weights: [together, together, rows(first, first, second), together, together, together],
			firstBonds: [
				[0.025, 0.025, 0.025],
				[0.0494, 0.0494, 0.0494],
				[0.0731, 0.0731, 0.0481],
				[0.0963, 0.0963, 0.0719],
				[0.1189, 0.1189, 0.0951],
				[0.1409, 0.1409, 0.1178],
			],
			secondBonds: [
				[0, 0, 0],
				[0, 0, 0],
				[0, 0, 0.025],
				[0, 0, 0.0244],
				[0, 0, 0.0238],
				[0, 0, 0.0232],
			],
			dividends: [
				[0.33, 0.33, 0.34],
				[0.33, 0.33, 0.34],
				[0.3734, 0.3734, 0.2532],
				[0.3611, 0.3611, 0.2779],
				[0.3541, 0.3541, 0.2919],
				[0.3495, 0.3495, 0.3009],
			],
		},
		{
			name: 'yuma_3_one_epoch_switch, with liquid alpha',
			stake: [33, 33, 34, 0, 0],
			liquidAlpha: true,
			weights: [together, together, rows(first, first, second), together, together, together],
			firstBonds: [
				[0.1013, 0.1013, 0.1013],
				[0.1924, 0.1924, 0.1924],
				[0.2742, 0.2742, 0.1715],
				[0.3478, 0.3478, 0.2554],
				[0.4139, 0.4139, 0.3309],
				[0.4733, 0.4733, 0.3987],
			],
			secondBonds: [
				[0, 0, 0],
				[0, 0, 0],
				[0, 0, 0.2987],
				[0, 0, 0.2618],
				[0, 0, 0.2312],
				[0, 0, 0.2051],
			],
			dividends: [
				[0.33, 0.33, 0.34],
				[0.33, 0.33, 0.34],
				[0.3782, 0.3782, 0.2436],
				[0.3628, 0.3628, 0.2745],
				[0.3541, 0.3541, 0.2917],
				[0.3487, 0.3487, 0.3026],
			],
		},
		{
			name: 'yuma_3_kappa_moves_first, with liquid alpha',
			stake: [8, 1, 1, 0, 0],
			liquidAlpha: true,
			weights: [
				together,
				rows(second, first, first),
				rows(second, second, first),
				rows(second, second, second),
				rows(second, second, second),
				rows(second, second, second),
			],
			firstBonds: [
				[0.1013, 0.1013, 0.1013],
				[0.0908, 0.3697, 0.3697],
				[0.0815, 0.317, 0.558],
				[0.0731, 0.2765, 0.4306],
				[0.0656, 0.2435, 0.3589],
				[0.0588, 0.2157, 0.3089],
			],
			secondBonds: [
				[0, 0, 0],
				[0.1013, 0, 0],
				[0.1924, 0.1013, 0],
				[0.2742, 0.1924, 0.1013],
				[0.3478, 0.2742, 0.1924],
				[0.4139, 0.3478, 0.2742],
			],
			dividends: [
				[0.8, 0.1, 0.1],
				[1, 0, 0],
				[0.9382, 0.0618, 0],
				[0.8819, 0.0773, 0.0407],
				[0.8564, 0.0844, 0.0592],
				[0.8418, 0.0884, 0.0697],
			],
		},
	])(
		'bonds and dividends follow the chain’s figures: $name',
		({stake, liquidAlpha, weights, firstBonds, secondBonds, dividends}) => {
			const results = runEpochs(stake, weights, {...parameters, liquidAlpha});
			const isClose = (stored: readonly number[], targets: readonly number[]) => {
				for (const [index, target] of targets.entries()) {
					const share = stored[index]! / all;
					expect(Math.abs(share - target)).toBeLessThan(0.001);
				}
			};

			expect(results).toHaveLength(6);
			for (const [epoch, result] of results.entries()) {
				isClose(bondsFor(result, 3), firstBonds[epoch]!);
				isClose(bondsFor(result, 4), secondBonds[epoch]!);
				isClose(result.dividends, dividends[epoch]!);
			}
		},
	);

	test('the first bond is the pace times the weight, to the last unit', () => {
		// Pace 1 − 0.9 is cut to 429,496,730 / 2³², the weight is 1: 0.1 · 65,535 is stored as 6553.
		const [result] = runEpochs([1, 0], [[[[1, all]], []]], {yumaVersion: 3});
		expect(result!.bonds).toEqual([[[1, 6553]], []]);
		expect(result!.dividends).toEqual([all, 0]);
	});

	test('liquid alpha moves a bond at its middle pace when a weight is half above the consensus', () => {
		// Stake 49 of 100 is no majority, so the consensus is 0 on UID 2 and UID 0 buys 0.5 above it: sigmoid(0) = 1/2.
		const [result] = runEpochs(
			[49, 51, 0, 0],
			[
				[
					[
						[2, all],
						[3, all],
					],
					[[3, all]],
					[],
					[],
				],
			],
			{yumaVersion: 3, liquidAlpha: true, bondsPenalty: 0, alphaLow: 6553, alphaHigh: 19_660},
		);
		// Pace (6553 + 19,660) / 2 / 65,535 = 0.19999…, times the weight 0.5.
		expect(bondsFor(result!, 2)[0]).toBe(6553);
	});
});

test('bonds for a miner that was registered since the last epoch are void', () => {
	const scenario = {
		stake: [1, 1, 0],
		weights: [[[2, all]], [], []],
		bonds: [[], [[2, all]], []],
		blockAtRegistration: [0, 0, 40],
	} as const;
	const kept = runEpoch(createInput({...scenario, bondsSince: 41}));
	const voided = runEpoch(createInput({...scenario, bondsSince: 40}));

	expect(bondsFor(kept, 2)[1]).toBe(all);
	expect(bondsFor(voided, 2)).toEqual([all, 0, 0]);
});
