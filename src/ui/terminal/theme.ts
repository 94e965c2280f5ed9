import type {ColorDepth} from './terminal.ts';

/** A color as Ink accepts it, or `undefined` for the terminal's default. */
export type Color = string | undefined;

/** The meaning of a color. Color never says anything that no word or sign says too. */
export type Tone =
	'accent' | 'bad' | 'border' | 'good' | 'key' | 'muted' | 'text' | 'title' | 'warn';

/** What a graph shows: an amount, a share of a limit, a yield, or failures. */
export type GraphColors = 'cool' | 'heat' | 'gold' | 'alarm';

export type Theme = Readonly<Record<Tone, Color>> & {
	readonly selected: {readonly color: Color; readonly inverse: boolean};
	/** Get the color for a share of the maximum, from 0 to 1. `colors` defaults to `'cool'`. */
	readonly graph: (share: number, colors?: GraphColors) => Color;
};

/**
Create the theme for a terminal. The colors are of medium brightness, readable on dark and light backgrounds.
*/
export function createTheme(colors: ColorDepth): Theme {
	const tones = tonesOf[colors];
	const steps = stepsOf(colors);
	return {
		...tones,
		selected: {color: tones.accent, inverse: colors !== 'none'},
		graph(share, graphColors = 'cool') {
			const list = steps[graphColors];
			const index = Math.floor(share * list.length);
			return list[Math.max(0, Math.min(list.length - 1, index))];
		},
	};
}

const ansi256 = (code: number) => `ansi256(${code})`;

const tonesOf: Readonly<Record<ColorDepth, Readonly<Record<Tone, Color>>>> = {
	none: {
		accent: undefined,
		bad: undefined,
		border: undefined,
		good: undefined,
		key: undefined,
		muted: undefined,
		text: undefined,
		title: undefined,
		warn: undefined,
	},
	'16': {
		accent: 'cyan',
		bad: 'red',
		border: 'gray',
		good: 'green',
		key: 'yellow',
		muted: 'gray',
		text: undefined,
		title: 'cyan',
		warn: 'yellow',
	},
	'256': {
		accent: ansi256(38),
		bad: ansi256(203),
		border: ansi256(60),
		good: ansi256(71),
		key: ansi256(178),
		muted: ansi256(103),
		text: undefined,
		title: ansi256(75),
		warn: ansi256(172),
	},
	truecolor: {
		accent: '#22a6c3',
		bad: '#ee5555',
		border: '#5b6580',
		good: '#3fae5a',
		key: '#d9a321',
		muted: '#868fa5',
		text: undefined,
		title: '#5c9df0',
		warn: '#d9822b',
	},
};

type Steps = Readonly<Record<GraphColors, readonly Color[]>>;

function stepsOf(colors: ColorDepth): Steps {
	return {
		none: {cool: [], heat: [], gold: [], alarm: []},
		'16': {
			cool: ['cyan', 'cyanBright'],
			heat: ['green', 'yellow', 'red'],
			gold: ['yellow', 'yellowBright'],
			alarm: ['red', 'redBright'],
		},
		'256': {
			cool: [37, 38, 39, 75, 105, 141].map(code => ansi256(code)),
			heat: [71, 107, 143, 178, 208, 203].map(code => ansi256(code)),
			gold: [136, 172, 178, 221].map(code => ansi256(code)),
			alarm: [131, 167, 203, 210].map(code => ansi256(code)),
		},
		truecolor: {
			cool: blend(['#1fb5a5', '#389fe8', '#a78bfa']),
			heat: blend(['#3fae5a', '#d9a321', '#ee5555']),
			gold: blend(['#a9780f', '#d9a321', '#f2c14e']),
			alarm: blend(['#a84a4a', '#ee5555', '#ff8a80']),
		},
	}[colors];
}

/** Few enough steps that adjacent cells of a one-row graph often share a color. */
const blendSteps = 12;

function blend(stops: readonly string[]): readonly string[] {
	return Array.from({length: blendSteps}, (_, step) => {
		const place = (step / (blendSteps - 1)) * (stops.length - 1);
		const from = Math.min(Math.floor(place), stops.length - 2);
		const [start, end] = [channels(stops[from]!), channels(stops[from + 1]!)];
		const mixed = start.map((value, index) =>
			Math.round(value + (end[index]! - value) * (place - from)),
		);
		return `#${mixed.map(value => value.toString(16).padStart(2, '0')).join('')}`;
	});
}

const channels = (color: string) =>
	[1, 3, 5].map(start => Number.parseInt(color.slice(start, start + 2), 16));
