import type {Command} from 'commander';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {createWallet} from '../../wallet/create.ts';
import {createHotkey} from '../../wallet/create-hotkey.ts';
import {listWallets} from '../../wallet/list.ts';
import type {MnemonicKeeping, Restores} from '../../wallet/mnemonic-file.ts';
import {facts} from '../table.ts';
import {type WalletOptions, withWallet, yesOption} from '../options.ts';
import {NeedsTerminalError, askSecret} from '../prompt.ts';
import {type Session, withSession} from '../session.ts';
import {passwordsOf, progressOf} from './passwords.ts';

type Options = WalletOptions & {
	readonly mnemonicFile?: string;
	readonly plain?: boolean;
};

/** Add `btop wallet new`: a new coldkey and hotkey, or another hotkey for an existing wallet. */
export function add(program: Command, context: CommandContext): void {
	withWallet(program.command('new'))
		.description('create a coldkey and a hotkey; in an existing wallet, another hotkey')
		.option('--mnemonic-file <file>', 'write the words to this new file instead of showing them')
		.option('--plain', 'do not encrypt the coldkey; for play money only')
		.addOption(yesOption('accepted; still asks for words and passwords'))
		.action(async (options: Options) =>
			withSession(context, options, async session => create(session, options)),
		);
}

async function create(session: Session, {mnemonicFile, plain, passwordFd}: Options) {
	const {context, output, world, walletName, hotkeyName} = session;
	if (plain === true && world.network.real) {
		throw new UsageError('A coldkey that holds real TAO must be encrypted', {
			fix: 'Leave out `--plain`.',
		});
	}

	const wallets = await listWallets(world.walletsDirectory);
	const lacking = wallets.find(
		({name, hotkeys}) => name === walletName && hotkeys.every(hotkey => hotkey.name !== hotkeyName),
	);
	const keeping = keepWords(context, {json: output.json, mnemonicFile, hotkeyName});
	const place = {directory: world.walletsDirectory, name: walletName, hotkey: hotkeyName};
	const {path, coldkey, hotkey} = lacking
		? {...lacking, hotkey: await createHotkey({...place, ...keeping})}
		: await createWallet({
				...place,
				...keeping,
				encrypt: plain !== true,
				password: passwordsOf(session, {fd: passwordFd}),
				signal: world.signal,
				onProgress: progressOf(world.report),
			});
	const restores: Restores = lacking ? 'hotkey' : 'wallet';
	for (const problem of lacking?.problems ?? []) {
		output.warn(problem);
	}

	output.result({wallet: walletName, path, coldkey, hotkey, wordsRestore: restores}, [
		...facts([
			['wallet', path],
			['coldkey', coldkey ?? 'address unknown'],
			[`hotkey ${hotkeyName}`, hotkey],
			...(mnemonicFile === undefined ? [] : [['words', mnemonicFile] as const]),
		]),
		...(lacking ? ['The wallet exists; this is another hotkey for it.'] : []),
		describeWords(restores, hotkeyName),
	]);
}

/** Say what the new words restore. */
const describeWords = (restores: Restores, hotkeyName: string) =>
	restores === 'hotkey'
		? `The words restore only the hotkey \`${hotkeyName}\`, not the coldkey.`
		: `The words restore the coldkey and the hotkey \`${hotkeyName}\`.`;

/** Words that nobody saw mean funds that nobody can recover, so they must go to a file or a person. */
function keepWords(
	context: CommandContext,
	{
		json,
		mnemonicFile,
		hotkeyName,
	}: {readonly json: boolean; readonly mnemonicFile?: string; readonly hotkeyName: string},
): MnemonicKeeping {
	if (mnemonicFile !== undefined) {
		return {mnemonicFile};
	}

	if (context.stdin.isTTY !== true || context.stderr.isTTY !== true) {
		throw new NeedsTerminalError('There is no terminal to show the words on', {
			fix: 'Use `--mnemonic-file FILE`: the words are written there, readable only by you.',
		});
	}

	return {
		async onMnemonic(words, restores) {
			// The alternate screen keeps the words out of the scrollback, and stderr keeps them out of JSON.
			const {stderr} = context;
			stderr.write(
				`\u{1B}[?1049h\u{1B}[2J\u{1B}[H${json ? '' : '\n'}Write these words down, in this order:\n\n`,
			);
			for (const [index, word] of words.split(' ').entries()) {
				stderr.write(`${String(index + 1).padStart(4)}. ${word}\n`);
			}

			stderr.write(`\n${describeWords(restores, hotkeyName)}\n`);
			stderr.write('Anyone who has them has the funds, and nobody can recover them for you.\n');
			try {
				await askSecret(context, 'Press Enter once they are on paper. ');
			} finally {
				stderr.write('\u{1B}[2J\u{1B}[?1049l');
			}
		},
	};
}
