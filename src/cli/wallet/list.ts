import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {type ListedWallet, findMisnamed, listWallets} from '../../wallet/list.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {withSession} from '../session.ts';
import {warnOfLooseFiles} from './keys.ts';

/** Add `btop wallet list`: the wallets in the wallet folder. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('list'))
		.description('wallets and hotkeys, read from files only')
		.action(async (options: WalletOptions) =>
			withSession(context, options, async session => {
				const {output, world} = session;
				const wallets = await listWallets(world.walletsDirectory);
				await warnOfLooseFiles(
					session,
					wallets.map(({name}) => name),
				);
				const problems = wallets.flatMap(wallet => wallet.problems);
				for (const problem of [...problems, ...(await findMisnamed(world.walletsDirectory))]) {
					output.warn(problem);
				}

				output.result(
					{
						wallets: wallets.map(({name, coldkey, encrypted, hotkeys}) => ({
							name,
							coldkey: coldkey ?? null,
							encrypted: encrypted ?? null,
							hotkeys: hotkeys.map(({name: hotkey, ss58}) => ({name: hotkey, ss58: ss58 ?? null})),
						})),
					},
					wallets.length === 0
						? [
								`No wallets in ${world.walletsDirectory}; \`${session.toCommand(['wallet', 'new'])}\` creates one.`,
							]
						: wallets.flatMap(wallet => toLines(wallet)),
				);
			}),
		);
}

function toLines({name, coldkey, hotkeys, ...wallet}: ListedWallet): readonly string[] {
	return [
		`${name}  ${coldkey ?? 'address unknown'}  ${describeState(wallet)}`,
		...hotkeys.map(hotkey => `  ${hotkey.name}  ${hotkey.ss58 ?? 'address unknown'}`),
	];
}

function describeState({encrypted, unreadable}: Pick<ListedWallet, 'encrypted' | 'unreadable'>) {
	if (unreadable) {
		return 'coldkey unreadable';
	}

	if (encrypted === undefined) {
		return 'coldkey not on this machine';
	}

	return encrypted ? 'encrypted' : 'not encrypted';
}
