import {expect, test, vi} from 'vitest';
import Footer from '../../../src/ui/input/Footer.tsx';
import {glyphsOf} from '../../../src/ui/terminal/glyphs.ts';
import Help from '../../../src/ui/input/Help.tsx';
import {toHelpRows} from '../../../src/ui/input/help.ts';
import HelpView from '../../../src/ui/input/HelpView.tsx';
import type {KeyGroup} from '../../../src/ui/input/keys.ts';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';
import {mount} from '../../helpers/screens/keyboard.tsx';

const groups: readonly KeyGroup[] = [
	{
		title: 'Everywhere',
		keys: [
			{keys: ['q', 'ctrl-c'], does: 'Leave; the work goes on', short: 'leave'},
			{keys: ['?'], does: 'Show all keys', short: 'help'},
			{keys: ['Q'], does: 'Stop the work', short: 'stop', disabled: 'nothing runs'},
		],
	},
	{
		title: 'In the table',
		keys: [
			{keys: ['up', 'down', 'k', 'j'], does: 'Move the selection', short: 'move'},
			{keys: ['pageup'], does: 'Move a page up'},
		],
	},
];

const keys = groups.flatMap(group => group.keys);
const glyphs = glyphsOf('braille');

const found = (filter: string) =>
	toHelpRows(groups, filter, glyphs).flatMap(row => (row.kind === 'key' ? [row.label] : []));

test('the footer shows the keys that have a short name, those that do nothing in parentheses and why', () => {
	const explained = 'q leave  ? help  (Q stop: nothing runs)  ↑↓ move';

	expect(draw(<Footer keys={keys} width={explained.length} />)).toBe(explained);
	expect(draw(<Footer keys={keys} width={explained.length - 1} />)).toBe(
		'q leave  ? help  (Q stop)  ↑↓ move',
	);
});

test('a footer without room leaves out whole keys, the last first', () => {
	const widths = Array.from({length: 40}, (_, width) => width);
	const shown = new Set(widths.map(width => draw(<Footer keys={keys} width={width} />)));

	expect([...shown]).toEqual([
		'',
		'q leave',
		'q leave  ? help',
		'q leave  ? help  (Q stop)',
		'q leave  ? help  (Q stop)  ↑↓ move',
	]);
	for (const width of widths) {
		expect(draw(<Footer keys={keys} width={width} />).length).toBeLessThanOrEqual(width);
	}
});

test('the help finds keys by a word of what they do', () => {
	expect(found('MOVE')).toEqual(['↑ ↓ k j', 'PgUp']);
	expect(found('stop')).toEqual(['Q']);
});

test('the help finds keys by the key, and tells capitals apart', () => {
	expect(found('?')).toEqual(['?']);
	expect(found('Q')).toEqual(['Q']);
	expect(found('q')).toEqual(['q Ctrl-C']);
	expect(found('ctrl')).toEqual(['q Ctrl-C']);
	expect(found('PgU')).toEqual(['PgUp']);
});

test('a group of which nothing is left has no title', () => {
	expect(toHelpRows(groups, 'leave', glyphs)[0]).toEqual({kind: 'title', text: 'Everywhere'});
	expect(toHelpRows(groups, 'leave', glyphs)).toHaveLength(2);
	expect(toHelpRows(groups, 'no such thing', glyphs)).toEqual([]);
});

test('the help is searched by typing, and Escape empties the search before it closes', async () => {
	const onClose = vi.fn();
	const {press, frame} = await mount(
		<Help groups={groups} width={60} height={12} onClose={onClose} />,
	);
	await press('m', 'o', 'v');

	expect(frame()).toContain('Move a page up');
	expect(frame()).not.toContain('Leave');

	await press('x');

	expect(frame()).toContain('No key does that.');

	await press('escape');

	expect(frame()).toContain('Leave');
	expect(onClose).not.toHaveBeenCalled();

	await press('escape');

	expect(onClose).toHaveBeenCalledTimes(1);
});

test('a help that is too long is scrolled, to its end and no further', async () => {
	const {press, frame} = await mount(
		<Help groups={groups} width={60} height={5} onClose={() => undefined} />,
	);

	expect(frame()).toContain('1–3 of 7');

	await press('down');

	expect(frame()).toContain('2–4 of 7');

	await press('pagedown', 'pagedown', 'down');

	expect(frame()).toContain('5–7 of 7');
	expect(frame()).toContain('Move a page up');
});

test('footer and help look the same everywhere', () => {
	expectSnapshots(columns => (
		<>
			<HelpView
				rows={toHelpRows(groups, '', glyphsOf('ascii'))}
				filter=""
				offset={0}
				width={columns}
				height={9}
			/>
			<Footer keys={keys} width={columns} />
		</>
	));
});

test('the reason for a disabled key is wrapped where there is no room, and none of it is lost', () => {
	const reason = 'there are no miners here that could be restarted';
	const disabled = {keys: ['r'], does: 'Restart the miner', disabled: reason} as const;
	const frame = draw(
		<Help
			groups={[{title: 'Miner', keys: [disabled]}]}
			width={40}
			height={12}
			onClose={() => undefined}
		/>,
	);

	expect(frame).not.toContain(glyphs.ellipsis);
	expect(frame.replaceAll(/\s+/gv, ' ')).toContain(`r Restart the miner ${glyphs.bad} ${reason}`);
});
