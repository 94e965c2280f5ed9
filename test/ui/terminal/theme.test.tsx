import {Text} from 'ink';
import {afterEach, expect, test} from 'vitest';
import {applyColorDepth} from '../../../src/ui/terminal/color-depth.ts';
import {createTheme} from '../../../src/ui/terminal/theme.ts';
import {draw} from '../../helpers/screens/draw.tsx';

afterEach(() => {
	applyColorDepth('none');
});

const view = (
	<Text bold inverse color="#ff0000">
		text
	</Text>
);

test.each([
	['16', '\u{1B}[91m'],
	['256', '\u{1B}[38;5;196m'],
	['truecolor', '\u{1B}[38;2;255;0;0m'],
] as const)('Ink draws with %s colors after they were applied', (depth, sequence) => {
	applyColorDepth(depth);

	expect(draw(view)).toContain(sequence);
});

test('without colors nothing but text is written', () => {
	applyColorDepth('none');

	expect(draw(view)).toBe('text');
});

test('sixteen colors are called by the names that the terminal gives its own colors to', () => {
	const {graph, selected, ...tones} = createTheme('16');
	const colors = [...Object.values(tones), selected.color, graph(0), graph(0.5, 'heat'), graph(1)];

	expect(colors.filter(color => color !== undefined && !/^[A-Za-z]+$/v.test(color))).toEqual([]);
});

test('a theme without colors has none', () => {
	const {graph, selected, ...tones} = createTheme('none');

	expect(new Set([...Object.values(tones), graph(1), graph(0, 'heat')])).toEqual(
		new Set([undefined]),
	);
	expect(selected).toEqual({color: undefined, inverse: false});
});

test.each(['16', '256', 'truecolor'] as const)(
	'a graph goes through %s colors from its lowest to its highest value',
	colors => {
		const {graph, good, bad} = createTheme(colors);

		expect(graph(0, 'heat')).toBe(good);
		expect(graph(1, 'heat')).toBe(bad);
		expect(graph(0.5, 'heat')).not.toBe(graph(0, 'heat'));
		expect(graph(-1)).toBe(graph(0));
		expect(graph(7)).toBe(graph(1));
	},
);
