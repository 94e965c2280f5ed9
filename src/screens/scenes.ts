import type {MinerFiles} from '../rig/miner-files.ts';
import {type MinerOptions, readMinerOptions} from '../rig/miner-options.ts';
import type {MonitoredMiner} from '../rig/monitored-miner.ts';
import type {Monitors} from '../rig/monitors.ts';
import type {Walkthrough} from '../onboarding/walkthrough/create-walkthrough.ts';
import type {Draft} from '../onboarding/walkthrough/state.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {createTicker} from '../support/ticker.ts';
import type {Scene} from './Screens.tsx';

/** Initial values of a walk, taking precedence over all other sources. */
export type WalkBeginning = Partial<Draft> & {
	/** The wallet folder. */
	readonly walletPath?: string;
};

export type ScenesOptions = {
	readonly monitors: Monitors;
	/** Find the running miners. */
	readonly findRunning: () => Promise<readonly MinerFiles[]>;
	readonly prepareWalk: (beginning: WalkBeginning) => Promise<Walkthrough>;
	/** Called with an error that occurs outside rendering. */
	readonly onFault: (error: unknown) => void;
};

export type Scenes = {
	readonly scene: ReadableStore<Scene>;
	/** Show the monitor for these miners. */
	readonly watch: (files: readonly MinerFiles[]) => Promise<void>;
	/** Show the walk-through at the first unfinished step; does nothing while one is opening. */
	readonly walk: () => void;
	/** Show the walk-through for a miner that lost its UID: with the same keys, subnet, model and address. */
	readonly enterAgain: (miner: Pick<MonitoredMiner, 'optionsFile'>) => void;
	/** Close the current screen; miners keep running. */
	readonly close: () => Promise<void>;
};

/** Create the transitions between walk-through and monitor. */
export function createScenes({monitors, findRunning, prepareWalk, onFault}: ScenesOptions): Scenes {
	const scene = createStore<Scene>({kind: 'opening'});
	let isWalking = false;
	let isClosed = false;
	let current: Walkthrough | undefined;

	const attempt = (work: () => Promise<void>) => {
		work().catch(onFault);
	};

	const watch = async (files: readonly MinerFiles[]) => {
		scene.set({kind: 'monitor', miners: await monitors.open(files)});
	};

	const openWalk = async (beginning: WalkBeginning) => {
		const before = scene.getSnapshot();
		const walkthrough = await prepareWalk(beginning);
		if (isClosed) {
			return;
		}

		current = walkthrough;
		const {state} = walkthrough;
		/** Only once, since the state still changes while the walk is closing. */
		const leaveFor = (show: () => Promise<void> | void) => {
			unsubscribe();
			attempt(async () => {
				await show();
				isWalking = false;
				await walkthrough.close();
			});
		};

		const unsubscribe = state.subscribe(() => {
			if (state.getSnapshot().isDone) {
				leaveFor(async () => {
					const {minerFiles} = walkthrough.found();
					const running = await findRunning();
					const hasEnded = running.every(({name}) => name !== minerFiles?.name);
					// A miner that exited right away is shown too, with its last log lines.
					await watch(minerFiles && hasEnded ? [...running, minerFiles] : running);
				});
			}
		});
		scene.set({
			kind: 'walkthrough',
			walkthrough,
			now: createTicker(),
			// Its miners are still being watched.
			onMonitor:
				before.kind === 'monitor'
					? () => {
							leaveFor(() => {
								scene.set(before);
							});
						}
					: undefined,
		});
		await walkthrough.resume();
	};

	const walkOnce = (read: () => Promise<WalkBeginning>) => {
		// A key may be pressed twice before the first walk is shown.
		if (isWalking) {
			return;
		}

		isWalking = true;
		attempt(async () => openWalk(await read()));
	};

	return {
		scene,
		watch,
		walk() {
			walkOnce(async () => ({}));
		},
		enterAgain({optionsFile}) {
			walkOnce(async () => toBeginning(await readMinerOptions(optionsFile)));
		},
		async close() {
			isClosed = true;
			await current?.close();
		},
	};
}

/** Get the choices a miner was started with. */
function toBeginning({
	network,
	netuid,
	walletsDirectory,
	wallet,
	hotkeyName,
	model,
	device,
	bind,
	port,
	externalIp = bind,
	externalPort,
}: MinerOptions): WalkBeginning {
	return {
		network,
		netuid,
		walletPath: walletsDirectory,
		wallet,
		hotkeyName,
		...('servers' in model
			? {model: model.name, servers: model.servers}
			: {model: model.expected ? model.name : model.path}),
		device,
		port: port === 0 ? '' : String(port),
		externalIp: externalIp === bind ? '' : externalIp,
		externalPort: externalPort === undefined ? '' : String(externalPort),
	};
}
