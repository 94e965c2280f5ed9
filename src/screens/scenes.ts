import type {MinerFiles} from '../steps/miner-files.ts';
import {type MinerOptions, readMinerOptions} from '../steps/miner-options.ts';
import type {MonitoredMiner} from '../steps/monitored-miner.ts';
import type {Monitors} from '../steps/monitors.ts';
import type {Walkthrough} from '../steps/walkthrough/create-walkthrough.ts';
import type {Draft} from '../steps/walkthrough/state.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {createTicker} from '../support/ticker.ts';
import type {Scene} from './Screens.tsx';

/** What a walk begins with, before all else that says it. */
export type WalkBeginning = Partial<Draft> & {
	/** The folder of the wallets. */
	readonly walletPath?: string;
};

export type ScenesOptions = {
	readonly monitors: Monitors;
	/** Find the miners that run. */
	readonly findRunning: () => Promise<readonly MinerFiles[]>;
	readonly prepareWalk: (beginning: WalkBeginning) => Promise<Walkthrough>;
	/** Told of a fault in what goes on beside the screen. */
	readonly onFault: (error: unknown) => void;
};

export type Scenes = {
	readonly scene: ReadableStore<Scene>;
	/** Show the monitor on these miners. */
	readonly watch: (files: readonly MinerFiles[]) => Promise<void>;
	/** Show the walk-through, from the first step that is not met; does nothing while one is on its way. */
	readonly walk: () => void;
	/** The same for a miner that lost its UID: for the same keys, on the same subnet, with the model that it serves, at the same address. */
	readonly enterAgain: (miner: Pick<MonitoredMiner, 'optionsFile'>) => void;
	/** End what is shown; miners go on. */
	readonly close: () => Promise<void>;
};

/** Create what leads from the walk-through to the monitor, and back. */
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
		/** Once, since the state still changes while the walk is closed. */
		const leaveFor = (show: () => Promise<void> | void) => {
			forget();
			attempt(async () => {
				await show();
				isWalking = false;
				await walkthrough.close();
			});
		};

		const forget = state.subscribe(() => {
			if (state.getSnapshot().isDone) {
				leaveFor(async () => {
					const {minerFiles} = walkthrough.found();
					const running = await findRunning();
					const hasEnded = running.every(({name}) => name !== minerFiles?.name);
					// One that has ended at once is shown too, with its last words.
					await watch(minerFiles && hasEnded ? [...running, minerFiles] : running);
				});
			}
		});
		scene.set({
			kind: 'walkthrough',
			walkthrough,
			now: createTicker(),
			// The miners on it are watched all the while.
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

/** Decide as it was decided for a miner. */
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
		model: model.expected ? model.name : model.path,
		device,
		port: port === 0 ? '' : String(port),
		externalIp: externalIp === bind ? '' : externalIp,
		externalPort: externalPort === undefined ? '' : String(externalPort),
	};
}
