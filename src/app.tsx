import process from 'node:process';
import {createProgram, parseProgram} from './cli/program.ts';
import {requireTerminal, type ScreenOptions, withScreen} from './cli/screen-options.ts';
import {createCommandWriter, type Leaving, toFarewell} from './screens/leaving.ts';
import Screens from './screens/Screens.tsx';
import {createScenes, type WalkBeginning} from './screens/scenes.ts';
import type {MinerFiles} from './steps/miner-files.ts';
import {NotMiningError} from './steps/miner-status.ts';
import {createMonitors} from './steps/monitors.ts';
import {findRunningMiners} from './steps/running-miners.ts';
import type {Walkthrough} from './steps/walkthrough/create-walkthrough.ts';
import {aborted} from './support/aborted.ts';
import {systemClock} from './support/clock.ts';
import type {CommandContext} from './support/command.ts';
import {InterruptedError} from './support/errors.ts';
import {type Home, resolveHome} from './support/home.ts';
import {createTeardown} from './support/teardown.ts';
import {holdHeap, skipTopTier, stopCompiling} from './support/v8-flags.ts';
import {openScreen, type OpenedScreen} from './ui/open-screen.tsx';
import {detectTerminal} from './ui/terminal.ts';

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

			const leaving = await show(context, {options, home, running});
			// Only now, since it loads what a screen does without.
			const {findDevnetProcess} = await import('./steps/devnet-record.ts');
			const farewell = toFarewell(leaving, {
				toCommand: createCommandWriter({env: context.env, home: options.home}),
				devnet: await findDevnetProcess(home),
			});
			if (leaving.kind === 'interrupted') {
				throw new InterruptedError({fix: farewell.join(' ')});
			}

			context.stderr.write(farewell.map(line => `${line}\n`).join(''));
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

type ShowOptions = {
	readonly options: ScreenOptions;
	readonly home: Home;
	readonly running: readonly MinerFiles[];
};

/** Take the terminal, show the screens until they are left, and give it back whole. */
async function show(
	context: CommandContext,
	{options, home, running}: ShowOptions,
): Promise<Leaving> {
	const {env, entry, stdin, stdout, stderr, version, signal} = context;
	const detected = detectTerminal({env});
	const left = Promise.withResolvers<Leaving>();
	const teardown = createTeardown();
	skipTopTier();
	teardown.add(systemClock.after(3000, holdHeap));
	teardown.add(systemClock.after(60_000, stopCompiling));
	const monitors = createMonitors({home, command: [process.execPath, entry], signal});
	teardown.add(monitors.close);
	const scenes = createScenes({
		monitors,
		findRunning: async () => findRunning(home),
		prepareWalk: async beginning => prepareWalk(context, options, beginning),
		onFault: left.reject,
	});
	teardown.add(scenes.close);
	const drawn = (
		<Screens
			scene={scenes.scene}
			version={version}
			onLeave={leaving => {
				// Miners that the monitor showed go on behind the walk-through too.
				left.resolve({pids: monitors.pids(), ...leaving});
			}}
			onEnterAgain={scenes.enterAgain}
		/>
	);
	let screen: OpenedScreen | undefined;
	try {
		// The first frame is the monitor with all that its miners say.
		if (running.length > 0) {
			await scenes.watch(running);
		}

		screen = openScreen(drawn, {
			terminal: options.ascii ? {...detected, glyphs: 'ascii'} : detected,
			stdin: stdin as NodeJS.ReadStream,
			stdout: stdout as NodeJS.WriteStream,
			stderr: stderr as NodeJS.WriteStream,
		});
		// A fault in what is drawn ends the program.
		screen.ended.catch(left.reject);
		if (running.length === 0) {
			scenes.walk();
		}

		await Promise.race([left.promise, aborted(signal)]);
		if (signal.aborted) {
			const isWalking = scenes.scene.getSnapshot().kind === 'walkthrough';
			left.resolve({kind: 'interrupted', pids: monitors.pids(), isWalking});
		}

		return await left.promise;
	} finally {
		screen?.close();
		await teardown.run();
	}
}

async function prepareWalk(
	context: CommandContext,
	options: ScreenOptions,
	{network, walletPath, wallet, hotkeyName, ...decided}: WalkBeginning,
): Promise<Walkthrough> {
	// Whoever only watches does not wait for the client of a chain to load.
	const [{createWalkthrough}, {toWalkthroughOptions}] = await Promise.all([
		import('./steps/walkthrough/create-walkthrough.ts'),
		import('./cli/walkthrough-options.ts'),
	]);
	const start = toWalkthroughOptions(context, {
		...options,
		network: network ?? options.network,
		walletPath: walletPath ?? options.walletPath,
		wallet: wallet ?? options.wallet,
		walletHotkey: hotkeyName ?? options.walletHotkey,
	});
	return createWalkthrough({...start, draft: {...start.draft, ...decided}});
}
