import process from 'node:process';
import {render} from 'ink';
import {createProgram, parseProgram} from './cli/program.ts';
import {requireTerminal, type ScreenOptions, withScreen} from './cli/screen-options.ts';
import {type Leaving, toFarewell} from './screens/leaving.ts';
import Screens, {type Stage} from './screens/Screens.tsx';
import type {MinerFiles} from './steps/miner-files.ts';
import {NotMiningError} from './steps/miner-status.ts';
import {monitorMiner} from './steps/monitored-miner.ts';
import {findRunningMiners} from './steps/running-miners.ts';
import {aborted} from './support/aborted.ts';
import {systemClock} from './support/clock.ts';
import type {CommandContext} from './support/command.ts';
import {InterruptedError} from './support/errors.ts';
import {type Home, resolveHome} from './support/home.ts';
import {createStore} from './support/store.ts';
import {createTeardown} from './support/teardown.ts';
import {createTicker} from './support/ticker.ts';
import {stopYoungHeapGrowth} from './support/young-heap.ts';
import {createAsciiOutput} from './ui/ascii-output.ts';
import {applyColorDepth} from './ui/color-depth.ts';
import LookProvider from './ui/LookProvider.tsx';
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
				throw new InterruptedError({fix: toFarewell(leaving).join(' ')});
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
		control.close();
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
	const output = stdout as NodeJS.WriteStream;
	applyColorDepth(terminal.colors);
	const stage = createStore<Stage>({kind: 'opening'});
	const left = Promise.withResolvers<Leaving>();
	const teardown = createTeardown();
	const now = createTicker();
	teardown.add(now.close);
	teardown.add(systemClock.after(3000, stopYoungHeapGrowth));

	const watch = (files: readonly MinerFiles[]) => {
		const command = [process.execPath, context.entry];
		const miners = files.map(file => monitorMiner(file, {home, command, signal}));
		for (const {close} of miners) {
			teardown.add(close);
		}

		stage.set({kind: 'monitor', miners});
	};

	const walk = async () => {
		// Whoever only watches does not wait for the client of a chain to load.
		const [{createWalkthrough}, {toWalkthroughOptions}] = await Promise.all([
			import('./steps/walkthrough/create-walkthrough.ts'),
			import('./cli/walkthrough-options.ts'),
		]);
		const walkthrough = createWalkthrough(toWalkthroughOptions(context, options));
		teardown.add(walkthrough.close);
		stage.set({kind: 'walkthrough', walkthrough});
		walkthrough.state.subscribe(() => {
			const {minerFiles} = walkthrough.found();
			if (!minerFiles || !walkthrough.state.getSnapshot().isDone) {
				return;
			}

			watch([minerFiles]);
			void walkthrough.close();
		});
		await walkthrough.resume();
	};

	const walkOrFail = () => {
		walk().catch(left.reject);
	};

	const instance = render(
		<LookProvider terminal={terminal}>
			<Screens
				stage={stage}
				now={now}
				version={version}
				onLeave={left.resolve}
				onEnterAgain={walkOrFail}
			/>
		</LookProvider>,
		{
			stdin,
			stdout: terminal.glyphs === 'ascii' ? createAsciiOutput(output) : output,
			stderr,
			alternateScreen: true,
			incrementalRendering: true,
			// Ink would take a terminal in CI for none.
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
			maxFps: 15,
		},
	);
	// A fault in what is drawn ends Ink, and with it the program.
	instance.waitUntilExit().catch(left.reject);
	try {
		if (running.length === 0) {
			walkOrFail();
		} else {
			watch(running);
		}

		return await Promise.race([left.promise, interruption(signal)]);
	} finally {
		instance.unmount();
		await teardown.run();
	}
}

async function interruption(signal: AbortSignal): Promise<never> {
	await aborted(signal);
	throw new InterruptedError();
}
