/** The schedule of a beacon's rounds: round 1 at its genesis, then one per period. */
export type BeaconSchedule = {
	/** Seconds since the Unix epoch. */
	readonly genesisTime: number;
	/** Seconds. */
	readonly period: number;
};

/**
Get the latest round due at a time; 0 before the first.

@param time - Milliseconds since the Unix epoch.

@example
```
roundAt({genesisTime: 1_692_803_367, period: 3}, 1_692_803_370_999);
//=> 2n
```
*/
export function roundAt({genesisTime, period}: BeaconSchedule, time: number): bigint {
	const seconds = time / 1000;
	const elapsed = seconds - genesisTime;
	return elapsed < 0 ? 0n : 1n + BigInt(Math.floor(elapsed / period));
}

/** Get the time at which a round is due, in milliseconds since the Unix epoch. */
export function roundTime({genesisTime, period}: BeaconSchedule, round: bigint): number {
	const elapsed = Number(round - 1n) * period;
	return (genesisTime + elapsed) * 1000;
}
