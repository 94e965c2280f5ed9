import {expect, test, vi} from 'vitest';
import Busy from '../../../src/ui/draw/Busy.tsx';
import Choices from '../../../src/ui/input/Choices.tsx';
import ChoicesView, {type Choice} from '../../../src/ui/input/ChoicesView.tsx';
import Confirm from '../../../src/ui/input/Confirm.tsx';
import Notice from '../../../src/ui/draw/Notice.tsx';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';
import {mount} from '../../helpers/screens/keyboard.tsx';

const choices: readonly Choice[] = [
	{id: 'old', label: 'An old one', disabled: 'it was taken away'},
	{id: 'local', label: 'Local', detail: 'everything on this machine'},
	{id: 'far', label: 'Far away', detail: 'slower'},
	{id: 'closed', label: 'Closed', disabled: 'it opens on Monday'},
];

const ignore = () => undefined;

test('the first choice that can be picked is looked at, and Enter picks it', async () => {
	const onPick = vi.fn();
	const {press, frame} = await mount(<Choices choices={choices} width={60} onPick={onPick} />);

	expect(frame()).toContain('▸ Local');

	await press('enter');

	expect(onPick.mock.calls).toEqual([['local']]);
});

test('arrows and letters move, over what is disabled too, and stop at the ends', async () => {
	const onLook = vi.fn();
	const {press, frame} = await mount(
		<Choices choices={choices} width={60} onPick={ignore} onLook={onLook} />,
	);
	await press('k', 'up', 'up', 'down', 'j', 'j', 'j', 'home');

	expect(onLook.mock.calls.flat()).toEqual(['old', 'local', 'far', 'closed', 'old']);
	expect(frame()).toContain('▸ ✖ An old one');
});

test('Enter on what is disabled says why and picks nothing', async () => {
	const onPick = vi.fn();
	const {press, frame} = await mount(<Choices choices={choices} width={60} onPick={onPick} />);
	await press('end', 'enter');

	expect(onPick).not.toHaveBeenCalled();
	expect(frame()).toContain('▲ Closed: it opens on Monday');

	await press('up');

	expect(frame()).not.toContain('▲');
});

test('a choice stays looked at when others come before it', async () => {
	const view = (list: readonly Choice[]) => (
		<Choices choices={list} width={60} initial="far" onPick={ignore} />
	);
	const {show, frame} = await mount(view(choices));
	await show(view([{id: 'new', label: 'New'}, ...choices]));

	expect(frame()).toContain('▸ Far away');

	await show(view(choices.slice(0, 2)));

	expect(frame()).toContain('▸ Local');
});

test('nothing can be picked of an empty list', async () => {
	const onPick = vi.fn();
	const {press} = await mount(<Choices choices={[]} width={60} onPick={onPick} />);
	await press('enter', 'down', 'enter');

	expect(onPick).not.toHaveBeenCalled();
});

test('a list that is too long keeps the choice in sight and says what is cut', () => {
	const many = Array.from({length: 30}, (_, index) => ({id: `${index}`, label: `choice ${index}`}));
	const lines = draw(<ChoicesView choices={many} selected={20} width={40} height={6} />).split(
		'\n',
	);

	expect(lines).toHaveLength(6);
	expect(lines).toContain('▸ choice 20');
	expect(lines.at(-1)).toBe('  19–23 of 30');
});

test.each([
	[['y'], true],
	[['Y'], true],
	[['n'], false],
	[['escape'], false],
	[['enter'], false],
	[['left', 'enter'], true],
	[['tab', 'tab', 'enter'], false],
])('a question answered by %j gets %s', async (keys, answer) => {
	const onAnswer = vi.fn();
	const {press} = await mount(<Confirm question="Go on?" onAnswer={onAnswer} />);
	await press(...keys);

	expect(onAnswer.mock.calls).toEqual([[answer]]);
});

test('the answer that Enter gives is marked by a sign', async () => {
	const {press, frame} = await mount(
		<Confirm question="Go on?" yes="Go on" no="Stay" onAnswer={ignore} />,
	);

	expect(frame()).toContain('▸ Stay');
	expect(frame()).not.toContain('▸ Go on');

	await press('right');

	expect(frame()).toContain('▸ Go on');
});

test('a question that is not active hears nothing', async () => {
	const onAnswer = vi.fn();
	const {press} = await mount(<Confirm question="Go on?" isActive={false} onAnswer={onAnswer} />);
	await press('y', 'enter');

	expect(onAnswer).not.toHaveBeenCalled();
});

test('long work says how long it takes, and turns once a second', () => {
	const signs = [0, 999, 1000, 2000, 3000, 4000].map(
		elapsed => draw(<Busy what="Waiting" elapsed={elapsed} />)[0],
	);

	expect(signs.join('')).toBe('◐◐◓◑◒◐');
	expect(draw(<Busy what="Waiting" elapsed={72_000} leave="leaves" />)).toBe(
		'◐ Waiting  1 m 12 s  Esc leaves',
	);
});

test('choices, questions and notices look the same everywhere', () => {
	expectSnapshots(width => (
		<>
			<ChoicesView choices={choices} selected={2} width={width} height={4} />
			<Confirm question="Stop the work?" detail="Nothing is earned then." onAnswer={ignore} />
			<Busy what="Waiting for the answer" elapsed={12_000} leave="leaves; mining continues" />
			<Notice kind="good" message="It is done." />
			<Notice kind="warn" message={'It takes longer than it did before. '.repeat(3).trim()} />
			<Notice kind="bad" message="The machine went away." fix="Switch it on again." />
		</>
	));
});
