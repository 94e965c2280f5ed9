import {raoPerTao} from '../chain/amount.ts';

/** Minimum significant digits of a small amount. */
const leastDigits = 2;

/**
Format an amount of TAO or alpha, in its 1e-9 unit, for a quick glance: to four decimals, or two significant digits if small. For exact amounts use `formatTao()`.

@example
```
formatShortAmount(115_812_345n);
//=> '0.1158'
formatShortAmount(1_234_567_000_000n);
//=> '1,234.6'
```
*/
export function formatShortAmount(amount: bigint): string {
	const value = Number(amount) / Number(raoPerTao);
	const size = Math.abs(value);
	if (size === 0) {
		return '0';
	}

	if (size < 0.001) {
		const decimals = Math.min(9, leastDigits - 1 - Math.floor(Math.log10(size)));
		return value.toFixed(decimals);
	}

	return formatters[decimalsOf(size)].format(value);
}

function decimalsOf(size: number): 0 | 1 | 4 {
	if (size < 100) {
		return 4;
	}

	return size < 100_000 ? 1 : 0;
}

// Creating one takes a hundred times as long as using it.
const createFormatter = (decimals: number) =>
	new Intl.NumberFormat('en-US', {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
	});

const formatters = {0: createFormatter(0), 1: createFormatter(1), 4: createFormatter(4)};
