import {choicesKeys} from '../../ui/input/Choices.tsx';
import type {Key, KeyGroup} from '../../ui/input/keys.ts';
import {moveKey} from '../../ui/input/selection.ts';
import {suspendKey} from '../../ui/terminal/use-suspend.ts';
import type {WalkthroughState, WalkthroughStep, Work} from '../../onboarding/walkthrough/state.ts';
import {formKeysOf} from './form/Form.tsx';
import type {FormItem} from './form/form-items.ts';
import {wordsKeys} from './wallet/WordsStep.tsx';
import {subnetKeys} from './steps/SubnetStep.tsx';
import type {Page} from './walkthrough-actions.ts';

export type Situation = {
	readonly state: Pick<WalkthroughState, 'steps' | 'shown' | 'work' | 'facts' | 'isDone'>;
	readonly page: Page;
	readonly isChecking: boolean;
	/** The kind of form row that has keyboard focus, if a form is shown. */
	readonly focused: FormItem['kind'];
	/** Whether there is a monitor to go back to. */
	readonly hasMonitor: boolean;
};

/** The keys of the walk-through itself, besides those of the shown step. */
export type WalkthroughKeys = {
	/** Go back: from a form to its list, to the previous step, or out of the running task. */
	readonly back: Key;
	/** The same, for where no field takes the key as text. */
	readonly previous: Key;
	readonly forward: Key;
	readonly retry: Key | undefined;
	/** Go back to the monitor, if the walk-through was opened from there. */
	readonly monitor: Key | undefined;
	readonly help: Key;
	readonly leave: Key;
	/** All available keys, the step's own first. */
	readonly groups: readonly KeyGroup[];
};

/** Get the keys for the current situation. */
export function keysOf(situation: Situation): WalkthroughKeys {
	const {state} = situation;
	const {work} = state;
	const isText = isTyped(situation);
	const keys = {
		back: backOf(situation),
		previous: {keys: ['['], does: 'Previous step', disabled: whyNotBack(state)},
		forward: forwardOf(situation),
		retry:
			work.kind === 'failed' && !isStepActive({work, page: situation.page}) ? retry : undefined,
		monitor: situation.hasMonitor ? monitorOf(situation) : undefined,
		help: {keys: ['?'], does: 'Show all keys', short: isText ? undefined : 'help'},
		leave: {
			keys: isText ? ['ctrl-c', 'q'] : ['q', 'ctrl-c'],
			does: 'Quit btop; nothing done so far is lost',
			short: 'quit',
		},
	};
	const {back, previous, forward, monitor, help, leave} = keys;
	return {
		...keys,
		groups: [
			{title: 'Here', keys: keys.retry ? [retry] : hereKeys(situation)},
			{title: 'The walk', keys: [back, previous, forward, ...(monitor ? [monitor] : [])]},
			{title: 'Always', keys: [help, leave, suspendKey]},
		],
	};
}

function hereKeys({state, page, isChecking, focused}: Situation): readonly Key[] {
	const {shown, work, facts, isDone} = state;
	if (isDone || work.kind === 'busy') {
		return [];
	}

	if (work.kind === 'words') {
		return isChecking ? formKeysOf(focused) : wordsKeys;
	}

	if (page !== 'list') {
		return formKeysOf(focused);
	}

	// Without a faucet, the only thing to do is wait for a deposit.
	return shown === 'funds' && facts.hasFaucet !== true ? [] : keysOfSteps[shown](focused);
}

const keysOfSteps: Readonly<
	Record<WalkthroughStep, (focused: Situation['focused']) => readonly Key[]>
> = {
	network: () => choicesKeys,
	wallet: () => choicesKeys,
	funds: () => choicesKeys,
	subnet: () => [...subnetKeys, moveKey],
	register: formKeysOf,
	model: () => choicesKeys,
	mine: formKeysOf,
};

/** Check whether a field is being edited, so that letters are text. */
export function isTyped({state: {shown, work}, page, isChecking, focused}: Situation): boolean {
	const isForm =
		work.kind === 'words'
			? isChecking
			: isStepActive({work, page}) && (page !== 'list' || shown === 'register' || shown === 'mine');
	return isForm && focused === 'field';
}

/** Not a letter, so that it works in a field too. */
function monitorOf({state: {work}}: Situation): Key {
	return {
		keys: ['ctrl-g'],
		does: 'Go back to the monitor',
		short: 'monitor',
		disabled: isAtWork(work) ? 'busy' : undefined,
	};
}

/** In the footer once the step is done, when there is nothing else to do. */
function forwardOf(situation: Situation): Key {
	const disabled = whyNotForward(situation.state);
	return {
		keys: [']'],
		does: 'Next step',
		short: disabled === undefined && !isTyped(situation) ? 'next' : undefined,
		disabled,
	};
}

function backOf({state, page, isChecking, hasMonitor}: Situation): Key {
	const keys = ['escape'];
	switch (state.work.kind) {
		case 'busy': {
			return {keys, does: 'Stop what is running; what was sent is not taken back', short: 'stop'};
		}

		case 'words': {
			return isChecking
				? {keys, does: 'Show the words again', short: 'words'}
				: {keys, does: 'Go back without writing keys', short: 'back, no keys written'};
		}

		case 'failed': {
			return {keys, does: 'Dismiss the message', short: 'dismiss'};
		}

		case 'idle': {
			if (page !== 'list') {
				return {keys, does: 'Go back to the list', short: 'back'};
			}

			return hasMonitor && isFirst(state)
				? {keys, does: 'Go back to the monitor', short: 'back'}
				: {keys, does: 'Previous step', short: 'back', disabled: whyNotBack(state)};
		}
	}
}

/** Failures that recur until the input changes. */
const typedWrong = new Set([
	'cannot-listen',
	'exists',
	'needs-password',
	'no-device',
	'no-public-address',
	'port-taken',
	'price-above-cap',
	'usage',
	'wrong-password',
]);

const retry: Key = {keys: ['enter', 'r'], does: 'Try again', short: 'try again'};

/** Pages where any failure may be caused by the input. */
const typedPages: ReadonlySet<Page> = new Set(['address', 'file']);

/** Check whether the shown step has keyboard focus: no task is running, and nothing failed except because of the input there. */
export const isStepActive = ({work, page}: {readonly work: Work; readonly page: Page}): boolean =>
	work.kind === 'idle' ||
	(work.kind === 'failed' && (typedWrong.has(work.code) || typedPages.has(page)));

function whyNotBack({steps, shown, work}: Situation['state']): string | undefined {
	if (isFirst({steps, shown})) {
		return 'this is the first step';
	}

	return isAtWork(work) ? 'busy' : undefined;
}

function whyNotForward({steps, shown, work}: Situation['state']): string | undefined {
	const index = steps.findIndex(({id}) => id === shown);
	if (index === steps.length - 1) {
		return 'this is the last step';
	}

	if (isAtWork(work)) {
		return 'busy';
	}

	return steps.slice(0, index + 1).every(({isMet}) => isMet) ? undefined : 'finish this step first';
}

const isFirst = ({steps, shown}: Pick<Situation['state'], 'steps' | 'shown'>) =>
	steps[0]?.id === shown;

const isAtWork = ({kind}: Situation['state']['work']) => kind === 'busy' || kind === 'words';
