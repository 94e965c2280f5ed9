import {raoPerTao} from '../../../chain/amount.ts';

export type ShortTaoOptions = {
	/** Whether to keep trailing zeros, so that amounts in a column can be compared. @default false */
	readonly isFixed?: boolean;
};

/**
Format rao as TAO, with as many digits as are readable at a glance. For payment decisions, `formatTao()` writes all of them.

@example
```
shortTao(882_412_345n);
//=> '0.8824'
```
*/
export function shortTao(rao: bigint, {isFixed = false}: ShortTaoOptions = {}): string {
	const tao = Number(rao) / Number(raoPerTao);
	if (tao !== 0 && Math.abs(tao) < least) {
		return tao < 0 ? `-${least}` : `<${least}`;
	}

	const digits = decimalsOf(Math.abs(tao));
	return tao.toLocaleString('en-US', {
		minimumFractionDigits: isFixed ? digits : 0,
		maximumFractionDigits: digits,
	});
}

const least = 0.0001;

function decimalsOf(tao: number): number {
	if (tao >= 10_000) {
		return 0;
	}

	return tao >= 100 ? 2 : 4;
}
