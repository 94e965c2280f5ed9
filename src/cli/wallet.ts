import type {Command} from 'commander';
import type {CommandContext} from '../support/command.ts';
import {createProgram, parseProgram} from './program.ts';

type Subcommand = {readonly add: (program: Command, context: CommandContext) => void};

/** Loaded on demand, so that listing files stays fast; help loads them all. */
const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
	new: async () => import('./wallet/new.ts'),
	restore: async () => import('./wallet/restore.ts'),
	list: async () => import('./wallet/list.ts'),
	show: async () => import('./wallet/show.ts'),
	balance: async () => import('./wallet/balance.ts'),
	transfer: async () => import('./wallet/transfer.ts'),
	unstake: async () => import('./wallet/unstake.ts'),
	faucet: async () => import('./wallet/faucet.ts'),
};

/** Manage coldkeys and hotkeys in the files that `btcli` uses, and their funds. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'wallet',
		summary: 'coldkeys and hotkeys, in btcli’s files, and their balances',
	});
	const [word = ''] = context.argv;
	const loads = Object.hasOwn(subcommands, word)
		? [subcommands[word]!]
		: Object.values(subcommands);
	for (const {add} of await Promise.all(loads.map(async load => load()))) {
		add(program, context);
	}

	await parseProgram(program, context.argv);
}
