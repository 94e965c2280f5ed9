import {expect, test} from 'vitest';
import {splitAlpha} from '../../../../src/devnet/subtensor/economy/pots.ts';
import {createNumbers, q32Of, whole} from '../../../helpers/chain/economy-numbers.ts';

test('18 % goes to the owner, then half to miners and half to validators', () => {
	// 1e9 · 11,796 / 65,535 = 179,995,422.2…; the halves are (1e9 − that) / 2 = 410,002,288.8…
	expect(splitAlpha({alpha: whole, ownerCut: 11_796, rootProportion: 0n})).toEqual({
		owner: 179_995_422n,
		miners: 410_002_288n,
		validators: 410_002_288n,
		root: 0n,
	});
});

test('without an owner’s cut the halves are whole', () => {
	expect(splitAlpha({alpha: whole, ownerCut: 0, rootProportion: q32Of(0.25)})).toEqual({
		owner: 0n,
		miners: 500_000_000n,
		validators: 375_000_000n,
		root: 125_000_000n,
	});
});

test('the pots never hold more than was made, and at most 3 rao less', () => {
	const numbers = createNumbers(7n);
	for (let round = 0; round < 500; round++) {
		const alpha = numbers(whole) + 1n;
		const {owner, miners, validators, root} = splitAlpha({
			alpha,
			ownerCut: Number(numbers(65_536n)),
			rootProportion: numbers(2n ** 32n + 1n),
		});
		const sum = owner + miners + validators + root;
		expect(sum).toBeLessThanOrEqual(alpha);
		expect(alpha - sum).toBeLessThanOrEqual(3n);
	}
});
