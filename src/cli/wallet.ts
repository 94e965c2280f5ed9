import type {CommandContext} from '../support/command.ts';
import {addBalance} from './wallet/balance.ts';
import {addFaucet} from './wallet/faucet.ts';
import {addList} from './wallet/list.ts';
import {addNew} from './wallet/new.ts';
import {addRestore} from './wallet/restore.ts';
import {addShow} from './wallet/show.ts';
import {addTransfer} from './wallet/transfer.ts';
import {addUnstake} from './wallet/unstake.ts';
import {createProgram, parseProgram} from './program.ts';

/** Coldkeys and hotkeys in the files that `btcli` uses, and what they hold. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'wallet',
		summary: 'Coldkeys and hotkeys, in the files that btcli uses, and what they hold.',
	});
	for (const add of [
		addNew,
		addRestore,
		addList,
		addShow,
		addBalance,
		addTransfer,
		addUnstake,
		addFaucet,
	]) {
		add(program, context);
	}

	await parseProgram(program, context.argv);
}
