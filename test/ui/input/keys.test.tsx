import {expect, test, vi} from 'vitest';
import {glyphsOf} from '../../../src/ui/terminal/glyphs.ts';
import {toKeyLabel, toShortLabel, type Key} from '../../../src/ui/input/keys.ts';
import TextField from '../../../src/ui/input/TextField.tsx';
import useKeys, {type KeysOptions} from '../../../src/ui/input/use-keys.ts';
import {draw} from '../../helpers/screens/draw.tsx';
import {mount} from '../../helpers/screens/keyboard.tsx';

type Props = KeysOptions & {
	readonly onKey: (name: string) => void;
	readonly keys: readonly string[];
	readonly disabled?: string;
};

function Listener({onKey, keys, disabled, ...options}: Props) {
	useKeys([{key: {keys, does: 'Be heard', disabled}, run: onKey}], options);
	return null;
}

test.each([
	['q', 'q'],
	['Q', 'Q'],
	['?', '?'],
	[' ', 'space'],
	['up', 'up'],
	['down', 'down'],
	['left', 'left'],
	['right', 'right'],
	['home', 'home'],
	['end', 'end'],
	['pageup', 'pageup'],
	['pagedown', 'pagedown'],
	['enter', 'enter'],
	['\n', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['shift-tab', 'shift-tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
	['ctrl-c', 'ctrl-c'],
	['\u{1A}', 'ctrl-z'],
	['\u{1B}x', 'alt-x'],
	['\u{1B}[1;5C', 'ctrl-right'],
	// As terminals with the keyboard protocol of kitty send it.
	['\u{1B}[99;5u', 'ctrl-c'],
])('%j is heard as %s', async (pressed, name) => {
	const onKey = vi.fn();
	const {press} = await mount(<Listener keys={[name]} onKey={onKey} />);
	await press(pressed);

	expect(onKey.mock.calls).toEqual([[name]]);
});

test('a small letter is not its capital, nor with another key held', async () => {
	const onKey = vi.fn();
	const {press} = await mount(<Listener keys={['Q', 'c', 'x']} onKey={onKey} />);
	await press('q', 'ctrl-c', '\u{1B}x');

	expect(onKey).not.toHaveBeenCalled();
});

test('keys that a slow line brings together are all heard', async () => {
	const onKey = vi.fn();
	const {press} = await mount(<Listener keys={['j', 'down', 'enter']} onKey={onKey} />);
	await press('jj\u{1B}[B\u{1B}[Bj\r');

	expect(onKey.mock.calls.flat()).toEqual(['j', 'j', 'down', 'down', 'j', 'enter']);
});

test('a text that was pasted is no command', async () => {
	const onKey = vi.fn();
	const {press} = await mount(<Listener keys={['Q', 'e']} onKey={onKey} />);
	await press('a Quite long text');

	expect(onKey).not.toHaveBeenCalled();
});

test('a disabled key says why and does nothing', async () => {
	const onKey = vi.fn();
	const onRefused = vi.fn();
	const {press} = await mount(
		<Listener keys={['r']} disabled="nothing runs" onKey={onKey} onRefused={onRefused} />,
	);
	await press('r');

	expect(onKey).not.toHaveBeenCalled();
	expect(onRefused).toHaveBeenCalledExactlyOnceWith('nothing runs');
});

test('keys are not heard by what is not active', async () => {
	const onKey = vi.fn();
	const {press, show} = await mount(<Listener keys={['q']} onKey={onKey} />);
	await show(<Listener keys={['q']} isActive={false} onKey={onKey} />);
	await press('q');

	expect(onKey).not.toHaveBeenCalled();
});

test('while a field is typed in, letters are no commands and the other keys still are', async () => {
	const onKey = vi.fn();
	const listener = <Listener keys={['Q', 'space', 'left', 'ctrl-c', 'escape']} onKey={onKey} />;
	const field = (isActive: boolean) => (
		<>
			{listener}
			<TextField label="Name" value="" isActive={isActive} width={40} onChange={() => undefined} />
		</>
	);
	const {press, show} = await mount(field(true));
	await press('Q', ' ', 'left', 'ctrl-c', 'escape');

	expect(onKey.mock.calls.flat()).toEqual(['ctrl-c', 'escape']);

	await show(field(false));
	await press('Q');

	expect(onKey).toHaveBeenLastCalledWith('Q');

	await show(field(true));
	await show(listener);
	await press(' ');

	expect(onKey).toHaveBeenLastCalledWith('space');
});

test('where no single key can be read, nothing is asked for', () => {
	expect(draw(<Listener keys={['q']} onKey={() => undefined} />)).toBe('');
});

test('keys are written as they stand on a keyboard', () => {
	const glyphs = glyphsOf('braille');
	const labels = ['q', 'Q', 'up', 'escape', 'enter', 'ctrl-c', 'shift-tab', 'pageup', '-', 'space'];

	expect(labels.map(name => toKeyLabel(name, glyphs))).toEqual([
		'q',
		'Q',
		'↑',
		'Esc',
		'Enter',
		'Ctrl-C',
		'Shift-Tab',
		'PgUp',
		'-',
		'Space',
	]);
});

test('a footer names the arrows of a key, or its first name', () => {
	const glyphs = glyphsOf('ascii');
	const key = (...keys: readonly string[]): Key => ({keys, does: 'Move'});

	expect(toShortLabel(key('up', 'down', 'k', 'j'), glyphs)).toBe('^v');
	expect(toShortLabel(key('left', 'right'), glyphs)).toBe('<>');
	expect(toShortLabel(key('q', 'ctrl-c'), glyphs)).toBe('q');
});
