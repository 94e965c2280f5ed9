const units = [
	[86_400_000, 'd'],
	[3_600_000, 'h'],
	[60_000, 'min'],
	[1000, 's'],
] as const;

/**
Write a duration in its largest unit, as in a sentence. Below two of a unit the next smaller one is taken, so that it is never off by half.

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
