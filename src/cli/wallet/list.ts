import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {type ListedWallet, listWallets} from '../../wallet/list.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {withSession} from '../session.ts';

/** `btop wallet list`: what lies in the folder of the wallets. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('list'))
		.description('wallets and their hotkeys, from the files alone')
		.action(async (options: WalletOptions) =>
			withSession(context, options, async ({output, world}) => {
				const wallets = await listWallets(world.walletsDirectory);
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
						? [`No wallets in ${world.walletsDirectory}; \`btop wallet new\` makes one.`]
						: wallets.flatMap(wallet => toLines(wallet)),
				);
			}),
		);
}

function toLines({name, coldkey, encrypted, hotkeys, problems}: ListedWallet): readonly string[] {
	const state =
		encrypted === undefined
			? 'coldkey not on this machine'
			: encrypted
				? 'encrypted'
				: 'not encrypted';
	return [
		`${name}  ${coldkey ?? 'address unknown'}  ${state}`,
		...hotkeys.map(hotkey => `  ${hotkey.name}  ${hotkey.ss58 ?? 'address unknown'}`),
		...problems.map(problem => `  ! ${problem}`),
	];
}
