import {choicesKeys} from '../../ui/Choices.tsx';
import type {Key, KeyGroup} from '../../ui/keys.ts';
import {moveKey} from '../../ui/selection.ts';
import {suspendKey} from '../../ui/use-suspend.ts';
import type {WalkthroughState, WalkthroughStep, Work} from '../../steps/walkthrough/state.ts';
import {formKeysOf} from './Form.tsx';
import type {FormItem} from './form-items.ts';
import {wordsKeys} from './WordsStep.tsx';
import {subnetKeys} from './SubnetStep.tsx';
import type {Page} from './walkthrough-actions.ts';

export type Situation = {
	readonly state: Pick<WalkthroughState, 'steps' | 'shown' | 'work' | 'facts' | 'isDone'>;
	readonly page: Page;
	readonly isChecking: boolean;
	/** The kind of row that has the keyboard, where a form is shown. */
	readonly focused: FormItem['kind'];
	/** Whether there is a monitor to go back to. */
	readonly hasMonitor: boolean;
};

/** What the walk-through itself listens to, beside the shown step. */
export type WalkthroughKeys = {
	/** Go back: from a form to its list, to the step before, or out of what is being done. */
	readonly back: Key;
	/** The same where no field takes it for a letter. */
	readonly previous: Key;
	readonly forward: Key;
	readonly retry: Key | undefined;
	/** Go back to the monitor, where this came from it. */
	readonly monitor: Key | undefined;
	readonly help: Key;
	readonly leave: Key;
	/** All that can be pressed now, the step's own first. */
	readonly groups: readonly KeyGroup[];
};

/** Get the keys of a moment. */
export function keysOf(situation: Situation): WalkthroughKeys {
	const {state} = situation;
	const {work} = state;
	const isText = isTyped(situation);
	const keys = {
		back: backOf(situation),
		previous: {keys: ['['], does: 'Show the step before', disabled: whyNotBack(state)},
		forward: forwardOf(situation),
		retry:
			work.kind === 'failed' && !isStepActive({work, page: situation.page}) ? retry : undefined,
		monitor: situation.hasMonitor ? monitorOf(situation) : undefined,
		help: {keys: ['?'], does: 'Show what can be pressed', short: isText ? undefined : 'help'},
		leave: {
			keys: isText ? ['ctrl-c', 'q'] : ['q', 'ctrl-c'],
			does: 'Leave btop; nothing that was done is lost',
			short: 'leave',
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

	// Where there is no faucet there is nothing to do but to wait for a deposit.
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

/** Whether a field is typed in, so that letters are text. */
export function isTyped({state: {shown, work}, page, isChecking, focused}: Situation): boolean {
	const isForm =
		work.kind === 'words'
			? isChecking
			: isStepActive({work, page}) && (page !== 'list' || shown === 'register' || shown === 'mine');
	return isForm && focused === 'field';
}

/** Where letters are text, only the second key is heard. */
function monitorOf(situation: Situation): Key {
	const {work} = situation.state;
	return {
		keys: isTyped(situation) ? ['ctrl-g', 'm'] : ['m', 'ctrl-g'],
		does: 'Go back to the monitor',
		short: 'monitor',
		disabled: isAtWork(work) ? 'something is being done' : undefined,
	};
}

/** In the footer where the step is done, so that there is nothing else to do. */
function forwardOf(situation: Situation): Key {
	const disabled = whyNotForward(situation.state);
	return {
		keys: [']'],
		does: 'Show the next step',
		short: disabled === undefined && !isTyped(situation) ? 'next' : undefined,
		disabled,
	};
}

function backOf({state, page, isChecking, hasMonitor}: Situation): Key {
	const keys = ['escape'];
	switch (state.work.kind) {
		case 'busy': {
			return {keys, does: 'Leave what is being done', short: 'leave it'};
		}

		case 'words': {
			return isChecking
				? {keys, does: 'Look at the words again', short: 'words'}
				: {keys, does: 'Go back; no key is written', short: 'back, no key is written'};
		}

		case 'failed': {
			return {keys, does: 'Take the message away', short: 'dismiss'};
		}

		case 'idle': {
			if (page !== 'list') {
				return {keys, does: 'Go back to the list', short: 'back'};
			}

			return hasMonitor && isFirst(state)
				? {keys, does: 'Go back to the monitor', short: 'back'}
				: {keys, does: 'Show the step before', short: 'back', disabled: whyNotBack(state)};
		}
	}
}

/** Failures that come again until something else is typed or chosen. */
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

/** Where whatever fails may be for what was typed. */
const typedPages: ReadonlySet<Page> = new Set(['address', 'file']);

/** Whether the shown step has the keyboard: nothing is being done, and nothing went wrong but by what was typed there. */
export const isStepActive = ({work, page}: {readonly work: Work; readonly page: Page}): boolean =>
	work.kind === 'idle' ||
	(work.kind === 'failed' && (typedWrong.has(work.code) || typedPages.has(page)));

function whyNotBack({steps, shown, work}: Situation['state']): string | undefined {
	if (isFirst({steps, shown})) {
		return 'this is the first step';
	}

	return isAtWork(work) ? 'something is being done' : undefined;
}

function whyNotForward({steps, shown, work}: Situation['state']): string | undefined {
	const index = steps.findIndex(({id}) => id === shown);
	if (index === steps.length - 1) {
		return 'this is the last step';
	}

	if (isAtWork(work)) {
		return 'something is being done';
	}

	return steps.slice(0, index + 1).every(({isMet}) => isMet) ? undefined : 'this step comes first';
}

const isFirst = ({steps, shown}: Pick<Situation['state'], 'steps' | 'shown'>) =>
	steps[0]?.id === shown;

const isAtWork = ({kind}: Situation['state']['work']) => kind === 'busy' || kind === 'words';
