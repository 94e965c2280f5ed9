import type {Key, KeyGroup} from '../../ui/keys.ts';
import {suspendKey} from '../../ui/use-suspend.ts';
import type {Overview} from './overview.ts';
import {panelIds, type PanelId} from './panels.ts';

export type KeysOptions = {
	readonly overview: Overview;
	readonly focus: PanelId | undefined;
	readonly miners: number;
	readonly isPaused: boolean;
};

export type MonitorKeys = Readonly<Record<keyof typeof keys, Key>>;

const keys = {
	leave: {keys: ['q'], does: 'Leave; mining goes on', short: 'leave'},
	help: {keys: ['?'], does: 'Show all keys', short: 'keys'},
	focus: {
		keys: panelIds.map((_, index) => String(index + 1)),
		does: 'Show a panel alone, or all again',
		short: 'to 8 panel',
	},
	log: {keys: ['l'], does: 'Show the log alone, or all again', short: 'log'},
	restart: {keys: ['r'], does: 'Start a miner that has ended again', short: 'start again'},
	enterAgain: {
		keys: ['e'],
		does: 'Enter the subnet again after the UID is lost',
		short: 'enter again',
	},
	pause: {keys: ['p', 'space'], does: 'Let the picture stand still, or go on', short: 'pause'},
	stop: {keys: ['Q'], does: 'Stop the miner, after a question', short: 'stop mining'},
	alerts: {keys: ['a'], does: 'Show all alerts, or all panels again'},
	back: {keys: ['escape'], does: 'Show all panels again'},
	scroll: {
		keys: ['up', 'down', 'k', 'j', 'pageup', 'pagedown', 'home', 'end'],
		does: 'Scroll the log or the validators',
	},
	next: {keys: [']', 'tab'], does: 'Show the next miner'},
	previous: {keys: ['[', 'shift-tab'], does: 'Show the previous miner'},
	interrupt: {keys: ['ctrl-c'], does: 'Leave as if interrupted; mining goes on'},
} as const satisfies Readonly<Record<string, Key>>;

/** Get the keys as they are now: those that do nothing say why. */
export function getMonitorKeys({overview, focus, miners, isPaused}: KeysOptions): MonitorKeys {
	const {miner, alerts} = overview;
	const isGone = miner.link === 'gone';
	const isEvicted = !isGone && miner.state?.phase === 'deregistered';
	const only = miners > 1 ? undefined : 'there is only this miner';
	const because = (isPossible: boolean, why: string) => (isPossible ? undefined : why);
	return {
		...keys,
		stop: {...keys.stop, disabled: because(!isGone, 'it has ended already')},
		pause: {...keys.pause, short: isPaused ? 'go on' : 'pause'},
		restart: {
			...keys.restart,
			disabled: because(isGone, 'the miner runs; Q stops it'),
			short: isGone ? keys.restart.short : undefined,
		},
		enterAgain: {
			...keys.enterAgain,
			disabled: because(
				isEvicted,
				isGone ? 'the miner has ended; r starts it' : 'the UID is not lost',
			),
			short: isEvicted ? keys.enterAgain.short : undefined,
		},
		alerts: {
			...keys.alerts,
			disabled: because(alerts.length > 0 || focus === 'alerts', 'there are no alerts'),
			short: alerts.length > 1 ? 'alerts' : undefined,
		},
		back: {
			...keys.back,
			disabled: because(focus !== undefined, 'all panels are shown'),
			short: focus === undefined ? undefined : 'back',
		},
		scroll: {
			...keys.scroll,
			disabled: because(
				focus === 'log' || focus === 'validators',
				'show the log (l) or the validators (7) first',
			),
			short: focus === 'log' || focus === 'validators' ? 'scroll' : undefined,
		},
		next: {...keys.next, disabled: only, short: miners > 1 ? 'next miner' : undefined},
		previous: {...keys.previous, disabled: only},
	};
}

/** Get the keys in the order of their importance now, for the footer. */
export const toFooterKeys = (now: MonitorKeys): readonly Key[] => [
	now.restart,
	now.enterAgain,
	now.back,
	now.scroll,
	now.leave,
	now.help,
	now.stop,
	now.alerts,
	now.next,
	now.log,
	now.pause,
	now.focus,
];

/** Get the keys in groups, for the help. */
export const toHelpGroups = (now: MonitorKeys): readonly KeyGroup[] => [
	{title: 'Leaving', keys: [now.leave, now.stop, now.interrupt, suspendKey]},
	{
		title: 'Looking',
		keys: [now.focus, now.log, now.alerts, now.back, now.scroll, now.pause, now.help],
	},
	{title: 'The miner', keys: [now.restart, now.enterAgain, now.next, now.previous]},
];
