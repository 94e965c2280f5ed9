import {setImmediate} from 'node:timers/promises';
import {renderToString} from 'ink';
import {render} from 'ink-testing-library';
import {onTestFinished, vi} from 'vitest';
import type {Walkthrough} from '../../src/steps/walkthrough/create-walkthrough.ts';
import type {WalkthroughState} from '../../src/steps/walkthrough/state.ts';
import {createStore} from '../../src/support/store.ts';
import LookProvider from '../../src/ui/LookProvider.tsx';
import type {Size} from '../../src/ui/size.ts';
import type {Terminal} from '../../src/ui/terminal.ts';
import type {Page, WalkthroughActions} from '../../src/screens/walkthrough/walkthrough-actions.ts';
import WalkthroughScreen from '../../src/screens/walkthrough/WalkthroughScreen.tsx';
import WalkthroughView from '../../src/screens/walkthrough/WalkthroughView.tsx';
import {now} from './walkthrough-states.ts';

const actions: WalkthroughActions = {
	edit: () => undefined,
	perform: () => undefined,
	turnTo: () => undefined,
	check: () => undefined,
	confirmWords: () => undefined,
};

export type DrawOptions = Partial<Terminal> & {
	readonly page?: Page;
	readonly isChecking?: boolean;
	readonly isHelpShown?: boolean;
};

/** Draw the walk-through as text, as it stands on a terminal of a size. */
export function drawWalkthrough(
	state: WalkthroughState,
	size: Size,
	{
		page = 'list',
		isChecking = false,
		isHelpShown = false,
		colors = 'none',
		glyphs = 'braille',
	}: DrawOptions = {},
): string {
	return renderToString(
		<LookProvider terminal={{colors, glyphs}}>
			<WalkthroughView
				state={state}
				actions={actions}
				page={page}
				isChecking={isChecking}
				isHelpShown={isHelpShown}
				now={now}
				blockSeenAt={now - 8000}
				size={size}
				version="0.1.0"
				onHelpClose={() => undefined}
			/>
		</LookProvider>,
		{columns: size.columns},
	);
}

/** Make a walk-through that does nothing by itself: its state is put in place, and what it is asked to do is recorded. What is typed is kept. */
export function createWalkthroughDouble(initial: WalkthroughState) {
	const state = createStore(initial);
	const change = (changes: Partial<WalkthroughState>) => {
		state.set({...state.getSnapshot(), ...changes});
	};

	const walkthrough = {
		state,
		resume: vi.fn<Walkthrough['resume']>(async () => undefined),
		edit: vi.fn<Walkthrough['edit']>(changes => {
			change({draft: {...state.getSnapshot().draft, ...changes}});
		}),
		show: vi.fn<Walkthrough['show']>(shown => {
			change({shown});
		}),
		perform: vi.fn<Walkthrough['perform']>(async () => undefined),
		confirmWords: vi.fn<Walkthrough['confirmWords']>(),
		leave: vi.fn<Walkthrough['leave']>(),
		dismiss: vi.fn<Walkthrough['dismiss']>(() => {
			change({work: {kind: 'idle'}});
		}),
		found: vi.fn<Walkthrough['found']>(() => ({})),
		close: vi.fn<Walkthrough['close']>(async () => undefined),
	} satisfies Walkthrough;
	return {...walkthrough, change};
}

const sequences: Readonly<Record<string, string>> = {
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	// A lone escape byte is only told from the start of a sequence by waiting.
	escape: '\u{1B}[27u',
	enter: '\r',
	tab: '\t',
	'ctrl-c': '\u{3}',
	'ctrl-u': '\u{15}',
};

/** Put the walk-through on a terminal, and press keys there: names, or text as it arrives. */
export async function openWalkthrough(
	initial: WalkthroughState,
	{columns = 80, rows = 24}: Partial<Size> = {},
) {
	const walkthrough = createWalkthroughDouble(initial);
	const clock = createStore(now);
	const onLeave = vi.fn<() => void>();
	const {stdin, stdout, frames, unmount} = render(
		<LookProvider terminal={{colors: 'none', glyphs: 'braille'}}>
			<WalkthroughScreen walkthrough={walkthrough} now={clock} version="0.1.0" onLeave={onLeave} />
		</LookProvider>,
	);
	onTestFinished(unmount);
	Object.defineProperties(stdout, {
		columns: {value: columns, writable: true},
		rows: {value: rows, writable: true},
	});
	const resize = async (size: Size) => {
		Object.assign(stdout, size);
		stdout.emit('resize');
		await settle();
	};

	await resize({columns, rows});
	return {
		walkthrough,
		clock,
		onLeave,
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
		/** Let something happen that is not the operator's doing. */
		async change(changes: Partial<WalkthroughState>) {
			walkthrough.change(changes);
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
