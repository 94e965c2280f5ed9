import {onTestFinished, vi} from 'vitest';
import type {Walkthrough} from '../../../src/onboarding/walkthrough/create-walkthrough.ts';
import type {WalkthroughState} from '../../../src/onboarding/walkthrough/state.ts';
import {createStore} from '../../../src/support/store.ts';
import type {Size} from '../../../src/ui/terminal/size.ts';
import type {FormItem} from '../../../src/screens/walkthrough/form/form-items.ts';
import type {
	Page,
	WalkthroughActions,
} from '../../../src/screens/walkthrough/walkthrough-actions.ts';
import WalkthroughScreen from '../../../src/screens/walkthrough/WalkthroughScreen.tsx';
import WalkthroughView from '../../../src/screens/walkthrough/WalkthroughView.tsx';
import {draw, type DrawOptions} from './draw.tsx';
import {mount} from './keyboard.tsx';
import {now} from './walkthrough-states.ts';

const actions: WalkthroughActions = {
	edit: () => undefined,
	perform: () => undefined,
	goForward: () => undefined,
	turnTo: () => undefined,
	focus: () => undefined,
	check: () => undefined,
	confirmWords: () => undefined,
};

export type DrawWalkthroughOptions = Omit<DrawOptions, 'columns'> & {
	readonly page?: Page;
	readonly isChecking?: boolean;
	/** @default 'field' */
	readonly focused?: FormItem['kind'];
	readonly isHelpShown?: boolean;
};

/** Draw the walk-through as text, as it stands on a terminal of a size. */
export function drawWalkthrough(
	state: WalkthroughState,
	size: Size,
	{
		page = 'list',
		isChecking = false,
		focused = 'field',
		isHelpShown = false,
		...terminal
	}: DrawWalkthroughOptions = {},
): string {
	return draw(
		<WalkthroughView
			state={state}
			actions={actions}
			page={page}
			isChecking={isChecking}
			focused={focused}
			isHelpShown={isHelpShown}
			now={now}
			blockSeenAt={now - 8000}
			size={size}
			version="0.1.0"
			onHelpClose={() => undefined}
		/>,
		{...terminal, columns: size.columns},
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

/** Put the walk-through on a terminal, to press keys there. */
export async function openWalkthrough(
	initial: WalkthroughState,
	{columns = 80, rows = 24, onMonitor}: Partial<Size> & {readonly onMonitor?: () => void} = {},
) {
	const walkthrough = createWalkthroughDouble(initial);
	const clock = createStore(now);
	const onLeave = vi.fn<() => void>();
	const screen = await mount(
		<WalkthroughScreen
			walkthrough={walkthrough}
			now={clock}
			version="0.1.0"
			onLeave={onLeave}
			onMonitor={onMonitor}
		/>,
		{columns, rows},
	);
	onTestFinished(screen.unmount);
	return {
		...screen,
		walkthrough,
		clock,
		onLeave,
		/** Let something happen that is not the operator's doing. */
		async change(changes: Partial<WalkthroughState>) {
			walkthrough.change(changes);
			await screen.settle();
		},
	};
}
