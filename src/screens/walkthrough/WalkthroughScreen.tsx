import {useRef, useState} from 'react';
import type {Walkthrough} from '../../onboarding/walkthrough/create-walkthrough.ts';
import type {Secrets} from '../../onboarding/walkthrough/draft.ts';
import type {WalkthroughStep} from '../../onboarding/walkthrough/state.ts';
import type {ReadableStore} from '../../support/store.ts';
import {hasRoom} from '../../ui/terminal/size.ts';
import useKeys from '../../ui/input/use-keys.ts';
import useSize from '../../ui/terminal/use-size.ts';
import useStore from '../../ui/terminal/use-store.ts';
import type {Leaving} from '../leaving.ts';
import type {FormItem} from './form/form-items.ts';
import useChangedAt from './use-changed-at.ts';
import type {Page, WalkthroughActions} from './walkthrough-actions.ts';
import {isTyped, keysOf} from './walkthrough-keys.ts';
import WalkthroughView from './WalkthroughView.tsx';

type Props = {
	readonly walkthrough: Walkthrough;
	/** Milliseconds since the Unix epoch, updated every second. */
	readonly now: ReadableStore<number>;
	readonly version: string;
	/** Called when the operator leaves btop. */
	readonly onLeave: (leaving: Leaving) => void;
	/** Called when the operator goes back to the monitor; absent if none was shown before. */
	readonly onMonitor?: () => void;
};

/** Milliseconds that the reason for a disabled key stays visible. */
const refusalMs = 5000;

/** The walk-through, connected to its state and keys. */
export default function WalkthroughScreen({walkthrough, now, version, onLeave, onMonitor}: Props) {
	const state = useStore(walkthrough.state);
	const time = useStore(now);
	const size = useSize();
	const [isHelpShown, setIsHelpShown] = useState(false);
	const [isChecking, setIsChecking] = useState(false);
	const [focused, setFocused] = useState<FormItem['kind']>('field');
	const [open, setOpen] = useState<{readonly step: WalkthroughStep; readonly page: Page}>();
	const tried = useRef<{readonly step: WalkthroughStep; readonly secrets: Secrets | undefined}>(
		undefined,
	);
	const [refusal, setRefusal] = useState<{readonly why: string; readonly until: number}>();
	const blockSeenAt = useChangedAt(state.facts.block, time);
	const {shown, steps, work} = state;
	const page = open?.step === shown ? open.page : 'list';
	const hasMonitor = onMonitor !== undefined;
	const situation = {state, page, isChecking, focused, hasMonitor};
	const keys = keysOf(situation);
	const isSeen = hasRoom(size);
	// Letters are text there, even while the terminal is too small to show it.
	const isText = isHelpShown || isTyped(situation);

	const perform = async (secrets: Secrets | undefined) => {
		tried.current = {step: shown, secrets};
		await walkthrough.perform(secrets);
		if (walkthrough.state.getSnapshot().work.kind !== 'failed') {
			// Keep secrets only as long as a retry may need them.
			tried.current = undefined;
		}
	};

	const move = (by: 1 | -1) => {
		const next = steps[steps.findIndex(({id}) => id === shown) + by];
		if (!next) {
			return;
		}

		setOpen(undefined);
		setRefusal(undefined);
		walkthrough.show(next.id);
	};

	const actions: WalkthroughActions = {
		edit: walkthrough.edit,
		perform(secrets) {
			void perform(secrets);
		},
		goForward() {
			move(1);
		},
		turnTo(next) {
			setOpen({step: shown, page: next});
		},
		focus: setFocused,
		check: setIsChecking,
		confirmWords() {
			setIsChecking(false);
			walkthrough.confirmWords();
		},
	};

	const goBack = () => {
		if (work.kind === 'failed') {
			walkthrough.dismiss();
		} else if (isChecking && work.kind === 'words') {
			setIsChecking(false);
		} else if (work.kind === 'busy' || work.kind === 'words') {
			walkthrough.leave();
		} else if (page !== 'list') {
			setOpen(undefined);
		} else if (shown === steps[0]?.id) {
			onMonitor?.();
		} else {
			move(-1);
		}
	};

	const tryAgain = () => {
		void perform(tried.current?.step === shown ? tried.current.secrets : undefined);
	};

	useKeys(
		[
			{key: keys.back, run: goBack},
			{
				key: keys.previous,
				run() {
					move(-1);
				},
			},
			{
				key: keys.forward,
				run() {
					move(1);
				},
			},
			...(onMonitor && keys.monitor ? [{key: keys.monitor, run: onMonitor}] : []),
			...(keys.retry ? [{key: keys.retry, run: tryAgain}] : []),
			{
				key: keys.help,
				run() {
					setIsHelpShown(true);
				},
			},
		],
		{
			isActive: isSeen && !isHelpShown,
			onRefused(why) {
				setRefusal({why: `Not now: ${why}`, until: time + refusalMs});
			},
		},
	);
	useKeys([
		{
			key: isSeen || !isText ? keys.leave : {...keys.leave, keys: ['ctrl-c']},
			run(name) {
				onLeave({kind: name === 'ctrl-c' ? 'interrupted' : 'left', isWalking: true});
			},
		},
	]);
	return (
		<WalkthroughView
			state={state}
			actions={actions}
			page={page}
			isChecking={isChecking}
			focused={focused}
			hasMonitor={hasMonitor}
			isHelpShown={isHelpShown}
			refusal={refusal && time < refusal.until ? refusal.why : undefined}
			now={time}
			blockSeenAt={blockSeenAt}
			size={size}
			version={version}
			onHelpClose={() => {
				setIsHelpShown(false);
			}}
		/>
	);
}
