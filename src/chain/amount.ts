import {UsageError} from '../support/errors.ts';

/** Rao in one TAO; alpha has the same nine decimals. */
export const raoPerTao = 1_000_000_000n;

const decimals = 9;
/** The largest amount that the chain can hold in its u64. */
const maximum = 0xff_ff_ff_ff_ff_ff_ff_ffn;

/**
Write an amount of rao as TAO, exactly and without needless zeros.

@example
```
formatTao(1_500_000_000n);
//=> '1.5'
```
*/
export function formatTao(rao: bigint): string {
	const magnitude = rao < 0n ? -rao : rao;
	const fraction = (magnitude % raoPerTao).toString().padStart(decimals, '0');
	const sign = rao < 0n ? '-' : '';
	const whole = (magnitude / raoPerTao).toString();
	return magnitude % raoPerTao === 0n
		? sign + whole
		: `${sign}${whole}.${fraction.slice(0, lastDigit(fraction) + 1)}`;
}

const lastDigit = (fraction: string) => [...fraction].findLastIndex(digit => digit !== '0');

/** Write an amount of alpha, given in its 1e-9 unit, as `formatTao()` does for TAO. */
export const formatAlpha: (amount: bigint) => string = formatTao;

/**
Read an amount of TAO as rao.

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
			fix: 'Write it as a plain number with at most nine decimals, for example `1.5`.',
		});
	}

	return rao;
}

/** Read an amount of alpha, in its 1e-9 unit, as `parseTao()` does for TAO. */
export const parseAlpha: (text: string) => bigint = parseTao;
