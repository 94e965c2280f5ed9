import type {Key, KeyGroup} from '../../ui/input/keys.ts';
import {suspendKey} from '../../ui/terminal/use-suspend.ts';
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
	leave: {keys: ['q'], does: 'Quit; mining continues', short: 'quit'},
	help: {keys: ['?'], does: 'Show all keys', short: 'keys'},
	focus: {
		keys: panelIds.map((_, index) => String(index + 1)),
		does: 'Show one panel, or all',
		short: 'to 8 panel',
	},
	log: {keys: ['l'], does: 'Show the log, or all panels', short: 'log'},
	restart: {keys: ['r'], does: 'Restart a miner that has stopped', short: 'restart'},
	enterAgain: {
		keys: ['e'],
		does: 'Register again after losing the UID',
		short: 'register again',
	},
	pause: {keys: ['p', 'space'], does: 'Freeze the display, or resume', short: 'pause'},
	stop: {keys: ['Q'], does: 'Stop the miner (asks first)', short: 'stop mining'},
	alerts: {keys: ['a'], does: 'Show all alerts, or all panels'},
	back: {keys: ['escape'], does: 'Show all panels'},
	scroll: {
		keys: ['up', 'down', 'k', 'j', 'pageup', 'pagedown', 'home', 'end'],
		does: 'Scroll the log or the validators',
	},
	next: {keys: [']', 'tab'], does: 'Show the next miner'},
	previous: {keys: ['[', 'shift-tab'], does: 'Show the previous miner'},
	interrupt: {keys: ['ctrl-c'], does: 'Quit as if interrupted; mining continues'},
} as const satisfies Readonly<Record<string, Key>>;

/** Get the keys in their current state; disabled ones say why. */
export function getMonitorKeys({overview, focus, miners, isPaused}: KeysOptions): MonitorKeys {
	const {miner, alerts} = overview;
	const isGone = miner.link === 'gone';
	const isEvicted = !isGone && miner.state?.phase === 'deregistered';
	const only = miners > 1 ? undefined : 'this is the only miner';
	const because = (isPossible: boolean, why: string) => (isPossible ? undefined : why);
	return {
		...keys,
		stop: {...keys.stop, disabled: because(!isGone, 'it has already stopped')},
		pause: {...keys.pause, short: isPaused ? 'resume' : 'pause'},
		restart: {
			...keys.restart,
			disabled: because(isGone, 'the miner is running; Q stops it'),
			short: isGone ? keys.restart.short : undefined,
		},
		enterAgain: {
			...keys.enterAgain,
			disabled: because(
				isEvicted,
				isGone ? 'the miner has stopped; r restarts it' : 'the UID is still yours',
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
			disabled: because(focus !== undefined, 'all panels are already shown'),
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

/** Get the keys for the footer, by current importance. */
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
