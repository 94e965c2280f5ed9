const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
Format a duration in its two largest units.

@example
```
formatDuration(192_000);
//=> '3 m 12 s'
```
*/
export function formatDuration(milliseconds: number): string {
	const whole = Math.max(0, milliseconds);
	if (whole < minute) {
		return `${Math.floor(whole / second)} s`;
	}

	if (whole < hour) {
		return pair(whole, [minute, 'm'], [second, 's']);
	}

	return whole < day
		? pair(whole, [hour, 'h'], [minute, 'm'])
		: pair(whole, [day, 'd'], [hour, 'h']);
}

/**
Format how long ago something was.

@example
```
formatAge(12_300);
//=> '12 s ago'
```
*/
export function formatAge(milliseconds: number): string {
	return milliseconds < 2 * second ? 'just now' : `${formatDuration(milliseconds)} ago`;
}

/**
Format a number of bytes in the unit that keeps it short.

@example
```
formatBytes(89_128_960);
//=> '85 MiB'
```
*/
export function formatBytes(bytes: number): string {
	return scale(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']);
}

/**
Format a count: in full while that is readable, then scaled by thousands.

@example
```
formatCount(12_345);
//=> '12,345'
formatCount(1_234_567);
//=> '1.2 M'
```
*/
export function formatCount(count: number): string {
	return Math.abs(count) < 100_000
		? Math.round(count).toLocaleString('en-US')
		: scale(count, 1000, ['', 'k', 'M', 'G', 'T', 'P']);
}

/**
Format a share of one as a percentage. A share above zero never becomes 0 %, nor one below 1 100 %.

@example
```
formatShare(0.614);
//=> '61 %'
```
*/
export function formatShare(share: number): string {
	const percent = Math.round(share * 100);
	if (percent === 0 && share > 0) {
		return '<1 %';
	}

	return percent === 100 && share < 1 ? '>99 %' : `${percent} %`;
}

type Unit = readonly [length: number, name: string];

function pair(whole: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
	const rest = Math.floor((whole % large) / small);
	return `${Math.floor(whole / large)} ${largeName} ${rest} ${smallName}`;
}

function scale(value: number, base: number, units: readonly string[]): string {
	let rest = value;
	let unit = 0;
	// A value that would round up to the base uses the next unit.
	while (Math.abs(rest) >= base - 0.5 && unit < units.length - 1) {
		rest /= base;
		unit += 1;
	}

	const digits = unit > 0 && Math.abs(rest) < 9.95 ? 1 : 0;
	return `${Number(rest.toFixed(digits))} ${units[unit]!}`.trimEnd();
}
