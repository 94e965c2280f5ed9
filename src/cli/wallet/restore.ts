import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {restoreWallet} from '../../wallet/create.ts';
import {readMnemonicFile} from '../../wallet/mnemonic-file.ts';
import {type WalletOptions, withWallet, yesOption} from '../options.ts';
import {askSecret} from '../prompt.ts';
import {withSession} from '../session.ts';
import {facts} from '../table.ts';
import {passwordsOf, progressOf} from './passwords.ts';

type Options = WalletOptions & {readonly mnemonicFile?: string};

/** Add `btop wallet restore`: recreate keys from their recovery words. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('restore'))
		.description('recreate the keys from their words')
		.option('--mnemonic-file <file>', 'read the words from this file instead of asking for them')
		.addOption(yesOption('accepted; still asks for words and passwords'))
		.action(async (options: Options) =>
			withSession(context, options, async session => {
				const {output, world, walletName, hotkeyName} = session;
				const mnemonic =
					options.mnemonicFile === undefined
						? await askSecret(context, 'The words (hidden): ')
						: await readMnemonicFile(options.mnemonicFile, context);
				const {path, coldkey, hotkey} = await restoreWallet({
					directory: world.walletsDirectory,
					name: walletName,
					hotkey: hotkeyName,
					mnemonic,
					password: passwordsOf(session, {fd: options.passwordFd}),
					signal: world.signal,
					onProgress: progressOf(world.report),
				});
				output.result(
					{wallet: walletName, path, coldkey, hotkey},
					facts([
						['wallet', path],
						['coldkey', coldkey],
						[`hotkey ${hotkeyName}`, hotkey],
					]),
				);
			}),
		);
}
