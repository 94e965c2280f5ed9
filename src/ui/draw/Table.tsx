import {Box} from 'ink';
import {useMemo} from 'react';
import type {Tone} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import {windowOf} from '../input/window.ts';
import Line from './Line.tsx';
import {gap, placeColumns, type Cells, type Column} from './table-layout.ts';
import {fit} from './text.ts';

export type Row = {
	readonly id: string;
	readonly cells: Cells;
	/** @default 'text' */
	readonly tone?: Tone;
	/** Why it cannot be selected. */
	readonly disabled?: string;
};

type Props = {
	readonly columns: readonly Column[];
	readonly rows: readonly Row[];
	/** Index of the selected row. Without it, rows cannot be selected. */
	readonly selected?: number;
	readonly width: number;
	/** Total rows: the titles, the table's own, and a final one for how many are hidden. */
	readonly height: number;
	/** Shown if there are no rows. */
	readonly empty?: string;
};

/** A table that shows as many rows as fit, and keeps the selected one visible. */
export default function Table(props: Props) {
	const {columns, rows, selected, width, height, empty = 'Nothing here yet.'} = props;
	const {theme, glyphs} = useLook();
	const isSelectable = selected !== undefined;
	const hasDisabled = rows.some(({disabled}) => disabled !== undefined);
	const margin = (isSelectable ? 2 : 0) + (hasDisabled ? 2 : 0);
	const placed = useMemo(
		() =>
			placeColumns(
				columns,
				rows.map(({cells}) => cells),
				width - margin,
			),
		[columns, rows, width, margin],
	);
	const hasStatus = rows.length > height - 1 || (isSelectable && hasDisabled);
	const room = height - (hasStatus ? 2 : 1);
	const {start, end} = windowOf({count: rows.length, room, selected});
	const write = (cells: Cells, mark: string) =>
		fit(
			mark +
				placed
					.map(({key, width: cell, align}) =>
						fit(cells[key] ?? '', cell, {align, ellipsis: glyphs.ellipsis}),
					)
					.join(' '.repeat(gap)),
			width,
			{ellipsis: glyphs.ellipsis},
		);
	const mark = (isSelected: boolean, isDisabled: boolean) =>
		(isSelectable ? `${isSelected ? glyphs.selected : ' '} ` : '') +
		(hasDisabled ? `${isDisabled ? glyphs.bad : ' '} ` : '');
	const titles = Object.fromEntries(columns.map(({key, title}) => [key, title]));
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
			<Line isBold text={write(titles, mark(false, false))} color={theme.title} />
			{rows.length === 0 && <Line text={empty} color={theme.muted} />}
			{rows.slice(start, end).map(({id, cells, tone = 'text', disabled}, index) => {
				const isSelected = start + index === selected;
				const isDisabled = disabled !== undefined;
				const color = theme[isDisabled ? 'muted' : tone];
				return (
					<Line
						key={id}
						text={write(cells, mark(isSelected, isDisabled))}
						color={isSelected ? theme.selected.color : color}
						isInverse={isSelected && theme.selected.inverse}
					/>
				);
			})}
			{hasStatus && (
				<Line
					text={statusOf(rows[selected ?? -1]?.disabled, {
						range: `${start + 1}${glyphs.dash}${end} of ${rows.length}`,
						isCut: end - start < rows.length,
						sign: glyphs.bad,
					})}
					color={theme.muted}
				/>
			)}
		</Box>
	);
}

type StatusOptions = {
	readonly range: string;
	readonly isCut: boolean;
	readonly sign: string;
};

function statusOf(reason: string | undefined, {range, isCut, sign}: StatusOptions): string {
	return [isCut ? range : '', reason === undefined ? '' : `${sign} ${reason}`]
		.filter(part => part !== '')
		.join('  ');
}
