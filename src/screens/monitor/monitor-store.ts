import {type LiveMiner, pidsOf} from '../../rig/live-miner.ts';
import type {MonitoredMiner} from '../../rig/monitored-miner.ts';
import {type Problem, toProblem} from '../../rig/problem.ts';
import type {Paced} from '../../support/paced-store.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {Tone} from '../../ui/terminal/theme.ts';
import type {Leaving} from '../leaving.ts';
import type {PanelId} from './panels.ts';
import {scrollBy} from './scroll.ts';
import {nameMiner} from './words.ts';

/** A running task. */
export type Task = {
	/** What is being done. */
	readonly what: string;
	/** Start time, in milliseconds since the Unix epoch. */
	readonly since: number;
};

/** A failed task, and why it failed. */
export type Failure = {
	/** A sentence without its full stop. */
	readonly what: string;
	readonly problem: Problem;
};

export type Toast = {
	readonly text: string;
	readonly tone: Tone;
};

/** The monitor's view state and running task. */
export type MonitorState = {
	/** Index of the miner shown. */
	readonly index: number;
	/** The panel shown alone. */
	readonly focus?: PanelId;
	/** Rows scrolled in it. */
	readonly scroll: number;
	/** The paused picture, shown instead of live values; see `getPicture()`. */
	readonly paused?: Paced<LiveMiner>;
	readonly asked?: 'help' | 'stop';
	readonly task?: Task;
	readonly failure?: Failure;
	/** Shown in place of the keys until that time. */
	readonly toast?: Toast & {readonly until: number};
};

export type MonitorOptions = {
	/** At least one. */
	readonly miners: readonly MonitoredMiner[];
	readonly onLeave: (leaving: Leaving) => void;
	/** Called to enter again with a miner that lost its UID. */
	readonly onEnterAgain: (miner: MonitoredMiner) => void;
};

/** The monitor's logic: its state and the actions of its keys. */
export type Monitor = {
	readonly state: ReadableStore<MonitorState>;
	readonly leave: (kind: 'left' | 'interrupted') => void;
	readonly ask: (what: MonitorState['asked']) => void;
	/** Stop the shown miner, and leave if no other is running. */
	readonly stop: () => Promise<void>;
	readonly restart: () => Promise<void>;
	readonly enterAgain: () => void;
	/** Show a panel alone; show all of them if it already is, or if none is given. */
	readonly show: (panel?: PanelId) => void;
	/** Scroll the panel shown alone, which has the given size in rows. */
	readonly scroll: (key: string, rows: number) => void;
	/** Pause or resume the display. */
	readonly pause: () => void;
	/** Switch to the miner that many places further on. */
	readonly switchBy: (step: number) => void;
	readonly dismiss: () => void;
	readonly say: (text: string, tone: Tone) => void;
	/** Dismiss the message. */
	readonly hush: () => void;
};

/** Milliseconds that a message replaces the keys. */
const toastMs = 5000;

/** Create a monitor's state and the actions that change it. */
export function createMonitor({miners, onLeave, onEnterAgain}: MonitorOptions): Monitor {
	const state = createStore<MonitorState>({index: 0, scroll: 0});
	const change = (part: Partial<MonitorState>) => {
		state.set({...state.getSnapshot(), ...part});
	};

	const shown = () => miners[state.getSnapshot().index]!;
	const picture = () => getPicture(state.getSnapshot(), shown().live.getSnapshot());
	const named = () => nameMiner(picture().value, shown().name);
	const say = (text: string, tone: Tone) => {
		change({toast: {text, tone, until: shown().live.getSnapshot().now + toastMs}});
	};

	/** Run one long task at a time, and publish which. */
	const perform = async (what: string, run: () => Promise<void>, failed: string) => {
		change({task: {what, since: shown().live.getSnapshot().now}});
		try {
			await run();
		} catch (error) {
			change({failure: {what: failed, problem: toProblem(error)}});
		} finally {
			change({task: undefined});
		}
	};

	return {
		state,
		leave(kind) {
			const pids = miners.flatMap(({live}) => pidsOf(live.getSnapshot().value));
			onLeave({kind, pids, doing: state.getSnapshot().task?.what});
		},
		ask(asked) {
			change({asked});
		},
		async stop() {
			const miner = shown();
			const name = named();
			const pids = pidsOf(picture().value);
			await perform(
				`Stopping the ${name}`,
				async () => {
					await miner.stop();
					const others = miners.filter(
						other => other !== miner && pidsOf(other.live.getSnapshot().value).length > 0,
					);
					if (others.length === 0) {
						onLeave({kind: 'stopped', pids});
					} else {
						say(`Stopped the ${name}; ${others.length} still running`, 'good');
					}
				},
				`The ${name} did not stop`,
			);
		},
		async restart() {
			const miner = shown();
			const name = named();
			await perform(
				`Starting the ${name} again`,
				async () => {
					await miner.restart();
					say('The miner is running again', 'good');
				},
				`The ${name} did not start`,
			);
		},
		enterAgain() {
			onEnterAgain(shown());
		},
		show(panel) {
			const {focus} = state.getSnapshot();
			change({focus: panel === focus ? undefined : panel, scroll: 0});
		},
		scroll(key, rows) {
			const {focus, scroll} = state.getSnapshot();
			change({scroll: scrollBy(key, {focus, scroll, value: picture().value, rows})});
		},
		pause() {
			const isPaused = picture() === state.getSnapshot().paused;
			change({paused: isPaused ? undefined : shown().live.getSnapshot()});
		},
		switchBy(step) {
			const {index} = state.getSnapshot();
			change({
				index: (index + step + miners.length) % miners.length,
				paused: undefined,
				scroll: 0,
			});
		},
		dismiss() {
			change({failure: undefined});
		},
		say,
		hush() {
			if (state.getSnapshot().toast) {
				change({toast: undefined});
			}
		},
	};
}

/** Get the values to show for a miner: the paused ones, unless it has since started or exited, else the live ones. */
export function getPicture(
	{paused}: Pick<MonitorState, 'paused'>,
	latest: Paced<LiveMiner>,
): Paced<LiveMiner> {
	const isOver =
		paused?.value.link !== latest.value.link || paused.value.since !== latest.value.since;
	return paused && !isOver ? paused : latest;
}
