import {splitLength, type Size} from '../../ui/terminal/size.ts';
import type {PanelId, PlacedId} from './panels.ts';

/** A panel's position below the header. */
export type Placement = {
	readonly panel: PlacedId;
	readonly left: number;
	readonly top: number;
	readonly columns: number;
	readonly rows: number;
};

export type LayoutOptions = {
	/** Rows needed by the alerts. */
	readonly alertRows: number;
	/** Rows about a model on trial. @default 0 */
	readonly canaryRows?: number;
	/** The panel shown alone. */
	readonly focus?: PanelId;
};

/** Panels side by side. */
type Band = {
	readonly panels: ReadonlyArray<readonly [panel: PanelId, share: number]>;
	readonly least: number;
	readonly most: number;
	/** Its share of the remaining rows. */
	readonly grow: number;
	/** When rows run out, the band with the lowest priority is dropped first. */
	readonly priority: number;
};

type Area = Omit<Placement, 'panel'>;

/** Below these, only the essentials fit, one per row. */
const leastColumns = 80;
const leastRows = 18;

/**
Place the panels for a terminal size. What changes often is on the right, since a changed row is sent to the terminal from its first changed cell to its end.
*/
export function layOut(
	size: Size,
	{alertRows, canaryRows = 0, focus}: LayoutOptions,
): readonly Placement[] {
	const {columns} = size;
	const top = alertRows + canaryRows;
	const area = {left: 0, top, columns, rows: size.rows - top};
	const heads: readonly Placement[] = (
		[
			{panel: 'alerts', left: 0, top: 0, columns, rows: alertRows},
			{panel: 'canary', left: 0, top: alertRows, columns, rows: canaryRows},
		] as const
	).filter(({rows}) => rows > 0);
	return focus === 'alerts'
		? [{panel: 'alerts', left: 0, top: 0, ...size}]
		: [...heads, ...(focus === undefined ? placeAll(area, size) : [{panel: focus, ...area}])];
}

function placeAll(area: Area, size: Size): readonly Placement[] {
	const {columns, rows} = size;
	if (columns < leastColumns || rows < leastRows) {
		return [{panel: 'summary', ...area}];
	}

	return columns >= 160 && rows >= 44
		? placeLarge(area)
		: placeWithLog(columns >= 110 ? wide : medium, area);
}

const medium: readonly Band[] = [
	{
		panels: [
			['device', 26],
			['queries', 28],
			['clocks', 26],
		],
		least: 5,
		most: 10,
		grow: 1,
		priority: 3,
	},
	{
		panels: [
			['rank', 26],
			['earnings', 28],
			['slot', 26],
		],
		least: 7,
		most: 11,
		grow: 1,
		priority: 2,
	},
	{
		panels: [
			['stages', 3],
			['validators', 5],
		],
		least: 5,
		most: 11,
		grow: 5,
		priority: 4,
	},
	{panels: [['log', 1]], least: 6, most: Infinity, grow: 2, priority: 1},
];

/** The rows that all panels but the log need at least, in a terminal of 80 columns. */
export const leastForPanels = 17;

const top: Band = {
	panels: [
		['device', 1],
		['queries', 2],
	],
	least: 7,
	most: 13,
	grow: 2,
	priority: 4,
};

const stages: Band = {panels: [['stages', 1]], least: 5, most: 5, grow: 0, priority: 3};

const bottom: Band = {
	panels: [
		['log', 1],
		['validators', 1],
	],
	least: 6,
	most: Infinity,
	grow: 3,
	priority: 1,
};

const wide: readonly Band[] = [
	top,
	{
		panels: [
			['rank', 15],
			['earnings', 15],
			['slot', 14],
			['clocks', 16],
		],
		least: 8,
		most: 12,
		grow: 2,
		priority: 5,
	},
	stages,
	bottom,
];

const right: readonly Band[] = [
	{
		panels: [
			['earnings', 1],
			['slot', 1],
			['clocks', 1],
		],
		least: 8,
		most: 12,
		grow: 2,
		priority: 5,
	},
	stages,
	bottom,
];

/** In a large terminal, neighbors get their own column. */
function placeLarge(area: Area): readonly Placement[] {
	const [left = 0, rest = 0] = splitLength(area.columns, [1, 3]);
	const head = {...area, rows: top.most};
	const below = {...area, top: area.top + head.rows, rows: area.rows - head.rows};
	return [
		...placeBands([top], head),
		{panel: 'rank', ...below, columns: left},
		...placeBands(right, {...below, left: area.left + left, columns: rest}),
	];
}

/** Spare rows a band must have before it gives one up. */
const leastSpare = 4;

/** Place bands; if the log has no panel, the band with the most spare rows gives one up for the last log line. */
function placeWithLog(bands: readonly Band[], area: Area): readonly Placement[] {
	const kept = keepBands(bands, area.rows);
	const heights = stretch(kept, area.rows);
	const spare = heights.map((height, index) => height - kept[index]!.least);
	const most = Math.max(...spare);
	const hasLog = kept.some(({panels}) => panels.some(([panel]) => panel === 'log'));
	if (hasLog || most < leastSpare) {
		return placeRows(kept, heights, area);
	}

	const giver = spare.lastIndexOf(most);
	return [
		...placeRows(kept, heights.with(giver, heights[giver]! - 1), area),
		{panel: 'last-line', ...area, top: area.top + area.rows - 1, rows: 1},
	];
}

function placeBands(bands: readonly Band[], area: Area): readonly Placement[] {
	const kept = keepBands(bands, area.rows);
	return placeRows(kept, stretch(kept, area.rows), area);
}

function placeRows(
	bands: readonly Band[],
	heights: readonly number[],
	area: Area,
): readonly Placement[] {
	return bands.flatMap(({panels}, index) => {
		const offset = heights.slice(0, index).reduce((sum, height) => sum + height, 0);
		const widths = splitLength(
			area.columns,
			panels.map(([, share]) => share),
		);
		return panels.map(([panel], column) => ({
			panel,
			left: area.left + widths.slice(0, column).reduce((sum, width) => sum + width, 0),
			top: area.top + offset,
			columns: widths[column]!,
			rows: heights[index]!,
		}));
	});
}

function keepBands(bands: readonly Band[], rows: number): readonly Band[] {
	let kept = bands;
	while (kept.length > 1 && leastOf(kept) > rows) {
		const lowest = Math.min(...kept.map(({priority}) => priority));
		kept = kept.filter(({priority}) => priority !== lowest);
	}

	return kept;
}

const leastOf = (bands: readonly Band[]) => bands.reduce((sum, {least}) => sum + least, 0);

/** Distribute the remaining rows one by one to the band that is due; what no band can use goes to the last. */
function stretch(bands: readonly Band[], rows: number): readonly number[] {
	let heights = bands.map(({least}) => least);
	for (let rest = rows - leastOf(bands); rest > 0; rest--) {
		const next = findDue(bands, heights);
		heights = heights.map((height, index) => (index === next ? height + 1 : height));
	}

	return heights;
}

function findDue(bands: readonly Band[], heights: readonly number[]): number {
	const dues = bands.map(({grow, least, most}, index) =>
		heights[index]! < most ? grow / (heights[index]! - least + 1) : 0,
	);
	const highest = Math.max(...dues);
	return highest > 0 ? dues.indexOf(highest) : bands.length - 1;
}
