import {UsageError} from '../support/errors.ts';
import {PasswordNeededError} from './errors.ts';
import {expandHome} from './location.ts';
import {describeLoose} from './loose-files.ts';
import {readSecretText} from './secret-text.ts';

/** What a password is needed for. */
export type PasswordRequest = {
	/** The keyfile. */
	readonly path: string;
	/** Whether it is being chosen now, so that a prompt should ask twice. */
	readonly isNew: boolean;
	/** A reason to doubt that any password opens it, as a sentence. */
	readonly doubt?: string;
};

/** Gets a password; `undefined` if there is none. */
export type PasswordSource = (request: PasswordRequest) => Promise<string | undefined>;

/** A password, or where to get it. */
export type Password = string | PasswordSource;

export type PasswordSourceOptions = {
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** File descriptor to read the password from: the value of `--password-fd`. */
	readonly fd?: number;
	/** Asks the operator; absent if there is no terminal. */
	readonly prompt?: PasswordSource;
	/** Ends the waiting for a pipe. */
	readonly signal?: AbortSignal;
	/** Called if other users can read or change the password's file, or own it. */
	readonly onWarning?: (message: string) => void;
};

/**
Create a command's password source. The first of these that is set wins: `fd`, `BT_WALLET_PASSWORD`, the file named by `BT_WALLET_PASSWORD_FILE`, the prompt. It is read once, when a password is first needed.

As in the SDK, whitespace around a file's text is trimmed.

@returns A source that throws a `UsageError` if a file cannot be read.
*/
export function createPasswordSource({
	env = {},
	fd,
	prompt,
	signal,
	onWarning = () => undefined,
}: PasswordSourceOptions): PasswordSource {
	let given: Promise<string | undefined> | undefined;
	const {BT_WALLET_PASSWORD: fromEnv, BT_WALLET_PASSWORD_FILE: file} = env;

	async function readGiven(): Promise<string | undefined> {
		if (fd !== undefined) {
			return readDescriptor(fd, signal);
		}

		if (fromEnv !== undefined && fromEnv !== '') {
			return fromEnv;
		}

		return file === undefined || file === ''
			? undefined
			: readPasswordFile(file, {signal, warn: onWarning});
	}

	return async request => {
		given ??= readGiven();
		return (await given) ?? prompt?.(request);
	};
}

/**
Get the password from its source.

@throws {PasswordNeededError} If there is none, or it is empty.
*/
export async function resolvePassword(
	password: Password | undefined,
	request: PasswordRequest,
): Promise<string> {
	const resolved = typeof password === 'function' ? await password(request) : password;
	if (resolved === undefined || resolved === '') {
		throw new PasswordNeededError(request.path);
	}

	return resolved;
}

async function readDescriptor(fd: number, signal: AbortSignal | undefined): Promise<string> {
	try {
		return await readSecretText(fd, {signal});
	} catch (error) {
		throw new UsageError(`The password cannot be read from the open file \`${fd}\``, {
			fix: 'Open it in the shell: `--password-fd 3 3<FILE`.',
			cause: error,
		});
	}
}

type ReadOptions = {
	readonly signal: AbortSignal | undefined;
	readonly warn: (message: string) => void;
};

async function readPasswordFile(file: string, {signal, warn}: ReadOptions): Promise<string> {
	const path = expandHome(file);
	try {
		for (const sentence of await describeLoose([{file: path, isSecret: true}])) {
			warn(sentence);
		}

		return await readSecretText(path, {signal});
	} catch (error) {
		throw new UsageError(`The password file \`${path}\` cannot be read`, {
			fix: 'Check that `BT_WALLET_PASSWORD_FILE` names the right file, and that you can read it.',
			cause: error,
		});
	}
}
