import process from 'node:process';
import {createProgram, parseProgram} from './cli/program.ts';
import {requireTerminal, type ScreenOptions, withScreen} from './cli/screen-options.ts';
import {type Leaving, toFarewell} from './screens/leaving.ts';
import Screens, {type Stage} from './screens/Screens.tsx';
import type {MinerFiles} from './steps/miner-files.ts';
import {NotMiningError} from './steps/miner-status.ts';
import {readMinerOptions} from './steps/miner-options.ts';
import {createMonitors, type Monitors} from './steps/monitors.ts';
import {findRunningMiners} from './steps/running-miners.ts';
import type {Draft} from './steps/walkthrough/state.ts';
import {aborted} from './support/aborted.ts';
import {systemClock} from './support/clock.ts';
import type {CommandContext} from './support/command.ts';
import {InterruptedError} from './support/errors.ts';
import {type Home, resolveHome} from './support/home.ts';
import {createStore} from './support/store.ts';
import {createTeardown} from './support/teardown.ts';
import {createTicker} from './support/ticker.ts';
import {skipTopTier, stopYoungHeapGrowth} from './support/v8-flags.ts';
import {openScreen, type OpenedScreen} from './ui/open-screen.tsx';
import {detectTerminal, type Terminal} from './ui/terminal.ts';

/** `btop`, and `btop start` on a terminal: the monitor where a miner runs, else the walk-through from the first step that is not met. */
export async function run(context: CommandContext): Promise<void> {
	await parseAndShow(context, {
		name: 'start',
		summary: 'Full screen: step by step to a running miner, then its monitor.',
		needsMiner: false,
	});
}

/** `btop monitor`: the screens on the miners that run. */
export async function monitor(context: CommandContext): Promise<void> {
	await parseAndShow(context, {
		name: 'monitor',
		summary: 'Full screen on the miners of this rig. Leaving it stops nothing.',
		needsMiner: true,
	});
}

type Kind = {
	readonly name: string;
	readonly summary: string;
	readonly needsMiner: boolean;
};

async function parseAndShow(context: CommandContext, {name, summary, needsMiner}: Kind) {
	const program = withScreen(createProgram(context, {name, summary})).action(
		async (options: ScreenOptions) => {
			requireTerminal(context);
			const home = resolveHome({directory: options.home, env: context.env});
			const running = await findRunning(home);
			if (needsMiner && running.length === 0) {
				throw new NotMiningError();
			}

			const leaving = await show(context, options, {home, running});
			if (leaving.kind === 'interrupted') {
				throw toInterruption(leaving);
			}

			context.stderr.write(
				toFarewell(leaving)
					.map(line => `${line}\n`)
					.join(''),
			);
		},
	);
	await parseProgram(program, context.argv);
}

async function findRunning(home: Home): Promise<readonly MinerFiles[]> {
	const running = await findRunningMiners(home);
	for (const {control} of running) {
		control?.close();
	}

	return running.map(({files}) => files);
}

/** Take the terminal, show the screens until they are left, and give it back whole. */
async function show(
	context: CommandContext,
	options: ScreenOptions,
	{home, running}: {readonly home: Home; readonly running: readonly MinerFiles[]},
): Promise<Leaving> {
	const {env, stdin, stdout, stderr, version, signal} = context;
	const detected = detectTerminal({env});
	const terminal: Terminal = options.ascii ? {...detected, glyphs: 'ascii'} : detected;
	const stage = createStore<Stage>({kind: 'opening'});
	const left = Promise.withResolvers<Leaving>();
	const teardown = createTeardown();
	skipTopTier();
	teardown.add(systemClock.after(3000, stopYoungHeapGrowth));
	const monitors = createMonitors({home, command: [process.execPath, context.entry], signal});
	teardown.add(monitors.close);

	let isWalking = false;
	const watch = async (files: readonly MinerFiles[]) => {
		const miners = await monitors.open(files);
		isWalking = false;
		stage.set({kind: 'monitor', miners});
	};

	const walk = async (given: Partial<Draft> & ScreenOptions = {}) => {
		// A key may be pressed twice before the first walk is shown.
		if (isWalking) {
			return;
		}

		isWalking = true;
		// Whoever only watches does not wait for the client of a chain to load.
		const [{createWalkthrough}, {toWalkthroughOptions}] = await Promise.all([
			import('./steps/walkthrough/create-walkthrough.ts'),
			import('./cli/walkthrough-options.ts'),
		]);
		const start = toWalkthroughOptions(context, {...options, ...given});
		const {netuid = start.draft.netuid, model} = given;
		const walkthrough = createWalkthrough({...start, draft: {...start.draft, netuid, model}});
		teardown.add(walkthrough.close);
		const forget = walkthrough.state.subscribe(() => {
			if (!walkthrough.state.getSnapshot().isDone) {
				return;
			}

			forget();
			attempt(async () => {
				await watch(await findRunning(home));
				await walkthrough.close();
			});
		});
		const before = stage.getSnapshot();
		stage.set({
			kind: 'walkthrough',
			walkthrough,
			now: createTicker(),
			// The miners on it are watched all the while.
			onMonitor:
				before.kind === 'monitor'
					? () => {
							forget();
							isWalking = false;
							stage.set(before);
							attempt(walkthrough.close);
						}
					: undefined,
		});
		await walkthrough.resume();
	};

	/** A fault in what goes on beside the screen ends the screen. */
	const attempt = (work: () => Promise<void>) => {
		work().catch(left.reject);
	};

	const drawn = (
		<Screens
			stage={stage}
			version={version}
			onLeave={leaving => {
				// Miners that the monitor showed go on behind the walk-through too.
				left.resolve({pids: monitors.pids(), ...leaving});
			}}
			onEnterAgain={miner => {
				attempt(async () => walk(await toDraft(monitors.filesOf(miner))));
			}}
		/>
	);
	let screen: OpenedScreen | undefined;
	try {
		// The first frame is the monitor with all that its miners say.
		if (running.length > 0) {
			await watch(running);
		}

		screen = openScreen(drawn, {
			terminal,
			stdin: stdin as NodeJS.ReadStream,
			stdout: stdout as NodeJS.WriteStream,
			stderr: stderr as NodeJS.WriteStream,
		});
		// A fault in what is drawn ends the program.
		screen.ended.catch(left.reject);
		if (running.length === 0) {
			attempt(walk);
		}

		return await Promise.race([left.promise, interruption(signal, monitors)]);
	} finally {
		screen?.close();
		await teardown.run();
	}
}

/** Whoever enters again does it for the same keys, on the same subnet, with the model that is served. */
async function toDraft({options}: MinerFiles): Promise<Partial<Draft> & ScreenOptions> {
	const {network, netuid, wallet, hotkeyName, model} = await readMinerOptions(options);
	return {
		network,
		netuid,
		wallet,
		walletHotkey: hotkeyName,
		model: model.expected ? model.name : model.path,
	};
}

async function interruption(signal: AbortSignal, {pids}: Monitors): Promise<never> {
	await aborted(signal);
	throw toInterruption({kind: 'interrupted', pids: pids()});
}

function toInterruption(leaving: Leaving): InterruptedError {
	const lines = toFarewell(leaving);
	return new InterruptedError({fix: lines.length === 0 ? undefined : lines.join(' ')});
}
