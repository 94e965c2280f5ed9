import Conf, {type Schema} from 'conf';
import {ensureDirectory} from '../support/ensure-directory.ts';
import {UsageError} from '../support/errors.ts';
import type {Home} from '../support/home.ts';

/** What the operator chose once and need not say again. Flags and environment variables go before it. */
export type Settings = {
	readonly network?: string;
	readonly wallet?: string;
	readonly walletHotkey?: string;
	readonly walletPath?: string;
	/** The subnet that was chosen, by network. */
	readonly netuids?: Readonly<Record<string, number>>;
	/** The model in use, by task. */
	readonly models?: Readonly<Record<string, string>>;
};

export type SettingsFile = {
	readonly path: string;
	readonly read: () => Settings;
	/** Change some and keep the others. */
	readonly write: (changes: Partial<Settings>) => void;
};

const text = {type: 'string', minLength: 1} as const;
const schema: Schema<Settings> = {
	network: text,
	wallet: text,
	walletHotkey: text,
	walletPath: text,
	netuids: {type: 'object', additionalProperties: {type: 'integer', minimum: 0, maximum: 65_535}},
	models: {type: 'object', additionalProperties: text},
};

/**
Open `settings.json` in the home. A file that is not there reads as no settings.

@throws {UsageError} If the file is not JSON, or holds a value of the wrong kind. It is left as it is.
*/
export function openSettings({directory}: Home): SettingsFile {
	// Conf makes it too, but by a way that hangs where nothing can be made.
	ensureDirectory(directory);
	const conf = attempt(
		directory,
		() =>
			new Conf<Settings>({
				cwd: directory,
				configName: 'settings',
				schema,
				configFileMode: 0o600,
				clearInvalidConfig: false,
				deserialize: parseObject,
			}),
	);
	return {
		path: conf.path,
		read: () => attempt(directory, () => conf.store),
		write(changes) {
			attempt(directory, () => {
				conf.set(changes);
			});
		},
	};
}

function parseObject(json: string): Settings {
	const value: unknown = JSON.parse(json);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new SyntaxError('they are no JSON object');
	}

	return value;
}

function attempt<Value>(directory: string, use: () => Value): Value {
	try {
		return use();
	} catch (error) {
		if (error instanceof Error && isInvalid(error)) {
			throw new UsageError(
				`The settings in \`${directory}/settings.json\` are not valid: ${error.message}`,
				{
					fix: 'Correct the file, or move it away to start from the defaults.',
					cause: error,
				},
			);
		}

		throw error;
	}
}

/** Conf reports a bad value by the message of its schema check, and bad JSON as a syntax error. */
const isInvalid = (error: Error) =>
	error instanceof SyntaxError || error.message.startsWith('Config schema violation');
