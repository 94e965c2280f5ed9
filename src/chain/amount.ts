import {UsageError} from '../support/errors.ts';

/** Rao in one TAO; alpha has the same nine decimals. */
export const raoPerTao = 1_000_000_000n;

const decimals = 9;
/** The largest amount that the chain can hold in its u64. */
const maximum = 0xff_ff_ff_ff_ff_ff_ff_ffn;

/**
Format an amount of rao as TAO for people, exactly and without trailing zeros. For programs and commands use `writeTao()`.

@example
```
formatTao(1_234_500_000_000n);
//=> '1,234.5'
```
*/
export const formatTao = (rao: bigint): string => write(rao, whole => grouping.format(whole));

const grouping = new Intl.NumberFormat('en-US');

/**
Write an amount of rao as TAO, exactly, as `parseTao()` reads it.

@example
```
writeTao(1_234_500_000_000n);
//=> '1234.5'
```
*/
export const writeTao = (rao: bigint): string => write(rao, String);

function write(rao: bigint, writeWhole: (whole: bigint) => string): string {
	const magnitude = rao < 0n ? -rao : rao;
	const fraction = (magnitude % raoPerTao).toString().padStart(decimals, '0');
	const sign = rao < 0n ? '-' : '';
	const whole = writeWhole(magnitude / raoPerTao);
	return magnitude % raoPerTao === 0n
		? sign + whole
		: `${sign}${whole}.${fraction.slice(0, lastDigit(fraction) + 1)}`;
}

const lastDigit = (fraction: string) => [...fraction].findLastIndex(digit => digit !== '0');

/** Format an amount of alpha, in its 1e-9 unit, as `formatTao()` does for TAO. */
export const formatAlpha: (amount: bigint) => string = formatTao;

/** Write an amount of alpha, in its 1e-9 unit, as `writeTao()` does for TAO. */
export const writeAlpha: (amount: bigint) => string = writeTao;

/**
Get the value of alpha at a price.

@param alpha - In its 1e-9 unit.
@param price - Rao for one whole alpha.

@returns Rao, rounded down. A loss is rounded away from zero, so it never looks smaller than it is.
*/
export function toTao(alpha: bigint, price: bigint): bigint {
	const value = alpha * price;
	const tao = value / raoPerTao;
	// Division of a bigint rounds towards zero.
	return value % raoPerTao < 0n ? tao - 1n : tao;
}

/**
Parse an amount of TAO into rao.

@throws {UsageError} If it is not a plain decimal number, is negative, has more than nine decimals, or is more than the chain can hold.

@example
```
parseTao('1.5');
//=> 1_500_000_000n
```
*/
export function parseTao(text: string): bigint {
	const {whole, fraction = ''} =
		/^(?<whole>\d{1,20})(?:\.(?<fraction>\d{1,9}))?$/v.exec(text.trim())?.groups ?? {};
	const rao = whole === undefined ? undefined : BigInt(whole + fraction.padEnd(decimals, '0'));
	if (rao === undefined || rao > maximum) {
		throw new UsageError(`\`${text}\` is not an amount of TAO`, {
			fix: 'Use a plain number with at most nine decimals, for example `1.5`.',
		});
	}

	return rao;
}

/** Parse an amount of alpha into its 1e-9 unit, as `parseTao()` does for TAO. */
export const parseAlpha: (text: string) => bigint = parseTao;

/** What is said in place of an amount that a chain does not tell: unknown is not zero. */
export const untold = 'unknown: this chain does not tell';
