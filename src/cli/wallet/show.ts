import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {listWallets} from '../../wallet/list.ts';
import {writeMissingColdkeyPublic} from '../../wallet/open.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';
import {coldkeyOf, unlocking, walletOf} from './keys.ts';

/** Add `btop wallet show`: the addresses of one wallet, for sharing. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('show'))
		.description('the addresses of one wallet')
		.action(async (options: WalletOptions) =>
			withSession(context, options, async session => show(session, options)),
		);
}

async function show(session: Session, {passwordFd}: WalletOptions) {
	const {output, world, walletName} = session;
	await writeMissingColdkeyPublic(walletOf(session), unlocking(session, {passwordFd}));
	const coldkey = await coldkeyOf(session);
	const wallets = await listWallets(world.walletsDirectory);
	const {path, encrypted, hotkeys, problems} = wallets.find(({name}) => name === walletName)!;
	for (const problem of problems) {
		output.warn(problem);
	}

	output.result(
		{
			wallet: walletName,
			path,
			coldkey,
			encrypted: encrypted ?? null,
			hotkeys: hotkeys.map(({name, ss58}) => ({name, ss58: ss58 ?? null})),
		},
		facts([
			['wallet', path],
			['coldkey', coldkey],
			...hotkeys.map(({name, ss58}) => [`hotkey ${name}`, ss58 ?? 'address unknown'] as const),
		]),
	);
}
