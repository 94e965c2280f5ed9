import {createReadStream} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {UsageError} from '../support/errors.ts';
import {PasswordNeededError} from './errors.ts';
import {expandHome} from './location.ts';

/** What a password is wanted for. */
export type PasswordRequest = {
	/** The keyfile. */
	readonly path: string;
	/** Whether it is chosen now, so that a terminal should ask twice. */
	readonly isNew: boolean;
};

/** Where a password comes from; `undefined` when there is none to be had. */
export type PasswordSource = (request: PasswordRequest) => Promise<string | undefined>;

/** A password, or where to get it. */
export type Password = string | PasswordSource;

export type PasswordSourceOptions = {
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Number of an open file to read the password from, as given by `--password-fd`. */
	readonly fd?: number;
	/** Asks the operator; absent where there is no terminal. */
	readonly prompt?: PasswordSource;
	/** Told when others may read the file that holds the password. */
	readonly onWarning?: (message: string) => void;
};

/**
Create the source of passwords of a command. The first of these that is there counts: the open file `fd`, `BT_WALLET_PASSWORD`, the file that `BT_WALLET_PASSWORD_FILE` names, the prompt. It is read once, when a password is needed.

As the SDK does, it takes a file's text without the spaces and line ends around it.

@returns A source that throws a `UsageError` if a file cannot be read.
*/
export function createPasswordSource({
	env = {},
	fd,
	prompt,
	onWarning = () => undefined,
}: PasswordSourceOptions): PasswordSource {
	let given: Promise<string | undefined> | undefined;
	const {BT_WALLET_PASSWORD: fromEnv, BT_WALLET_PASSWORD_FILE: file} = env;

	async function readGiven(): Promise<string | undefined> {
		if (fd !== undefined) {
			return readDescriptor(fd);
		}

		if (fromEnv !== undefined && fromEnv !== '') {
			return fromEnv;
		}

		return file === undefined || file === '' ? undefined : readPasswordFile(file, onWarning);
	}

	return async request => {
		given ??= readGiven();
		return (await given) ?? prompt?.(request);
	};
}

/**
Get the password from where it is.

@throws {PasswordNeededError} If there is none; an empty one is none.
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

async function readDescriptor(fd: number): Promise<string> {
	try {
		let text = '';
		for await (const chunk of createReadStream('', {fd, autoClose: false, encoding: 'utf8'})) {
			text += String(chunk);
		}

		return text.trim();
	} catch (error) {
		throw new UsageError(`The password cannot be read from the open file \`${fd}\``, {
			fix: 'Open one for that number, as the shell does it: `--password-fd 3 3<FILE`.',
			cause: error,
		});
	}
}

async function readPasswordFile(file: string, warn: (message: string) => void): Promise<string> {
	const path = expandHome(file);
	try {
		// The last two octal digits are what the group and others may do.
		const {mode} = await stat(path);
		if (mode % 0o100 !== 0) {
			warn(`Others may read the password in \`${path}\`; run \`chmod 600 ${path}\``);
		}

		return (await readFile(path, 'utf8')).trim();
	} catch (error) {
		throw new UsageError(`The password file \`${path}\` cannot be read`, {
			fix: 'See whether `BT_WALLET_PASSWORD_FILE` names the file that you mean, and whether you may read it.',
			cause: error,
		});
	}
}
