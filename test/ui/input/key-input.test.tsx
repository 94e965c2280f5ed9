import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {useState} from 'react';
import {expect, test, vi} from 'vitest';
import Choices from '../../../src/ui/input/Choices.tsx';
import {createKeyInput, splitKeys} from '../../../src/ui/input/key-input.ts';
import TextField from '../../../src/ui/input/TextField.tsx';
import useKeys from '../../../src/ui/input/use-keys.ts';
import {FakeTerminal} from '../../helpers/screens/fake-terminal.ts';
import {until} from '../../helpers/until.ts';

const down = '\u{1B}[B';
const up = '\u{1B}[A';

test.each([
	['jjj', ['j', 'j', 'j']],
	[`${up}0.1\r`, [up, '0', '.', '1', '\r']],
	['\u{15}0.01', ['\u{15}', '0', '.', '0', '1']],
	['\u{1A}\u{1A}', ['\u{1A}', '\u{1A}']],
	['\u{1B}OA\u{1B}7\u{1B}[5~', ['\u{1B}OA', '\u{1B}7', '\u{1B}[5~']],
	['\u{1B}', ['\u{1B}']],
	['a password that was pasted\r', ['a password that was pasted\r']],
	['\u{1B}[200~a\rb\u{1B}[201~q', ['\u{1B}[200~a\rb\u{1B}[201~', 'q']],
	['日本', ['日', '本']],
	['', []],
])('%j is taken apart', (text, keys) => {
	expect(splitKeys(text)).toEqual(keys);
});

/** Draw on a terminal from which many keys can be read at once. */
function open(node: React.ReactNode) {
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	});
	const {unmount} = render(node, {
		stdin: createKeyInput(stdin as unknown as NodeJS.ReadStream),
		stdout: new FakeTerminal({columns: 80, rows: 24}) as unknown as NodeJS.WriteStream,
		interactive: true,
		patchConsole: false,
	});
	return {
		press(text: string) {
			stdin.write(text);
		},
		unmount,
	};
}

test('Enter takes the choice that the arrows before it in the same read led to', async () => {
	const onPick = vi.fn();
	const screen = open(
		<Choices
			choices={['first', 'second', 'third'].map(id => ({id, label: id}))}
			width={40}
			onPick={onPick}
		/>,
	);
	screen.press(`${down}${down}\r`);
	await until(() => onPick.mock.calls.length > 0);
	expect(onPick.mock.calls).toEqual([['third']]);
	screen.unmount();
});

test('what is typed after Enter is for what Enter opened', async () => {
	const onChange = vi.fn();
	function Page() {
		const [isOpen, setIsOpen] = useState(false);
		// Some key is heard at all times, as on every screen.
		useKeys([]);
		return isOpen ? (
			<TextField label="Name" value="" width={40} onChange={onChange} />
		) : (
			<Choices
				choices={[{id: 'name', label: 'Name it'}]}
				width={40}
				onPick={() => {
					setIsOpen(true);
				}}
			/>
		);
	}

	const screen = open(<Page />);
	screen.press('\rx');
	await until(() => onChange.mock.calls.length > 0);
	expect(onChange.mock.calls).toEqual([['x']]);
	screen.unmount();
});
