#!/usr/bin/env node
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {CommandModule} from '../src/support/command.ts';

declare const btopVersion: string;

type Entry = {
	/** Without one it is a process that the program starts for itself, and stands in no help. */
	readonly summary?: string;
	readonly load: () => Promise<CommandModule>;
};

/** Each command is loaded only when it is asked for: start-up is paid for by the one that runs. */
const commands: Readonly<Record<string, Entry>> = {
	start: {
		summary: 'the screens on a terminal, `quickstart` without one',
		load: async () =>
			process.stdin.isTTY && process.stdout.isTTY ? screens() : import('../src/cli/quickstart.ts'),
	},
	quickstart: {
		summary: 'from nothing to a first reward, unattended, on a devnet that leaves nothing behind',
		load: async () => import('../src/cli/quickstart.ts'),
	},
	wallet: {
		summary: 'coldkeys and hotkeys, balance, transfer',
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
		summary: 'the address that validators are told',
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
		summary: 'full screen on the miners that run',
		async load() {
			const {monitor} = await import('../src/app.tsx');
			return {run: monitor};
		},
	},
	status: {
		summary: 'what every miner of this rig does',
		load: async () => import('../src/cli/status.ts'),
	},
	stop: {
		summary: 'stop mining',
		load: async () => import('../src/cli/stop.ts'),
	},
	logs: {
		summary: 'what the miners said',
		load: async () => import('../src/cli/logs.ts'),
	},
	earnings: {
		summary: 'what was earned and paid',
		load: async () => import('../src/cli/earnings.ts'),
	},
	devnet: {
		summary: 'a whole chain in one process, for any client',
		load: async () => import('../src/cli/devnet.ts'),
	},
	yuma: {
		summary: 'consensus epochs of given stakes and weights',
		load: async () => import('../src/cli/yuma.ts'),
	},
	arena: {load: async () => import('../src/cli/arena.ts')},
	miner: {load: async () => import('../src/cli/miner.ts')},
	engine: {load: async () => import('../src/gpu/engine-process.ts')},
};

// Whoever reads may leave early; there is nothing left to say to him then.
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
	try {
		// Options without a command are for the screens.
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
		// Whatever fails once the operator has interrupted us fails because of that; some errors say more about it.
		return printFailure(!saysSo && signal.aborted ? new InterruptedError({cause: error}) : error, {
			stdout: process.stdout,
			stderr: process.stderr,
			json: wantsJson(words),
			trace: process.env.BTOP_TRACE === '1',
		});
	}
}

async function screens(): Promise<CommandModule> {
	return import('../src/app.tsx');
}

async function loadCommand(name: string): Promise<CommandModule> {
	if (!Object.hasOwn(commands, name)) {
		const {UsageError} = await import('../src/support/errors.ts');
		throw new UsageError(`\`${name}\` is not a command of btop`, {fix: 'See `btop --help`.'});
	}

	return commands[name]!.load();
}

/** Abort on the first signal, and when a parent that holds us by a channel is gone; end at once on the second. */
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

/** Whoever wrote `--json=true`, or another word like it, reads JSON too; what was wrong is said in it. */
function wantsJson(words: readonly string[]) {
	return words.some(word => word.startsWith('--json'));
}

function isNewEnough(version: string) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > 24 || (major === 24 && minor >= 7);
}

/** Write what `printFailure()` would; of this file alone we know that an older Node.js understands it. */
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

function help() {
	const shown = Object.entries(commands).filter(([, {summary}]) => summary !== undefined);
	const width = Math.max(...shown.map(([name]) => name.length));
	return `btop ${btopVersion}: one terminal program for people who mine on Bittensor

Usage: btop <command> [options]

${shown.map(([name, {summary}]) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

  btop <command> --help says more. Every command takes --json and --home DIR.
`;
}
