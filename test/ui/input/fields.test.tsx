import {useState} from 'react';
import {afterEach, expect, test, vi} from 'vitest';
import {applyColorDepth} from '../../../src/ui/terminal/color-depth.ts';
import SecretField from '../../../src/ui/input/SecretField.tsx';
import TextField, {type FieldProps} from '../../../src/ui/input/TextField.tsx';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';
import {mount} from '../../helpers/screens/keyboard.tsx';

afterEach(() => {
	applyColorDepth('none');
});

const ignore = () => undefined;

type Props = Partial<FieldProps> & {
	readonly initial?: string;
	readonly isSecret?: boolean;
	/** @default Every change. */
	readonly accepts?: (value: string) => boolean;
};

/** A field with an owner, as on a screen. */
function Owner({initial = '', isSecret = false, accepts = () => true, ...props}: Props) {
	const [value, setValue] = useState(initial);
	const Field = isSecret ? SecretField : TextField;
	const onChange = (next: string) => {
		if (accepts(next)) {
			setValue(next);
		}
	};

	return <Field label="Name" width={40} {...props} value={value} onChange={onChange} />;
}

test('what is typed stands before the cursor', async () => {
	const {press, frame} = await mount(<Owner />);
	await press('r', 'i', 'g', 'left', 'left', '-', 'right', '日');

	expect(frame()).toBe('Name r-i日▏g');
});

test.each([
	[['home', 'x'], 'Name x▏one two'],
	[['home', 'end', 'x'], 'Name one twox▏'],
	[['backspace'], 'Name one tw▏'],
	[['home', 'backspace'], 'Name ▏one two'],
	[['home', 'delete'], 'Name ▏ne two'],
	[['delete'], 'Name one two▏'],
	[['left', 'ctrl-u'], 'Name ▏o'],
	[['ctrl-w'], 'Name one ▏'],
	[['ctrl-w', 'ctrl-w'], 'Name ▏'],
	[['\u{1}', 'x'], 'Name x▏one two'],
	[['\u{1}', '\u{5}', 'x'], 'Name one twox▏'],
])('%j edits a text', async (keys, shown) => {
	const {press, frame} = await mount(<Owner initial="one two" />);
	await press(...keys);

	expect(frame()).toBe(shown);
});

test.each([
	[['a', 'b'], 'Name ab▏'],
	[['\u{0}'], 'Name default▏'],
	[['\u{0}', 'a'], 'Name a▏'],
	[['end', 'a'], 'Name defaulta▏'],
	[['left', 'a'], 'Name defaula▏t'],
	[['backspace', 't'], 'Name default▏'],
	[['a', 'ctrl-u', 'd', 'e'], 'Name de▏'],
])(
	'in a field that is filled with a suggestion, %j makes another text of it',
	async (keys, shown) => {
		const {press, frame} = await mount(<Owner initial="default" suggestion="default" />);
		await press(...keys);

		expect(frame()).toBe(shown);
	},
);

test('a suggestion gives way to what is pasted, and what is no suggestion does not', async () => {
	const suggested = await mount(<Owner initial="default" suggestion="default" />);
	await suggested.paste('rig');
	const typed = await mount(<Owner initial="my" suggestion="default" />);
	await typed.paste('rig');

	expect(suggested.frame()).toBe('Name rig▏');
	expect(typed.frame()).toBe('Name myrig▏');
});

test('a character of several code points is deleted as one', async () => {
	const {press, frame} = await mount(<Owner initial={'ne\u{301}'} />);
	await press('backspace');

	expect(frame()).toBe('Name n▏');
});

test('keys that arrive together are typed one after the other', async () => {
	const onSubmit = vi.fn();
	const {press} = await mount(<Owner onSubmit={onSubmit} />);
	await press('ab\u{7F}\u{1B}[Dc\r');

	expect(onSubmit.mock.calls).toEqual([['ca']]);
});

test('a text and the Enter after it may arrive together', async () => {
	const onSubmit = vi.fn();
	const {press} = await mount(<Owner onSubmit={onSubmit} />);
	await press('a rather long password\r');

	expect(onSubmit.mock.calls).toEqual([['a rather long password']]);
});

test('a pasted text becomes one line without what cannot be seen', async () => {
	const {paste, press, frame} = await mount(<Owner initial="[]" />);
	await press('left');
	await paste(' one\r\n two\t\u{1B}[31mthree\u{200B}\u{7}\n');

	expect(frame()).toBe('Name [one two [31mthree▏]');
});

test('pasting submits nothing', async () => {
	const onSubmit = vi.fn();
	const {paste} = await mount(<Owner onSubmit={onSubmit} />);
	await paste('one\n');

	expect(onSubmit).not.toHaveBeenCalled();
});

test('control characters and keys that write nothing change nothing', async () => {
	const onChange = vi.fn();
	const {press} = await mount(<TextField label="Name" value="a" width={40} onChange={onChange} />);
	await press(
		'\u{0}',
		'\u{1A}',
		'tab',
		'up',
		'pagedown',
		'escape',
		'\u{1B}x',
		'ctrl-c',
		'\u{1B}[15~',
	);

	expect(onChange).not.toHaveBeenCalled();
});

test('a text does not get longer than its limit', async () => {
	const {paste, press, frame} = await mount(<Owner limit={5} initial="abc" />);
	await press('left');
	await paste('123456');

	expect(frame()).toBe('Name ab12▏c');
});

test('an owner may refuse a change, and the next key builds on what there is', async () => {
	const {press, frame} = await mount(
		<Owner accepts={value => /^\d*$/v.test(value)} initial="12" />,
	);
	await press('x', '3');

	expect(frame()).toBe('Name 123▏');
});

test('a field that is not active hears nothing and has no cursor', async () => {
	const {press, frame} = await mount(<Owner initial="abc" isActive={false} />);
	await press('d');

	expect(frame()).toBe('Name abc');
});

test('of a long text the part around the cursor is shown', async () => {
	const {press, frame} = await mount(<Owner width={12} initial="0123456789" />);

	expect(frame()).toBe('Name 456789▏');

	await press('home');

	expect(frame()).toBe('Name ▏012345');

	await press('right', 'right');

	expect(frame()).toBe('Name 01▏2345');
});

test('with colors the cursor is an inverse cell', () => {
	applyColorDepth('16');

	expect(
		draw(<TextField label="Name" value="ab" width={20} onChange={ignore} />, {colors: '16'}),
	).toContain('ab\u{1B}[7m \u{1B}[27m');
});

test('a secret is never shown, whatever happens to it', async () => {
	const {press, paste, frame} = await mount(<Owner isSecret initial="hunter two" />);

	expect(frame()).toBe('Name ••••••••••▏');

	await press('s', 'home', 'right', 'é');
	await paste('secret');

	expect(frame()).toBe('Name ••••••••▏••••••••••');
	expect(frame()).not.toMatch(/[hsté]/v);
});

test('deleting a word of a secret does not tell where its words end', async () => {
	const {press, frame} = await mount(<Owner isSecret initial="hunter two" />);
	await press('ctrl-w');

	expect(frame()).toBe('Name ▏');
});

test('fields look the same everywhere', () => {
	expectSnapshots(width => (
		<>
			<TextField label="Name" value="rig-1" width={width} onChange={ignore} />
			<TextField
				label="Name"
				value=""
				placeholder="a word of your own"
				width={width}
				isActive={false}
				onChange={ignore}
			/>
			<SecretField label="Password" value="hunter2" width={width} onChange={ignore} />
			<SecretField label="Password" value={'x'.repeat(200)} width={width} onChange={ignore} />
		</>
	));
});
