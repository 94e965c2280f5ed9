import {q32} from './fixed-point.ts';

/** What a subnet accrues until its epoch, in rao of its alpha. */
export type Pots = {
	readonly owner: bigint;
	readonly miners: bigint;
	readonly validators: bigint;
	readonly root: bigint;
};

export type PotOptions = {
	/** The block's alpha for participants, in rao. */
	readonly alpha: bigint;
	/** The owner's share, of 65,535; 0 if the cut is disabled. */
	readonly ownerCut: number;
	/** 32 fraction bits. */
	readonly rootProportion: bigint;
};

/**
Split a subnet's alpha of a block: the owner's cut first, then half to the miners and half to the validators, whose half includes root's part.

Each pot is rounded down, so up to 3 rao a block belong to nobody, as on the main chain.

@example
```
splitAlpha({alpha: 1_000_000_000n, ownerCut: 11_796, rootProportion: 0n});
//=> {owner: 179_995_422n, miners: 410_002_288n, validators: 410_002_288n, root: 0n}
```
*/
export function splitAlpha({alpha, ownerCut, rootProportion}: PotOptions): Pots {
	const whole = q32.from(alpha);
	const owner = q32.multiply(whole, q32.ratio(BigInt(ownerCut), 65_535n));
	const participants = whole - owner;
	const root = q32.multiply(rootProportion, participants) / 2n;
	const miners = participants / 2n;
	const validators = participants - miners - root;
	return {
		owner: q32.floor(owner),
		miners: q32.floor(miners),
		validators: q32.floor(validators),
		root: q32.floor(root),
	};
}
