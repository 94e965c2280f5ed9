import type {MinerState} from '../miner/miner-state.ts';

export type Column = {
	readonly title: string;
	/** @default 'left' */
	readonly align?: 'left' | 'right';
};

/** Create a column of numbers. */
export const right = (title: string): Column => ({title, align: 'right'});

/**
Align rows under their titles, for a terminal or a pipe; no colors, no borders.

@example
```
table([{title: 'uid', align: 'right'}, {title: 'hotkey'}], [['3', 'rig-1']]);
//=> ['uid  hotkey', '  3  rig-1']
```
*/
export function table(
	columns: readonly Column[],
	rows: ReadonlyArray<readonly string[]>,
): readonly string[] {
	const widths = columns.map(({title}, index) =>
		Math.max(title.length, ...rows.map(row => row[index]?.length ?? 0)),
	);
	const line = (cells: readonly string[]) =>
		columns
			.map(({align}, index) => {
				const cell = cells[index] ?? '';
				const width = widths[index]!;
				return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
			})
			.join('  ')
			.trimEnd();
	return [line(columns.map(({title}) => title)), ...rows.map(row => line(row))];
}

/**
Align names and values, one pair per line.

@example
```
facts([['uid', '3'], ['hotkey', 'rig-1']]);
//=> ['uid     3', 'hotkey  rig-1']
```
*/
export function facts(
	pairs: ReadonlyArray<readonly [name: string, value: string]>,
): readonly string[] {
	const width = Math.max(...pairs.map(([name]) => name.length));
	return pairs.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/** Format a latency, or a dash if there is none yet. */
export const toMs = (milliseconds: MinerState['latencyMs']['p50']): string =>
	typeof milliseconds === 'number' ? `${milliseconds.toFixed(1)} ms` : '-';
