import {useMemo} from 'react';
import {confirmKeys} from '../../ui/input/Confirm.tsx';
import {helpKeys} from '../../ui/input/Help.tsx';
import type {Key} from '../../ui/input/keys.ts';
import useKeys, {type Binding} from '../../ui/input/use-keys.ts';
import {drawnSize, hasRoom, insideFrame} from '../../ui/terminal/size.ts';
import useSize from '../../ui/terminal/use-size.ts';
import useStore from '../../ui/terminal/use-store.ts';
import {getMonitorKeys, type MonitorKeys, toFooterKeys, toHelpGroups} from './keys.ts';
import {createMonitor, getPicture, type Monitor, type MonitorOptions} from './monitor-store.ts';
import MonitorOverlay, {type Overlay} from './MonitorOverlay.tsx';
import MonitorView from './MonitorView.tsx';
import {toOverview} from './overview.ts';
import {panelOf} from './panels.ts';
import {nameMiner} from './words.ts';

type Props = MonitorOptions & {readonly version: string};

/** The miners of a rig, one at a time. */
export default function MonitorScreen({miners, version, onLeave, onEnterAgain}: Props) {
	const size = useSize();
	const monitor = useMemo(
		() => createMonitor({miners, onLeave, onEnterAgain}),
		[miners, onLeave, onEnterAgain],
	);
	const state = useStore(monitor.state);
	const {index, focus, scroll, asked, task, failure, toast} = state;
	const miner = miners[index]!;
	const latest = useStore(miner.live);
	const picture = getPicture(state, latest);
	const isPaused = picture === state.paused;
	const overview = toOverview(picture.value, picture.now);
	const keys = getMonitorKeys({overview, focus, miners: miners.length, isPaused});
	const body = insideFrame(drawnSize(size));

	const toOverlay = (): Overlay | undefined => {
		if (task) {
			return {kind: 'task', task, now: latest.now};
		}

		if (failure) {
			return {kind: 'failed', ...failure};
		}

		switch (asked) {
			case 'help': {
				return {
					kind: 'help',
					groups: toHelpGroups(keys),
					onClose() {
						monitor.ask(undefined);
					},
				};
			}

			case 'stop': {
				return {
					kind: 'stop',
					named: nameMiner(picture.value, miner.name),
					onAnswer(isYes) {
						monitor.ask(undefined);
						if (isYes) {
							void monitor.stop();
						}
					},
				};
			}

			case undefined: {
				return undefined;
			}
		}
	};

	const overlay = toOverlay();
	const interrupt = toBinding(keys.interrupt, monitor, () => {
		monitor.leave('interrupted');
	});
	const bindings = overlay
		? toOverlayBindings(overlay.kind, monitor)
		: toBindings(keys, monitor, {rows: body.rows});
	useKeys([interrupt, ...bindings], {
		onRefused(why) {
			monitor.say(`Not now: ${why}`, 'warn');
		},
	});
	return (
		<MonitorView
			size={size}
			overview={overview}
			version={version}
			place={index + 1}
			count={miners.length}
			focus={focus}
			scroll={scroll}
			pausedFor={isPaused ? latest.now - picture.now : undefined}
			keys={overlay ? overlayKeys[overlay.kind] : toFooterKeys(keys)}
			toast={toast && latest.now < toast.until ? toast : undefined}
		>
			{overlay && <MonitorOverlay overlay={overlay} size={body} isActive={hasRoom(size)} />}
		</MonitorView>
	);
}

/** Bind a key to an action that first dismisses the current message. */
const toBinding = (key: Key, monitor: Monitor, run: (name: string) => unknown): Binding => ({
	key,
	run(name) {
		monitor.hush();
		void run(name);
	},
});

/** Get the key bindings while the panels are shown. */
function toBindings(
	keys: MonitorKeys,
	monitor: Monitor,
	{rows}: {readonly rows: number},
): readonly Binding[] {
	const bind = (key: Key, run: (name: string) => unknown) => toBinding(key, monitor, run);
	const showPanel = (name: string) => {
		monitor.show(panelOf(name));
	};

	return [
		bind(keys.leave, () => {
			monitor.leave('left');
		}),
		bind(keys.stop, () => {
			monitor.ask('stop');
		}),
		bind(keys.help, () => {
			monitor.ask('help');
		}),
		bind(keys.focus, showPanel),
		bind(keys.log, showPanel),
		bind(keys.alerts, showPanel),
		bind(keys.back, () => {
			monitor.show();
		}),
		bind(keys.scroll, name => {
			monitor.scroll(name, rows);
		}),
		bind(keys.pause, monitor.pause),
		bind(keys.restart, monitor.restart),
		bind(keys.enterAgain, monitor.enterAgain),
		bind(keys.next, () => {
			monitor.switchBy(1);
		}),
		bind(keys.previous, () => {
			monitor.switchBy(-1);
		}),
	];
}

const leaveKey: Key = {keys: ['q'], does: 'Quit', short: 'quit'};
const leaveTaskKey: Key = {keys: ['escape', 'q'], does: 'Quit', short: 'quit'};
const closeKey: Key = {keys: ['enter', 'escape'], does: 'Go back to the monitor', short: 'back'};

const overlayKeys: Readonly<Record<Overlay['kind'], readonly Key[]>> = {
	help: helpKeys,
	stop: confirmKeys,
	task: [leaveTaskKey],
	failed: [closeKey, leaveKey],
};

/** Get the key bindings of an overlay; help and questions have their own. */
function toOverlayBindings(kind: Overlay['kind'], monitor: Monitor): readonly Binding[] {
	const leave = () => {
		monitor.leave('left');
	};

	switch (kind) {
		case 'task': {
			return [toBinding(leaveTaskKey, monitor, leave)];
		}

		case 'failed': {
			return [toBinding(closeKey, monitor, monitor.dismiss), toBinding(leaveKey, monitor, leave)];
		}

		case 'help':
		case 'stop': {
			return [];
		}
	}
}
