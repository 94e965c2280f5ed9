import {render, Text} from 'ink';
import {expect, onTestFinished, test} from 'vitest';
import Frame from '../../../src/ui/draw/Frame.tsx';
import {insideFrame, type Size} from '../../../src/ui/terminal/size.ts';
import useSize from '../../../src/ui/terminal/use-size.ts';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';
import {FakeTerminal} from '../../helpers/screens/fake-terminal.ts';
import {until} from '../../helpers/until.ts';

const rowsOf = (count: number) =>
	Array.from({length: count}, (_, index) => <Text key={index}>{`row ${index + 1}`}</Text>);

function Screen({size, count}: {readonly size: Size; readonly count: number}) {
	return (
		<Frame size={size} header={<Text>header</Text>} footer={<Text>footer</Text>}>
			{rowsOf(count)}
		</Frame>
	);
}

test.each([0, 5, 200])('with %d rows inside, a frame is exactly as high as the terminal', count => {
	for (const size of [
		{columns: 60, rows: 16},
		{columns: 80, rows: 24},
		{columns: 200, rows: 60},
	]) {
		const lines = draw(<Screen size={size} count={count} />, {columns: size.columns}).split('\n');

		expect(lines).toHaveLength(size.rows);
		expect(lines[0]).toBe('header');
		expect(lines.at(-1)).toBe('footer');
		expect(lines.filter(line => line.startsWith('row')).length).toBe(
			Math.min(count, insideFrame(size).rows),
		);
	}
});

test('header and footer are one row each, and no wider than the terminal', () => {
	const long = <Text wrap="truncate">{'x'.repeat(300)}</Text>;
	const lines = draw(
		<Frame size={{columns: 60, rows: 16}} header={long} footer={long}>
			<Text>body</Text>
		</Frame>,
		{columns: 60},
	).split('\n');

	expect(lines.map(line => line.length)).toEqual([60, 4, ...Array.from({length: 13}, () => 0), 60]);
});

test.each([
	[{columns: 59, rows: 16}, 'This terminal is 59×16'],
	[{columns: 60, rows: 15}, 'This terminal is 60×15'],
	[{columns: 20, rows: 4}, 'This terminal is 20…'],
])('a terminal of %o is told to be too small', (size, words) => {
	const lines = draw(<Screen size={size} count={3} />, {columns: size.columns}).split('\n');

	expect(lines).toHaveLength(size.rows);
	expect(lines.some(line => line.trim() === words)).toBe(true);
	expect(lines.some(line => line.trim() === '60×16 is needed')).toBe(true);
	expect(lines.join('')).not.toContain('row 1');
});

test('a frame follows the terminal when it gets larger or smaller', async () => {
	const stdout = new FakeTerminal({columns: 80, rows: 24});
	let last: Size | undefined;
	function Sized() {
		last = useSize();
		return <Screen size={last} count={100} />;
	}

	const {unmount, waitUntilRenderFlush} = render(<Sized />, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		interactive: true,
		alternateScreen: true,
		incrementalRendering: true,
		patchConsole: false,
	});
	onTestFinished(() => {
		unmount();
	});
	await waitUntilRenderFlush();

	expect(last).toEqual({columns: 80, rows: 24});
	expect(stdout.written).toContain('row 22');
	expect(stdout.written).not.toContain('row 23');

	stdout.written = '';
	stdout.resize(100, 30);
	await until(() => stdout.written.includes('row 28'));

	expect(last).toEqual({columns: 100, rows: 30});

	stdout.written = '';
	stdout.resize(40, 30);
	await until(() => stdout.written.includes('60×16 is needed'));

	expect(last).toEqual({columns: 40, rows: 30});
});

test('frames look the same everywhere', () => {
	expectSnapshots(columns => <Screen size={{columns, rows: 16}} count={3} />);
	expectSnapshots(columns => <Screen size={{columns, rows: 6}} count={3} />);
});
