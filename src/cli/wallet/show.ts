import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {listWallets} from '../../wallet/list.ts';
import {readColdkeyPublic} from '../../wallet/open.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {withSession} from '../session.ts';
import {facts} from '../table.ts';

/** `btop wallet show`: the addresses of one wallet, to give to others. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('show'))
		.description('the addresses of one wallet')
		.action(async (options: WalletOptions) =>
			withSession(context, options, async ({output, world, walletName}) => {
				const {address} = await readColdkeyPublic({
					directory: world.walletsDirectory,
					name: walletName,
				});
				const wallets = await listWallets(world.walletsDirectory);
				const {path, encrypted, hotkeys} = wallets.find(({name}) => name === walletName)!;
				output.result(
					{
						wallet: walletName,
						path,
						coldkey: address,
						encrypted: encrypted ?? null,
						hotkeys: hotkeys.map(({name, ss58}) => ({name, ss58: ss58 ?? null})),
					},
					facts([
						['wallet', path],
						['coldkey', address],
						...hotkeys.map(
							({name, ss58}) => [`hotkey ${name}`, ss58 ?? 'address unknown'] as const,
						),
					]),
				);
			}),
		);
}
