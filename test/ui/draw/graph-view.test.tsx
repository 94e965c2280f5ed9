import {afterEach, expect, test} from 'vitest';
import {applyColorDepth} from '../../../src/ui/terminal/color-depth.ts';
import Graph from '../../../src/ui/draw/Graph.tsx';
import Meter from '../../../src/ui/draw/Meter.tsx';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';
import {mount} from '../../helpers/screens/keyboard.tsx';

afterEach(() => {
	applyColorDepth('none');
});

const wave = Array.from({length: 300}, (_, index) =>
	index % 70 < 5 ? undefined : 50 + 45 * Math.sin(index / 11),
);

const colorsIn = (text: string) => text.match(/38;2;[\d;]+m/gv) ?? [];

test('a graph has exactly its size, its label in the first row', () => {
	const lines = draw(<Graph values={wave} width={40} height={6} label="top 100" />).split('\n');

	expect(lines).toHaveLength(6);
	expect(lines[0]).toBe('top 100');
	expect(lines.at(-1)).toHaveLength(40);
});

test('a graph without a scale gets a round one, and one with a scale keeps it', () => {
	const bottom = (max?: number) => draw(<Graph values={[5, 5]} max={max} width={1} height={1} />);

	expect(bottom()).toBe('⣿');
	expect(bottom(10)).toBe('⣤');
});

test('a graph that did not change is not computed again', async () => {
	let reads = 0;
	const values = new Proxy(wave, {
		get(target, name, receiver) {
			reads += 1;
			return Reflect.get(target, name, receiver) as unknown;
		},
	});
	const {show, frame} = await mount(<Graph values={values} width={40} height={6} />);
	const first = reads;
	const drawn = frame();
	await show(<Graph values={values} width={40} height={6} />);

	expect(first).toBeGreaterThan(0);
	expect(reads).toBe(first);

	await show(<Graph values={[...wave, 100]} width={40} height={6} />);

	expect(frame()).not.toBe(drawn);
});

test('the rows of a graph are colored by their height', () => {
	applyColorDepth('truecolor');
	const lines = draw(<Graph values={wave} width={40} height={4} />, {colors: 'truecolor'}).split(
		'\n',
	);

	expect(lines.map(line => colorsIn(line).length)).toEqual([1, 1, 1, 1]);
	expect(new Set(colorsIn(lines.join(''))).size).toBe(4);
});

test('a graph of one row is colored by its values, with few changes of color', () => {
	applyColorDepth('truecolor');
	const view = <Graph values={wave} width={60} height={1} colors="heat" />;
	const text = draw(view, {colors: 'truecolor'});

	expect(new Set(colorsIn(text)).size).toBeGreaterThan(2);
	expect(colorsIn(text).length).toBeLessThan(20);
	expect(draw(view).length).toBe(60);
});

test.each([
	[0, 'Memory ░░░░░░░░░░ 0 %'],
	[0.001, 'Memory █░░░░░░░░ <1 %'],
	[0.5, 'Memory ████░░░░░ 50 %'],
	[0.999, 'Memory ███████░ >99 %'],
	[1, 'Memory ████████ 100 %'],
	[7, 'Memory ████████ 700 %'],
])('a meter of %d tells its share by length and in words', (share, text) => {
	expect(draw(<Meter share={share} width={21} label="Memory" />)).toBe(text);
});

test('a share that is not known is no zero', () => {
	expect(draw(<Meter share={undefined} width={19} label="Memory" />)).toBe('Memory ░░░░░░░░░░ –');
});

test('a meter without room keeps its words', () => {
	const value = '12 of 24 GiB';

	expect(draw(<Meter share={0.5} width={24} label="Memory" value={value} />)).toBe(
		'Memory ██░░ 12 of 24 GiB',
	);
	expect(draw(<Meter share={0.5} width={23} label="Memory" value={value} />)).toBe(
		'Memory 12 of 24 GiB',
	);
	expect(draw(<Meter share={0.5} width={12} label="Memory" value={value} />)).toBe('Memory 12 o…');
});

test('graphs and meters look the same everywhere', () => {
	expectSnapshots(width => (
		<>
			<Graph values={wave} width={width} height={5} label="per second, up to 100" />
			<Graph values={wave} width={width} height={1} />
			<Meter share={0.61} width={width} label="Memory" />
		</>
	));
});
