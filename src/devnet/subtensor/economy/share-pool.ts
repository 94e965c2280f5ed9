import {q64, smaller} from './fixed-point.ts';

/**
A hotkey's alpha on a subnet, owned by many coldkeys in shares. Paying into `value` raises everybody's part alike, and makes a share worth more; good to the rao until that has grown by some 2^60.
*/
export type SharePool = {
	/** TotalHotkeyAlpha, in rao. */
	readonly value: bigint;
	/** TotalHotkeyShares, 64 fraction bits. */
	readonly shares: bigint;
};

/** A pool and one coldkey's shares in it. */
export type Holding = {
	readonly pool: SharePool;
	/** 64 fraction bits. */
	readonly share: bigint;
};

/**
Get what shares are worth, in rao, rounded down.
*/
export const getHolding = ({pool, share}: Holding): bigint =>
	pool.shares === 0n ? 0n : (pool.value * share) / pool.shares;

/**
Put alpha in for one coldkey. The shares are rounded up by less than 2^-64, so that what was put in can be taken out again.
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
Take alpha out for one coldkey; all of its worth takes all of its shares.

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

/** Pay everybody who holds shares, each by their part. */
export const payAll = (pool: SharePool, amount: bigint): SharePool => ({
	...pool,
	value: pool.value + amount,
});

const divideUp = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor;
