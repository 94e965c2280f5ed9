import process from 'node:process';
import {createProgram, parseProgram} from './cli/program.ts';
import {requireTerminal, type ScreenOptions, withScreen} from './cli/screen-options.ts';
import {createCommandWriter, type Leaving, toExitMessage} from './screens/leaving.ts';
import Screens from './screens/Screens.tsx';
import {createScenes, type WalkBeginning} from './screens/scenes.ts';
import type {MinerFiles} from './rig/miner-files.ts';
import {NotMiningError} from './rig/miner-status.ts';
import {createMonitors} from './rig/monitors.ts';
import {findRunningMiners} from './rig/running-miners.ts';
import type {Walkthrough} from './onboarding/walkthrough/create-walkthrough.ts';
import {aborted} from './support/aborted.ts';
import {systemClock} from './support/clock.ts';
import type {CommandContext} from './support/command.ts';
import {InterruptedError} from './support/errors.ts';
import {type Home, resolveHome} from './support/home.ts';
import {holdHeap, skipTopTier, stopCompiling} from './support/processes/v8-flags.ts';
import {openScreen} from './ui/terminal/open-screen.tsx';
import {detectTerminal} from './ui/terminal/terminal.ts';
import {writeLines} from './cli/output.ts';

/** Run `btop`, or `btop start` on a terminal: the monitor if a miner runs, else the walk-through from the first unfinished step. */
export async function run(context: CommandContext): Promise<void> {
	await parseAndShow(context, {
		name: 'start',
		summary: 'full screen: step by step to a running miner, then its monitor',
		needsMiner: false,
	});
}

/** Run `btop monitor`: the screens for the running miners. */
export async function monitor(context: CommandContext): Promise<void> {
	await parseAndShow(context, {
		name: 'monitor',
		summary: 'full screen on the miners of this rig; leaving it stops nothing',
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
			// Loaded late, since the screens do not need it.
			const {findDevnetProcess} = await import('./rig/network/devnet-record.ts');
			const exitMessage = toExitMessage(leaving, {
				toCommand: createCommandWriter({env: context.env, home: options.home}),
				devnet: await findDevnetProcess(home),
			});
			if (leaving.kind === 'interrupted') {
				throw new InterruptedError({fix: exitMessage.join(' ')});
			}

			writeLines(context.stderr, exitMessage);
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

/** Take over the terminal, show the screens until the operator leaves, and restore the terminal. */
async function show(
	context: CommandContext,
	{options, home, running}: ShowOptions,
): Promise<Leaving> {
	const {env, entry, stdin, stdout, stderr, version, signal} = context;
	const detected = detectTerminal({env});
	const left = Promise.withResolvers<Leaving>();
	await using stack = new AsyncDisposableStack();
	skipTopTier();
	stack.defer(systemClock.after(3000, holdHeap));
	stack.defer(systemClock.after(60_000, stopCompiling));
	const monitors = createMonitors({home, command: [process.execPath, entry], signal});
	stack.defer(monitors.close);
	const scenes = createScenes({
		monitors,
		findRunning: async () => findRunning(home),
		prepareWalk: async beginning => prepareWalk(context, options, beginning),
		onFault: left.reject,
	});
	stack.defer(scenes.close);
	const drawn = (
		<Screens
			scene={scenes.scene}
			version={version}
			onLeave={leaving => {
				// Miners shown on the monitor keep running during the walk-through too.
				left.resolve({pids: monitors.pids(), ...leaving});
			}}
			onEnterAgain={scenes.enterAgain}
		/>
	);
	// The first frame is the monitor with the miners' data.
	if (running.length > 0) {
		await scenes.watch(running);
	}

	const screen = openScreen(drawn, {
		terminal: options.ascii ? {...detected, glyphs: 'ascii'} : detected,
		stdin: stdin as NodeJS.ReadStream,
		stdout: stdout as NodeJS.WriteStream,
		stderr: stderr as NodeJS.WriteStream,
	});
	stack.defer(screen.close);
	// A rendering error ends the program.
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
}

async function prepareWalk(
	context: CommandContext,
	options: ScreenOptions,
	{network, walletPath, wallet, hotkeyName, ...decided}: WalkBeginning,
): Promise<Walkthrough> {
	// The monitor must not wait for the chain client to load.
	const [{createWalkthrough}, {toWalkthroughOptions}] = await Promise.all([
		import('./onboarding/walkthrough/create-walkthrough.ts'),
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
