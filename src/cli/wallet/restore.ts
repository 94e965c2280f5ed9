import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {restoreWallet} from '../../wallet/create.ts';
import {readMnemonicFile} from '../../wallet/mnemonic-file.ts';
import {type WalletOptions, withWallet} from '../options.ts';
import {askSecret} from '../prompt.ts';
import {withSession} from '../session.ts';
import {facts} from '../table.ts';
import {progressOf} from './new.ts';
import {passwordsOf} from './passwords.ts';

type Options = WalletOptions & {readonly mnemonicFile?: string};

/** `btop wallet restore`: the keys of words that were written down. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('restore'))
		.description('make the keys again from their words')
		.option('--mnemonic-file <file>', 'read the words from this file instead of asking for them')
		.action(async (options: Options) =>
			withSession(context, options, async ({output, world, walletName, hotkeyName}) => {
				const mnemonic =
					options.mnemonicFile === undefined
						? await askSecret(context, 'The words, which do not show: ')
						: await readMnemonicFile(options.mnemonicFile);
				const {path, coldkey, hotkey} = await restoreWallet({
					directory: world.walletsDirectory,
					name: walletName,
					hotkey: hotkeyName,
					mnemonic,
					password: passwordsOf(context, {fd: options.passwordFd}),
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
