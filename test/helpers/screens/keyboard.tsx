import {setImmediate} from 'node:timers/promises';
import {render} from 'ink-testing-library';
import type {ReactNode} from 'react';
import LookProvider from '../../../src/ui/terminal/LookProvider.tsx';
import type {Size} from '../../../src/ui/terminal/size.ts';

const sequences: Readonly<Record<string, string>> = {
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	home: '\u{1B}[H',
	end: '\u{1B}[F',
	pageup: '\u{1B}[5~',
	pagedown: '\u{1B}[6~',
	delete: '\u{1B}[3~',
	'shift-tab': '\u{1B}[Z',
	// A lone escape byte is only told from the start of a sequence by waiting.
	escape: '\u{1B}[27u',
	enter: '\r',
	tab: '\t',
	backspace: '\u{7F}',
	'ctrl-c': '\u{3}',
	'ctrl-u': '\u{15}',
	'ctrl-w': '\u{17}',
};

/** Put a component on a terminal without a screen, by default of 100 columns, and press keys there: names, or text as it arrives. */
export async function mount(node: ReactNode, size?: Size) {
	const inLook = (inside: ReactNode) => (
		<LookProvider terminal={{colors: 'none', glyphs: 'braille'}}>{inside}</LookProvider>
	);
	const {stdin, stdout, frames, rerender, unmount} = render(inLook(node));
	const resize = async ({columns, rows}: Size) => {
		Object.defineProperties(stdout, {
			columns: {value: columns, configurable: true},
			rows: {value: rows, configurable: true},
		});
		stdout.emit('resize');
		await settle();
	};

	await (size ? resize(size) : settle());
	return {
		unmount,
		frames,
		frame: () => frames.at(-1) ?? '',
		async press(...keys: readonly string[]) {
			for (const key of keys) {
				stdin.write(sequences[key] ?? key);
				await settle();
			}
		},
		async paste(text: string) {
			stdin.write(`\u{1B}[200~${text}\u{1B}[201~`);
			await settle();
		},
		async show(next: ReactNode) {
			rerender(inLook(next));
			await settle();
		},
		resize,
		settle,
	};
}

/** Let React run its effects, which it puts off by a turn or two. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) {
		await setImmediate();
	}
}
