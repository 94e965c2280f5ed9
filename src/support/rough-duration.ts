const units = [
	[86_400_000, 'd'],
	[3_600_000, 'h'],
	[60_000, 'min'],
	[1000, 's'],
] as const;

/**
Format a duration in its largest unit, for use in a sentence. Below two of a unit, the next smaller one is used, so that rounding never distorts it by half.

@example
```
describeRoughly(5_400_000);
//=> '90 min'
```
*/
export function describeRoughly(milliseconds: number): string {
	const whole = Math.max(0, milliseconds);
	const [length, name] = units.find(([unit]) => whole >= 2 * unit) ?? units[3];
	return `${Math.floor(whole / length)} ${name}`;
}
