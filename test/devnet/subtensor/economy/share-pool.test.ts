import {expect, test} from 'vitest';
import {
	deposit,
	getHolding,
	payAll,
	withdraw,
	type SharePool,
} from '../../../../src/devnet/subtensor/economy/share-pool.ts';
import {createNumbers, whole} from '../../../helpers/chain/economy-numbers.ts';

const empty: SharePool = {value: 0n, shares: 0n};

test('what is put in can be taken out', () => {
	const first = deposit({pool: empty, share: 0n}, 7n);
	expect(getHolding(first)).toBe(7n);
	expect(withdraw(first, 7n)).toEqual({pool: empty, share: 0n});
});

test('pay to all is split by shares', () => {
	const first = deposit({pool: empty, share: 0n}, 300n);
	const second = deposit({pool: first.pool, share: 0n}, 100n);
	const paid = payAll(second.pool, 400n);
	expect(getHolding({pool: paid, share: first.share})).toBe(600n);
	expect(getHolding({pool: paid, share: second.share})).toBe(200n);
});

test('who joins later has no part in what was paid before', () => {
	const first = deposit({pool: empty, share: 0n}, 3n);
	const grown = payAll(first.pool, 7n);
	const second = deposit({pool: grown, share: 0n}, 10n);
	expect(getHolding(second)).toBe(10n);
	expect(getHolding({pool: second.pool, share: first.share})).toBe(10n);
});

test('more than the shares are worth is refused', () => {
	expect(() => withdraw(deposit({pool: empty, share: 0n}, 7n), 8n)).toThrow(RangeError);
});

test('no walk of deposits, pay and withdrawals creates alpha, and each deposit can be taken back', () => {
	const numbers = createNumbers(9n);
	const shares = [0n, 0n, 0n, 0n];
	let pool = empty;
	let balance = 0n;
	for (let round = 0; round < 2000; round++) {
		const index = Number(numbers(4n));
		const share = shares[index] ?? 0n;
		const worth = getHolding({pool, share});
		const choice = numbers(3n);
		if (choice === 0n) {
			const amount = pool.value / (numbers(100n) + 10n);
			pool = payAll(pool, amount);
			balance += amount;
		} else if (choice === 1n && worth > 0n) {
			const amount = numbers(worth) + 1n;
			const after = withdraw({pool, share}, amount);
			pool = after.pool;
			shares[index] = after.share;
			balance -= amount;
		} else {
			const amount = numbers(whole) + 1n;
			const after = deposit({pool, share}, amount);
			expect(getHolding(after)).toBeGreaterThanOrEqual(worth + amount);
			expect(getHolding(after)).toBeLessThanOrEqual(worth + amount + 1n);
			pool = after.pool;
			shares[index] = after.share;
			balance += amount;
		}

		expect(pool.value).toBe(balance);
		let sum = 0n;
		for (const one of shares) {
			sum += getHolding({pool, share: one});
		}

		expect(sum).toBeLessThanOrEqual(pool.value);
		expect(pool.value - sum).toBeLessThanOrEqual(4n);
	}
});
