import {KeyfileFormatError} from './errors.ts';
import {findKeyBytes} from './key-bytes.ts';
import {isSealed} from './secret-box.ts';
import {type PublicKey, readPublicKey} from './secret-record.ts';

/** The two files of a key. */
export type KeyFiles = {
	/** The file with the private key. */
	readonly file: string;
	readonly publicFile: string;
};

/** What one of the files reveals without a password. */
export type FoundKey = {
	readonly encrypted: boolean;
	/** `undefined` if the file is encrypted. */
	readonly key: PublicKey | undefined;
};

/**
Read what a keyfile reveals without its password.

@returns `undefined` if the file does not exist.

@throws {KeyfileFormatError} If the file is unusable, or its fields contradict each other.
*/
export async function readFound(file: string): Promise<FoundKey | undefined> {
	const bytes = await findKeyBytes(file);
	return (
		bytes &&
		(isSealed(bytes)
			? {encrypted: true, key: undefined}
			: {encrypted: false, key: readPublicKey(bytes, file)})
	);
}

/**
Read the public half of a key from its two files, without a password.

@returns `undefined` if neither exists.

@throws {KeyfileFormatError} If one of them is unusable, or they hold different keys.
*/
export async function readPublicHalf(files: KeyFiles): Promise<PublicKey | undefined> {
	const own = await readFound(files.file);
	const stated = await readFound(files.publicFile);
	requireSameKey(files, own?.key, stated?.key);
	const key = stated?.key ?? own?.key;
	if (!key && own) {
		throw new KeyfileFormatError(files.file, 'is encrypted, and no other file states its address', {
			fix: 'For a coldkey, `btop wallet show` asks for the password and records the address.',
		});
	}

	return key;
}

/**
Check that the public file belongs to the private key. Which of the two was replaced cannot be told from the files, so neither is blamed.

@throws {KeyfileFormatError} If it does not.
*/
export function requireSameKey(
	{file, publicFile}: KeyFiles,
	own: Pick<PublicKey, 'address'> | undefined,
	stated: PublicKey | undefined,
): void {
	if (own && stated && own.address !== stated.address) {
		throw new KeyfileFormatError(
			file,
			`holds the key of \`${own.address}\`, but \`${publicFile}\` states \`${stated.address}\`; one of the two is wrong`,
			{
				fix: 'Compare both addresses with the one that is registered or funded, then put a good copy of the other file in its place.',
			},
		);
	}
}
