import {useState} from 'react';
import {confirmKeys} from '../../ui/Confirm.tsx';
import {helpKeys} from '../../ui/Help.tsx';
import type {Key} from '../../ui/keys.ts';
import {drawnSize, hasRoom, insideFrame} from '../../ui/size.ts';
import useKeys from '../../ui/use-keys.ts';
import useSize from '../../ui/use-size.ts';
import useStore from '../../ui/use-store.ts';
import type {Leaving} from '../leaving.ts';
import {pidsOf} from '../../steps/live-miner.ts';
import type {MonitoredMiner} from '../../steps/monitored-miner.ts';
import {getMonitorKeys, toFooterKeys, toHelpGroups} from './keys.ts';
import MonitorOverlay, {type Failure, type Overlay} from './MonitorOverlay.tsx';
import MonitorView, {type Toast} from './MonitorView.tsx';
import {toOverview} from './overview.ts';
import {panelOf, type PanelId} from './panels.ts';
import {scrollBy} from './scroll.ts';
import useTask from './use-task.ts';
import {nameMiner} from './words.ts';

type Props = {
	/** One at least. */
	readonly miners: readonly MonitoredMiner[];
	readonly version: string;
	readonly onLeave: (leaving: Leaving) => void;
	/** Asked for when a miner's UID is lost. */
	readonly onEnterAgain: (miner: MonitoredMiner) => void;
};

/** For how long a message stands in the place of the keys, in milliseconds. */
const toastMs = 5000;

/** The miners of a rig, one at a time. */
export default function MonitorScreen({miners, version, onLeave, onEnterAgain}: Props) {
	const size = useSize();
	const [chosen, setChosen] = useState(0);
	const index = Math.min(chosen, miners.length - 1);
	const miner = miners[index]!;
	const latest = useStore(miner.live);
	const [paused, setPaused] = useState<typeof latest>();
	const [focus, setFocus] = useState<PanelId>();
	const [scroll, setScroll] = useState(0);
	const [asked, setAsked] = useState<'help' | 'stop'>();
	const [said, setSaid] = useState<Toast & {readonly until: number}>();
	const [failure, setFailure] = useState<Failure>();
	const {task, start} = useTask();

	// A picture of what is over stands still no longer.
	if (paused && paused.value.link !== latest.value.link) {
		setPaused(undefined);
	}

	const {value, now} = paused ?? latest;
	const named = nameMiner(value, miner.name);
	const overview = toOverview(value, now);
	const keys = getMonitorKeys({
		overview,
		focus,
		miners: miners.length,
		isPaused: paused !== undefined,
	});
	const body = insideFrame(drawnSize(size));

	const say = (text: string, tone: Toast['tone']) => {
		setSaid({text, tone, until: latest.now + toastMs});
	};

	const show = (panel: PanelId | undefined) => {
		setFocus(panel === focus ? undefined : panel);
		setScroll(0);
	};

	const switchBy = (step: number) => {
		setChosen((index + step + miners.length) % miners.length);
		setPaused(undefined);
		setScroll(0);
	};

	const leave = (kind: 'left' | 'interrupted') => {
		const pids = miners.flatMap(({live}) => pidsOf(live.getSnapshot().value));
		onLeave({kind, pids, doing: task?.what});
	};

	const stop = async () =>
		start({
			what: `Stopping the ${named}`,
			since: latest.now,
			run: miner.stop,
			onDone() {
				const others = miners.filter(
					other => other !== miner && pidsOf(other.live.getSnapshot().value).length > 0,
				);
				if (others.length === 0) {
					onLeave({kind: 'stopped', pids: pidsOf(value)});
				} else {
					say(`Stopped the ${named}; ${others.length} more at work`, 'good');
				}
			},
			onFailed(problem) {
				setFailure({what: `The ${named} could not be stopped`, problem});
			},
		});

	const restart = async () =>
		start({
			what: `Starting the ${named} again`,
			since: latest.now,
			run: miner.restart,
			onDone() {
				say('The miner runs again', 'good');
			},
			onFailed(problem) {
				setFailure({what: `The ${named} could not be started`, problem});
			},
		});

	const bind = (key: Key, run: (name: string) => unknown) => ({
		key,
		run(name: string) {
			setSaid(undefined);
			void run(name);
		},
	});
	useKeys(
		[
			bind(keys.leave, () => {
				leave('left');
			}),
			bind(keys.stop, () => {
				setAsked('stop');
			}),
			bind(keys.help, () => {
				setAsked('help');
			}),
			...[keys.focus, keys.log, keys.alerts].map(key =>
				bind(key, name => {
					show(panelOf(name));
				}),
			),
			bind(keys.back, () => {
				show(undefined);
			}),
			bind(keys.scroll, name => {
				setScroll(scrollBy(name, {focus, scroll, value, rows: body.rows}));
			}),
			bind(keys.pause, () => {
				setPaused(paused ? undefined : latest);
			}),
			bind(keys.restart, restart),
			bind(keys.enterAgain, () => {
				onEnterAgain(miner);
			}),
			bind(keys.next, () => {
				switchBy(1);
			}),
			bind(keys.previous, () => {
				switchBy(-1);
			}),
		],
		{
			isActive: asked === undefined && task === undefined && failure === undefined,
			onRefused(why) {
				say(`Not now: ${why}`, 'warn');
			},
		},
	);
	useKeys([
		bind(keys.interrupt, () => {
			leave('interrupted');
		}),
	]);
	useKeys(
		[
			bind({...keys.leave, keys: ['q', 'escape']}, () => {
				leave('left');
			}),
		],
		{isActive: task !== undefined},
	);
	useKeys(
		[
			bind(closeKey, () => {
				setFailure(undefined);
			}),
			bind(keys.leave, () => {
				leave('left');
			}),
		],
		{isActive: failure !== undefined},
	);

	const toOverlay = (): Overlay | undefined => {
		if (task) {
			return {kind: 'task', task, now: latest.now};
		}

		if (failure) {
			return {kind: 'failed', ...failure};
		}

		if (asked === 'help') {
			return {
				kind: 'help',
				groups: toHelpGroups(keys),
				onClose() {
					setAsked(undefined);
				},
			};
		}

		return asked === 'stop'
			? {
					kind: 'stop',
					named,
					onAnswer(isYes) {
						setAsked(undefined);
						if (isYes) {
							void stop();
						}
					},
				}
			: undefined;
	};

	const overlay = toOverlay();
	return (
		<MonitorView
			size={size}
			overview={overview}
			version={version}
			place={index + 1}
			count={miners.length}
			focus={focus}
			scroll={scroll}
			pausedFor={paused && latest.now - paused.now}
			keys={overlay ? overlayKeys[overlay.kind] : toFooterKeys(keys)}
			toast={said && latest.now < said.until ? said : undefined}
		>
			{overlay && <MonitorOverlay overlay={overlay} size={body} isActive={hasRoom(size)} />}
		</MonitorView>
	);
}

const closeKey: Key = {keys: ['enter', 'escape'], does: 'Go back to the monitor', short: 'back'};

const overlayKeys: Readonly<Record<Overlay['kind'], readonly Key[]>> = {
	help: helpKeys,
	stop: confirmKeys,
	task: [{keys: ['escape', 'q'], does: 'Leave', short: 'leave'}],
	failed: [closeKey, {keys: ['q'], does: 'Leave', short: 'leave'}],
};
