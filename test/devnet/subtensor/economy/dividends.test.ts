import {expect, test} from 'vitest';
import {
	divideDividends,
	getWithheldPart,
	splitTake,
} from '../../../../src/devnet/subtensor/economy/dividends.ts';
import {createNumbers, q32Of, whole} from '../../../helpers/chain/economy-numbers.ts';

const floor = (value: bigint) => value >> 32n;

test('a validator with as much weighted TAO as alpha earns half of each kind', () => {
	const [mixed, pure] = divideDividends(
		[
			{hotkey: 'mixed', dividend: whole, alphaStake: 10n * whole, rootStake: 20n * whole},
			{hotkey: 'pure', dividend: whole, alphaStake: 10n * whole, rootStake: 0n},
		],
		{validators: 900n, root: 100n, taoWeight: q32Of(0.5)},
	);
	// Alpha parts are 0.5 and 1 of a dividend, root parts 0.5 and 0.
	expect([mixed, pure].map(part => part && floor(part.alpha))).toEqual([299n, 600n - 1n]);
	expect([mixed, pure].map(part => part && floor(part.root))).toEqual([100n, 0n]);
});

test('the pots are never overspent', () => {
	const numbers = createNumbers(8n);
	for (let round = 0; round < 100; round++) {
		const validators = numbers(whole);
		const root = numbers(whole);
		const parts = divideDividends(
			Array.from({length: 6}, (_, hotkey) => ({
				hotkey,
				dividend: numbers(whole),
				alphaStake: numbers(whole),
				rootStake: numbers(whole),
			})),
			{validators, root, taoWeight: q32Of(0.18)},
		);
		let alphaSum = 0n;
		let rootSum = 0n;
		for (const part of parts) {
			alphaSum += part.alpha;
			rootSum += part.root;
		}

		expect(alphaSum).toBeLessThanOrEqual(validators << 32n);
		expect(rootSum).toBeLessThanOrEqual(root << 32n);
	}
});

test('without dividends nobody is paid', () => {
	expect(
		divideDividends([{hotkey: 'a', dividend: 0n, alphaStake: whole, rootStake: whole}], {
			validators: 900n,
			root: 100n,
			taoWeight: q32Of(0.5),
		}),
	).toEqual([{hotkey: 'a', alpha: 0n, root: 0n}]);
});

test('18 % is taken and the rest shared', () => {
	// 1000 · 11,796 / 65,535 = 179.99…
	expect(splitTake(1000n << 32n, 11_796)).toEqual({take: 179n, rest: 820n});
	expect(splitTake(1000n << 32n, 0)).toEqual({take: 0n, rest: 1000n});
});

test('the withheld part is a quotient, and 0 where nothing was paid', () => {
	expect(getWithheldPart(1n, 4n)).toBe(q32Of(0.25));
	expect(getWithheldPart(0n, 0n)).toBe(0n);
});
