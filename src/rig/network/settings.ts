import {statSync} from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import * as v from 'valibot';
import {ensureDirectory} from '../../support/files/ensure-directory.ts';
import {requireRegularFile} from '../../support/files/regular-file.ts';
import {UsageError} from '../../support/errors.ts';
import type {Home} from '../../support/home.ts';
import {parseJson} from '../../support/json-rpc.ts';
import {describeIssues, struct} from '../../support/schema.ts';
import {namedNetworks} from './networks.ts';

const text = v.pipe(v.string(), v.minLength(1));
const netuid = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

const address = v.pipe(
	v.string(),
	v.check(
		value => ['ws:', 'wss:'].includes(URL.parse(value)?.protocol ?? ''),
		'must be an address that starts with `ws://` or `wss://`',
	),
);

const settingsSchema = struct({
	network: v.optional(text),
	wallet: v.optional(text),
	walletHotkey: v.optional(text),
	walletPath: v.optional(text),
	/** The operator's own endpoints, per network, in the order of preference. They are used before the public ones. */
	endpoints: v.optional(
		v.record(v.picklist(namedNetworks), v.pipe(v.array(address), v.readonly())),
	),
	/** The chosen subnet, per network. */
	netuids: v.optional(v.record(v.string(), netuid)),
	/** The model in use, per task. */
	models: v.optional(v.record(v.string(), text)),
});

/** The operator's saved choices. Flags and environment variables take precedence. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** Keeps entries written by other versions of btop. */
const fileSchema = v.looseObject(settingsSchema.entries);

export type SettingsFile = {
	readonly path: string;
	readonly read: () => Settings;
	/** Change some settings and keep the others. */
	readonly write: (changes: Partial<Settings>) => void;
};

/** Far more bytes than any settings. */
const largest = 1_048_576;

/**
Open `settings.json` in the home. A missing file reads as no settings.

@throws {UsageError} If the file is not JSON, or holds a value of the wrong type; `read()` and `write()` throw it too. The file is left as it is.
@throws {PathError} If it is a folder, a device or a pipe, or far too large.
*/
export function openSettings({directory}: Home): SettingsFile {
	// Conf creates it too, but hangs if it cannot.
	ensureDirectory(directory);
	const file = path.join(directory, 'settings.json');
	// Conf would read a device or a pipe to its end.
	const stats = statSync(file, {throwIfNoEntry: false});
	if (stats) {
		requireRegularFile(file, stats, largest);
	}

	const conf = new Conf<Settings>({
		cwd: directory,
		configName: 'settings',
		configFileMode: 0o600,
		accessPropertiesByDotNotation: false,
		clearInvalidConfig: false,
		deserialize: json => parseSettings(json, file),
	});
	return {
		path: file,
		read: () => conf.store,
		write(changes) {
			conf.set(changes);
		},
	};
}

function parseSettings(json: string, file: string): Settings {
	const value = parseJson(json);
	// A schema accepts an array as an object.
	if (Array.isArray(value)) {
		throw badSettings(file, 'the content must be an object, not an array');
	}

	const parsed = v.safeParse(fileSchema, value);
	if (!parsed.success) {
		throw badSettings(
			file,
			value === undefined ? 'they are not JSON' : describeIssues(parsed.issues),
		);
	}

	return parsed.output;
}

const badSettings = (file: string, problem: string) =>
	new UsageError(`The settings in \`${file}\` are not valid: ${problem}`, {
		fix: 'Correct the file, or move it away to start from the defaults.',
	});
