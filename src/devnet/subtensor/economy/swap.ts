import {q64, subtract} from './fixed-point.ts';
import {fullWeight, getPrice, type Pool} from './pool.ts';
import {power, powerBits} from './power.ts';

export type Swap = {
	readonly ok: true;
	/** What the pool received, without the fee. */
	readonly paidIn: bigint;
	/** What the pool paid out. */
	readonly paidOut: bigint;
	/** The fee on top, in the input token. */
	readonly fee: bigint;
	readonly pool: Pool;
};

/** Why a pool refuses a trade; the names of the main chain's errors. */
export type SwapRefusal = {
	readonly ok: false;
	readonly reason: 'ReservesTooLow' | 'PriceLimitExceeded' | 'SwapInputTooLarge';
};

export type SwapOptions = {
	/** The amount offered, including the fee, in rao. */
	readonly amount: bigint;
	/** The share of the input taken as a fee, of 65,535. @default 0 */
	readonly feeRate?: bigint;
	/** Trade only until the price reaches this limit, with 64 fraction bits. @default No limit */
	readonly limit?: bigint;
};

/** The minimum reserve of the token paid out, in rao. */
const minimumReserve = 1_000_000n;

/** The maximum of one trade, as a multiple of the reserve. */
export const largestInput = 1000n;

/** The highest price limit of a buyer: 1,000,000 TAO per alpha, in rao. */
export const maximumPrice = 1_000_000_000_000_000n;

/** The lowest price limit of a seller, in rao. */
export const minimumPrice = 1000n;

/** Convert a price in rao per alpha, as in calls, to 64 fraction bits. */
export const priceFromRao = (rao: bigint): bigint => q64.ratio(rao, 1_000_000_000n);

/**
Buy alpha with TAO: `out = A · (1 − (T / (T + y))^(wT / wA))`, rounded down.

With a price limit, the pool takes at most `T · ((q / p)^wA − 1)`; the rest of the amount stays with the buyer.
*/
export function buyAlpha(
	pool: Pool,
	{limit = priceFromRao(maximumPrice), ...options}: SwapOptions,
): Swap | SwapRefusal {
	const {tao, alpha, quoteWeight} = pool;
	const price = getPrice(pool);
	return swap({
		...options,
		reserves: {in: tao, out: alpha},
		weights: {in: quoteWeight, out: fullWeight - quoteWeight},
		toLimit: {numerator: limit, denominator: price},
		after: (paidIn, paidOut) => ({tao: tao + paidIn, alpha: alpha - paidOut, quoteWeight}),
		isPast: later => getPrice(later) > limit,
	});
}

/**
Sell alpha for TAO: `out = T · (1 − (A / (A + x))^(wA / wT))`, rounded down.

With a price limit, the pool takes at most `A · ((p / q)^wT − 1)`.
*/
export function sellAlpha(
	pool: Pool,
	{limit = priceFromRao(minimumPrice), ...options}: SwapOptions,
): Swap | SwapRefusal {
	const {tao, alpha, quoteWeight} = pool;
	const price = getPrice(pool);
	return swap({
		...options,
		reserves: {in: alpha, out: tao},
		weights: {in: fullWeight - quoteWeight, out: quoteWeight},
		toLimit: {numerator: price, denominator: limit},
		after: (paidIn, paidOut) => ({tao: tao - paidOut, alpha: alpha + paidIn, quoteWeight}),
		isPast: later => getPrice(later) < limit,
	});
}

/**
Get the fee on an amount, in the token offered: `amount · rate / 65,535`, rounded down.
*/
export const getFee = (amount: bigint, rate: bigint): bigint =>
	q64.multiply(amount, q64.ratio(rate, 65_535n));

type Sides = {readonly in: bigint; readonly out: bigint};

type Trade = Omit<SwapOptions, 'limit'> & {
	readonly reserves: Sides;
	readonly weights: Sides;
	/** Distance between the price and the limit as a ratio, above 1 while there is room. */
	readonly toLimit: {readonly numerator: bigint; readonly denominator: bigint};
	readonly after: (paidIn: bigint, paidOut: bigint) => Pool;
	readonly isPast: (pool: Pool) => boolean;
};

function swap(trade: Trade): Swap | SwapRefusal {
	const {amount, feeRate = 0n, reserves, toLimit, after, isPast} = trade;
	const fee = getFee(amount, feeRate);
	const offered = subtract(amount, fee);
	if (offered > reserves.in * largestInput) {
		return {ok: false, reason: 'SwapInputTooLarge'};
	}

	if (reserves.out < minimumReserve) {
		return {ok: false, reason: 'ReservesTooLow'};
	}

	if (toLimit.numerator <= toLimit.denominator) {
		return {ok: false, reason: 'PriceLimitExceeded'};
	}

	const whole = getPaidOut(trade, offered);
	if (!isPast(after(offered, whole))) {
		return settle({paidIn: offered, paidOut: whole, fee, after});
	}

	const paidIn = getInputToLimit(trade);
	return settle({
		paidIn,
		paidOut: getPaidOut(trade, paidIn),
		fee: q64.multiply(paidIn, q64.ratio(feeRate, 65_535n - feeRate)),
		after,
	});
}

function settle({
	paidIn,
	paidOut,
	fee,
	after,
}: Pick<Swap, 'paidIn' | 'paidOut' | 'fee'> & Pick<Trade, 'after'>): Swap | SwapRefusal {
	return paidOut === 0n && paidIn > 0n
		? {ok: false, reason: 'ReservesTooLow'}
		: {ok: true, paidIn, paidOut, fee, pool: after(paidIn, paidOut)};
}

function getPaidOut({reserves, weights}: Trade, paidIn: bigint): bigint {
	if (paidIn === 0n) {
		return 0n;
	}

	if (weights.in === weights.out) {
		return (reserves.out * paidIn) / (reserves.in + paidIn);
	}

	const kept = power(
		{numerator: reserves.in, denominator: reserves.in + paidIn},
		{numerator: weights.in, denominator: weights.out},
	);
	return (reserves.out * subtract(1n << powerBits, kept.up)) >> powerBits;
}

function getInputToLimit({reserves, weights, toLimit}: Trade): bigint {
	const growth = power(toLimit, {numerator: weights.out, denominator: fullWeight});
	return (reserves.in * subtract(growth.down, 1n << powerBits)) >> powerBits;
}
