import {q64, smaller} from './fixed-point.ts';

/**
A hotkey's alpha on a subnet, owned by many coldkeys in shares. Adding to `value` raises everyone's part in proportion, and the value of a share; accurate to the rao until that has grown by about 2^60.
*/
export type SharePool = {
	/** TotalHotkeyAlpha, in rao. */
	readonly value: bigint;
	/** TotalHotkeyShares, 64 fraction bits. */
	readonly shares: bigint;
};

/** A pool and one coldkey's shares of it. */
export type Holding = {
	readonly pool: SharePool;
	/** 64 fraction bits. */
	readonly share: bigint;
};

/**
Get the value of shares, in rao, rounded down.
*/
export const getHolding = ({pool, share}: Holding): bigint =>
	pool.shares === 0n ? 0n : (pool.value * share) / pool.shares;

/**
Deposit alpha for one coldkey. The shares are rounded up by less than 2^-64, so that the whole deposit can be withdrawn again.
*/
export function deposit({pool, share}: Holding, amount: bigint): Holding {
	const issued =
		pool.shares === 0n || pool.value === 0n
			? q64.from(amount)
			: divideUp(amount * pool.shares, pool.value);
	return {
		pool: {value: pool.value + amount, shares: pool.shares + issued},
		share: share + issued,
	};
}

/**
Withdraw alpha for one coldkey; withdrawing the whole value takes all shares.

@throws {RangeError} If the shares are not worth that much.
*/
export function withdraw({pool, share}: Holding, amount: bigint): Holding {
	const worth = getHolding({pool, share});
	if (amount > worth) {
		throw new RangeError(`The shares are worth \`${worth}\` rao, less than \`${amount}\``);
	}

	const redeemed =
		amount === worth ? share : smaller(share, divideUp(amount * pool.shares, pool.value));
	return {
		pool: {value: pool.value - amount, shares: pool.shares - redeemed},
		share: share - redeemed,
	};
}

/** Pay all holders, in proportion to their shares. */
export const payAll = (pool: SharePool, amount: bigint): SharePool => ({
	...pool,
	value: pool.value + amount,
});

const divideUp = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor;
