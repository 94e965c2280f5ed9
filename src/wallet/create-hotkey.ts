import {existsSync} from 'node:fs';
import {generateMnemonic, mnemonicToSeed} from '../crypto/mnemonic.ts';
import {type ClaimOptions, claimFiles, prepareClaim} from './claim-files.ts';
import {KeyNotFoundError} from './errors.ts';
import {writeKeyRecords} from './secret-record.ts';
import {resolveWallet, type WalletLocation} from './location.ts';
import {checkKeeping, type MnemonicKeeping, toMnemonicFiles} from './mnemonic-file.ts';

export type CreateHotkeyOptions = WalletLocation &
	MnemonicKeeping &
	ClaimOptions & {readonly hotkey: string};

/**
Add a hotkey with its own 12 words to a wallet, as `btcli` does. The coldkey need not be on this machine, and these words do not restore it. The hotkey is not encrypted, since a miner must start unattended.

@returns The hotkey's address as SS58.

@throws {KeyNotFoundError} If the wallet does not exist.
@throws {FileExistsError} If one of the files already exists.
@throws {PathError} If the folder of `mnemonicFile` does not exist.
*/
export async function createHotkey({
	directory,
	name,
	hotkey,
	link,
	...keeping
}: CreateHotkeyOptions): Promise<string> {
	checkKeeping(keeping);
	const paths = resolveWallet({directory, name});
	const file = paths.hotkey(hotkey);
	const publicFile = paths.hotkeyPublic(hotkey);
	if (!existsSync(paths.folder)) {
		throw new KeyNotFoundError('no-such-wallet', `There is no wallet \`${paths.folder}\``);
	}

	const words = generateMnemonic();
	const mnemonicFiles = toMnemonicFiles(keeping, words);
	await prepareClaim([file, publicFile, ...mnemonicFiles.map(({path}) => path)]);
	const seed = mnemonicToSeed(words);
	const {address, privateRecord, publicRecord} = writeKeyRecords(seed, words);
	try {
		await keeping.onMnemonic?.(words, 'hotkey');
		await claimFiles(
			[...mnemonicFiles, {path: publicFile, data: publicRecord}, {path: file, data: privateRecord}],
			{link},
		);
	} finally {
		seed.fill(0);
		privateRecord.fill(0);
	}

	return address;
}
