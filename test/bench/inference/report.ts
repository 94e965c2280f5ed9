import {right, table} from '../../../src/cli/table.ts';

/** What was measured of us and of each rival, by its name. */
export type Row = {
	readonly what: string;
	readonly ours: number;
	readonly peers: Readonly<Record<string, number>>;
	readonly unit: string;
};

/** A figure that we set ourselves a limit for. */
export type Ratio = {
	readonly value: number;
	/** @default none */
	readonly atMost?: number;
	/** @default none */
	readonly atLeast?: number;
	/** @default × */
	readonly unit?: string;
};

export type Measured = {
	readonly rows: readonly Row[];
	/** By name. */
	readonly ratios: Readonly<Record<string, Ratio>>;
};

/** Print rows as a table, then ratios beside their targets. */
export function formatReport({rows, ratios}: Measured): readonly string[] {
	const names = [...new Set(rows.flatMap(({peers}) => Object.keys(peers)))];
	return [
		...table(
			[{title: 'what'}, {title: 'unit'}, right('btop'), ...names.map(name => right(name))],
			rows.map(({what, unit, ours, peers}) => [
				what,
				unit,
				formatFigure(ours),
				...names.map(name => (peers[name] === undefined ? '-' : formatFigure(peers[name]))),
			]),
		),
		'',
		...table(
			[{title: 'ratio'}, right(''), right('target'), {title: ''}],
			Object.entries(ratios).map(([name, ratio]) => [
				name,
				`${ratio.value.toFixed(2)}${unitOf(ratio)}`,
				formatTarget(ratio),
				isMet(ratio) ? 'met' : 'missed',
			]),
		),
	];
}

function formatTarget(ratio: Ratio): string {
	const {atMost, atLeast} = ratio;
	return atMost === undefined ? `≥ ${atLeast}${unitOf(ratio)}` : `≤ ${atMost}${unitOf(ratio)}`;
}

const unitOf = ({unit = '×'}: Ratio) => unit;

const isMet = ({value, atMost = Infinity, atLeast = -Infinity}: Ratio) =>
	value <= atMost && value >= atLeast;

const formatFigure = (figure: number) => figure.toFixed(figure < 100 ? 2 : 0);
