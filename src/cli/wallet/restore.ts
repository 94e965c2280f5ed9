import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {FileExistsError} from '../../support/errors.ts';
import {restoreHotkey} from '../../wallet/create-hotkey.ts';
import {restoreWallet} from '../../wallet/create.ts';
import {readMnemonicFile} from '../../wallet/mnemonic-file.ts';
import {type WalletOptions, withWallet, yesOption} from '../options.ts';
import {askSecret} from '../prompt.ts';
import {type Session, withSession} from '../session.ts';
import {facts} from '../table.ts';
import {passwordsOf, progressOf} from './passwords.ts';

type Options = WalletOptions & {readonly mnemonicFile?: string; readonly hotkeyOnly?: boolean};

/** Add `btop wallet restore`: recreate keys from their recovery words. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('restore'))
		.description('recreate the keys from their words')
		.option('--mnemonic-file <file>', 'read the words from this file instead of asking for them')
		.option('--hotkey-only', 'restore only the hotkey, from its own words or the coldkey’s')
		.addOption(yesOption('accepted; still asks for words and passwords'))
		.action(async (options: Options) =>
			withSession(context, options, async session => restore(session, options)),
		);
}

async function restore(session: Session, {mnemonicFile, hotkeyOnly, passwordFd}: Options) {
	const {context, output, world, walletName, hotkeyName} = session;
	const mnemonic =
		mnemonicFile === undefined
			? await askSecret(context, 'The words (hidden): ')
			: await readMnemonicFile(mnemonicFile, context);
	const place = {
		directory: world.walletsDirectory,
		name: walletName,
		hotkey: hotkeyName,
		mnemonic,
	};
	const {path, coldkey, hotkey} =
		hotkeyOnly === true
			? await restoreHotkey(place)
			: await suggestHotkeyOnly(async () =>
					restoreWallet({
						...place,
						password: passwordsOf(session, {fd: passwordFd}),
						signal: world.signal,
						onProgress: progressOf(world.report),
					}),
				);
	output.result({wallet: walletName, path, coldkey, hotkey}, [
		...facts([
			['wallet', path],
			['coldkey', coldkey ?? 'not on this machine'],
			[`hotkey ${hotkeyName}`, hotkey],
		]),
		...(hotkeyOnly === true
			? []
			: [
					'The hotkey is derived from the same words. One with words of its own needs `--hotkey-only`.',
				]),
	]);
}

/** A wallet that exists may lack only the hotkey. */
async function suggestHotkeyOnly<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw error instanceof FileExistsError
			? new FileExistsError(error.path, {
					fix: 'To restore only a hotkey of that wallet, add `--hotkey-only`; otherwise choose another name.',
					cause: error,
				})
			: error;
	}
}
