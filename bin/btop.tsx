#!/usr/bin/env node
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {hideInput, mayAskSecret} from '../src/cli/hidden-input.ts';
import type {CommandModule} from '../src/support/command.ts';
import {guardMemory} from '../src/support/guard-memory.ts';

declare const btopVersion: string;

type Entry = {
	/** Omitted for processes that the program starts for itself; help does not list them. */
	readonly summary?: string;
	/** Subcommands that are likely to be taken for commands. */
	readonly inner?: readonly string[];
	readonly load: () => Promise<CommandModule>;
};

/** Each command is loaded on demand, so that start-up pays only for the one that runs. */
const commands: Readonly<Record<string, Entry>> = {
	start: {
		summary: 'the screens on a terminal, `quickstart` without one',
		load: async () => (process.stdin.isTTY && process.stdout.isTTY ? screens() : startUnattended()),
	},
	quickstart: {
		summary: 'from nothing to a first reward, unattended, on a devnet that leaves nothing behind',
		load: async () => import('../src/cli/quickstart.ts'),
	},
	wallet: {
		summary: 'coldkeys and hotkeys, balance, transfer',
		inner: ['new', 'restore', 'balance', 'transfer', 'unstake', 'faucet'],
		load: async () => import('../src/cli/wallet.ts'),
	},
	subnets: {
		summary: 'what can be mined, and what it pays',
		load: async () => import('../src/cli/subnets.ts'),
	},
	register: {
		summary: 'pay for a UID, with a cap on the price',
		load: async () => import('../src/cli/register.ts'),
	},
	axon: {
		summary: 'the address announced to validators',
		load: async () => import('../src/cli/axon.ts'),
	},
	models: {
		summary: 'the models that can answer queries',
		load: async () => import('../src/cli/models.ts'),
	},
	mine: {
		summary: 'serve a model to validators',
		load: async () => import('../src/cli/mine.ts'),
	},
	monitor: {
		summary: 'live screen of the running miners',
		async load() {
			const {monitor} = await import('../src/app.tsx');
			return {run: monitor};
		},
	},
	status: {
		summary: 'the state of every miner on this rig',
		load: async () => import('../src/cli/status.ts'),
	},
	stop: {
		summary: 'stop mining',
		load: async () => import('../src/cli/stop.ts'),
	},
	logs: {
		summary: 'the miners’ log lines',
		load: async () => import('../src/cli/logs.ts'),
	},
	earnings: {
		summary: 'what was earned and paid',
		load: async () => import('../src/cli/earnings.ts'),
	},
	serve: {
		summary: 'a language model for other programs, as an endpoint with OpenAI’s API',
		load: async () => import('../src/cli/serve/serve.ts'),
	},
	devnet: {
		summary: 'a whole chain in one process, for any client',
		load: async () => import('../src/cli/devnet.ts'),
	},
	yuma: {
		summary: 'Yuma Consensus over given stake and weights',
		load: async () => import('../src/cli/yuma.ts'),
	},
	arena: {load: async () => import('../src/cli/arena.ts')},
	miner: {load: async () => import('../src/cli/miner.ts')},
	engine: {load: async () => import('../src/gpu/process/engine-process.ts')},
};

guardMemory();
// The reader of a pipe may exit early; nothing is left to print then.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.exitCode = await main(process.argv.slice(2));
process.stdout.write('', () => {
	process.stderr.write('', () => {
		process.exit();
	});
});

async function main(words: readonly string[]): Promise<number> {
	const [name = '', ...argv] = words;
	if (!isNewEnough(process.versions.node)) {
		refuseNode(process.versions.node, {json: wantsJson(words)});
		return 1;
	}

	if (['--version', '-V'].includes(name)) {
		process.stdout.write(`${btopVersion}\n`);
		return 0;
	}

	if (['--help', '-h', 'help'].includes(name)) {
		process.stdout.write(help());
		return 0;
	}

	const signal = interruption();
	if (mayAskSecret(words)) {
		hideInput(process.stdin);
	}

	try {
		// Options without a command apply to the screens.
		const isBare = name === '' || name.startsWith('-');
		const {run} = await (isBare ? screens() : loadCommand(name));
		await run({
			argv: isBare ? words : argv,
			env: process.env,
			stdin: process.stdin,
			stdout: process.stdout,
			stderr: process.stderr,
			entry: fileURLToPath(import.meta.url),
			version: btopVersion,
			signal,
		});
		return 0;
	} catch (error) {
		const {printFailure} = await import('../src/cli/output.ts');
		const {BtopError, InterruptedError} = await import('../src/support/errors.ts');
		const saysSo = error instanceof BtopError && error.code === 'interrupted';
		// Any failure after an interrupt is caused by it; some errors say more about it themselves.
		return printFailure(!saysSo && signal.aborted ? new InterruptedError({cause: error}) : error, {
			stdout: process.stdout,
			stderr: process.stderr,
			json: wantsJson(words),
			trace: process.env.BTOP_TRACE === '1',
		});
	}
}

async function startUnattended(): Promise<CommandModule> {
	const {run} = await import('../src/cli/quickstart.ts');
	return {run: async context => run(context, 'start')};
}

async function screens(): Promise<CommandModule> {
	return import('../src/app.tsx');
}

async function loadCommand(name: string): Promise<CommandModule> {
	if (!Object.hasOwn(commands, name)) {
		const {refuseCommand} = await import('../src/cli/program.ts');
		const shown = shownCommands();
		await refuseCommand(name, {
			commands: shown.map(([command]) => command),
			group: shown.find(([, {inner}]) => inner?.includes(name))?.[0],
		});
	}

	return commands[name]!.load();
}

/** Abort on the first signal, or when the parent's channel closes; exit at once on the second. */
function interruption(): AbortSignal {
	const controller = new AbortController();
	const interrupt = () => {
		if (controller.signal.aborted) {
			process.exit(130);
		}

		controller.abort();
	};

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, interrupt);
	}

	process.once('disconnect', interrupt);
	process.channel?.unref();
	return controller.signal;
}

/** A mistyped form such as `--json=true` still means a reader of JSON, so the error is printed as JSON. */
function wantsJson(words: readonly string[]) {
	return words.some(word => word.startsWith('--json'));
}

function isNewEnough(version: string) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > 24 || (major === 24 && minor >= 7);
}

/** Print what `printFailure()` would. Only this file is known to load on an older Node.js. */
function refuseNode(version: string, {json}: {readonly json: boolean}) {
	const message = `Node.js 24.7 or newer is needed, and this is ${version}`;
	const fix = 'Get one at https://nodejs.org/download';
	if (json) {
		const failure = {ok: false, error: {code: 'failed', message, fix}};
		process.stdout.write(`${JSON.stringify(failure)}\n`);
	} else {
		process.stderr.write(`btop: ${message}\n  ${fix}\n`);
	}
}

function shownCommands() {
	return Object.entries(commands).filter(([, {summary}]) => summary !== undefined);
}

function help() {
	const shown = shownCommands();
	const width = Math.max(...shown.map(([name]) => name.length));
	return `btop ${btopVersion}: one terminal program for people who mine on Bittensor

Usage: btop <command> [options]

${shown.map(([name, {summary}]) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

  btop <command> --help says more. Every command takes --json and --home DIR.
`;
}
