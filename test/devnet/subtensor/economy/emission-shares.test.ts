import {expect, test} from 'vitest';
import {
	isRootPaid,
	shareEmission,
} from '../../../../src/devnet/subtensor/economy/emission-shares.ts';
import {createNumbers, q32Of, q64Of, whole} from '../../../helpers/chain/economy-numbers.ts';

const subnet = (netuid: number, price: number, {burned = 0, isEnabled = true} = {}) => ({
	netuid,
	movingPrice: q64Of(price),
	minerBurned: q32Of(burned),
	isEnabled,
});

const shares = (subnets: ReadonlyArray<ReturnType<typeof subnet>>) =>
	[...shareEmission(subnets, whole)].map(([netuid, amount]) => [netuid, Number(amount >> 32n)]);

test('TAO is shared by moving price', () => {
	expect(shares([subnet(1, 0.25), subnet(2, 0.75)])).toEqual([
		[1, 250_000_000],
		[2, 750_000_000],
	]);
});

test('a subnet that withholds half of its miners’ pay weighs half', () => {
	// 0.5 · 0.5 : 0.5 = 1 : 2
	expect(shares([subnet(1, 0.5, {burned: 0.5}), subnet(2, 0.5)])).toEqual([
		[1, 333_333_333],
		[2, 666_666_666],
	]);
});

test('where all withhold everything, the prices alone decide', () => {
	expect(shares([subnet(1, 0.25, {burned: 1}), subnet(2, 0.75, {burned: 1})])).toEqual([
		[1, 250_000_000],
		[2, 750_000_000],
	]);
});

test('a subnet that is switched off gets nothing and the others get its share', () => {
	expect(shares([subnet(1, 0.5, {isEnabled: false}), subnet(2, 0.25), subnet(3, 0.25)])).toEqual([
		[1, 0],
		[2, 500_000_000],
		[3, 500_000_000],
	]);
});

test('where all prices are 0 nobody gets anything', () => {
	expect(shares([subnet(1, 0), subnet(2, 0)])).toEqual([
		[1, 0],
		[2, 0],
	]);
});

test('all shares together never exceed the emission and miss it by less than a rao', () => {
	const numbers = createNumbers(5n);
	for (let round = 0; round < 100; round++) {
		const subnets = Array.from({length: 8}, (_, netuid) => ({
			netuid,
			movingPrice: numbers(2n ** 64n),
			minerBurned: numbers(2n ** 32n),
			isEnabled: netuid % 3 > 0,
		}));
		let sum = 0n;
		for (const amount of shareEmission(subnets, whole).values()) {
			sum += amount;
		}

		expect(sum).toBeLessThanOrEqual(whole << 32n);
		expect(sum).toBeGreaterThan((whole - 1n) << 32n);
	}
});

test('the root is paid only while the prices sum to more than 1', () => {
	expect(isRootPaid([subnet(1, 0.5), subnet(2, 0.5)])).toBe(false);
	expect(isRootPaid([subnet(1, 0.5), subnet(2, 0.75)])).toBe(true);
});
