import {Buffer} from 'node:buffer';
import * as v from 'valibot';
import type {SignatureScheme} from '../crypto/signer.ts';
import {readAddress} from '../crypto/ss58.ts';
import {KeyfileFormatError} from './errors.ts';

/** The content of an unencrypted or decrypted keyfile. */
export type KeyRecord = {
	readonly scheme: SignatureScheme;
	/** The 32-byte public key that all its fields agree on; `undefined` if it has none. */
	readonly publicKey: Uint8Array | undefined;
	/** 32 bytes; the caller should wipe it. */
	readonly seed: Uint8Array | undefined;
	/** 64 bytes, or 32 for an ed25519 key; the caller should wipe it. */
	readonly privateKey: Uint8Array | undefined;
	readonly phrase: string | undefined;
};

/** Hex with or without `0x`. */
const hex = (...lengths: readonly number[]) =>
	v.nullish(
		v.pipe(
			v.string(),
			v.regex(/^(?:0x)?(?:[\da-f]{2})*$/iv),
			v.transform(text => new Uint8Array(Buffer.from(text.replace(/^0x/v, ''), 'hex'))),
			v.check(({length}) => lengths.length === 0 || lengths.includes(length)),
		),
	);

/** A keyfile's JSON: fields come in any order, and in older files some are missing or `null`. */
const fileSchema = v.object({
	accountId: hex(32),
	publicKey: hex(32),
	ss58Address: v.nullish(
		v.pipe(
			v.string(),
			v.transform(readAddress),
			v.custom<Uint8Array>(key => key !== undefined),
		),
	),
	privateKey: hex(32, 64),
	secretPhrase: v.nullish(v.string()),
	// Some programs write a seed of another length, which we cannot use.
	secretSeed: hex(),
	cryptoType: v.nullish(v.number(), 1),
});

/** The numbers of the signature schemes in keyfiles. */
const schemes = new Map<number, SignatureScheme>([
	[0, 'ed25519'],
	[1, 'sr25519'],
]);

/**
Parse an unencrypted or decrypted keyfile.

@throws {KeyfileFormatError} If it is not a JSON object, or its fields are damaged, of an unknown scheme, or of different keys. No message quotes the file.
*/
export function parseKeyRecord(bytes: Uint8Array, path: string): KeyRecord {
	const parsed = v.safeParse(fileSchema, parseJson(bytes, path));
	if (!parsed.success) {
		const name = v.getDotPath(parsed.issues[0]);
		throw name === null
			? notKeyfile(path)
			: new KeyfileFormatError(path, `is damaged: its \`${name}\` is not valid`);
	}

	const scheme = schemes.get(parsed.output.cryptoType);
	if (scheme === undefined) {
		throw new KeyfileFormatError(path, 'holds a key that is neither sr25519 nor ed25519');
	}

	const {secretSeed, privateKey, secretPhrase} = parsed.output;
	return {
		scheme,
		publicKey: agree(parsed.output, path),
		seed: secretSeed?.length === 32 ? secretSeed : undefined,
		privateKey: privateKey ?? undefined,
		phrase: secretPhrase ?? undefined,
	};
}

function parseJson(bytes: Uint8Array, path: string): unknown {
	try {
		return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
	} catch {
		// The parser's message quotes the text, so it must not become a cause.
		const isBroken = bytes[0] === '{'.codePointAt(0);
		throw isBroken ? new KeyfileFormatError(path, 'is damaged or cut short') : notKeyfile(path);
	}
}

const notKeyfile = (path: string) =>
	new KeyfileFormatError(path, 'is not a keyfile: it holds neither JSON nor an encrypted key');

/** Get the public key that all fields agree on. */
function agree(
	{publicKey, accountId, ss58Address}: v.InferOutput<typeof fileSchema>,
	path: string,
): Uint8Array | undefined {
	const named = Object.entries({publicKey, accountId, ss58Address}).flatMap(([name, key]) =>
		key ? [{name, key}] : [],
	);
	const [first] = named;
	const other = named.find(({key}) => !Buffer.from(key).equals(first!.key));
	if (first && other) {
		throw new KeyfileFormatError(
			path,
			`is damaged: its \`${first.name}\` and \`${other.name}\` belong to different keys`,
		);
	}

	return first?.key;
}
