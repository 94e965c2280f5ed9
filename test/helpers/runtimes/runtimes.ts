import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Recorded metadata of a runtime. */
export type RecordedRuntime = {
	/** For example `finney-393`. */
	readonly name: string;
	/** A file for `startNodeProcess()`. */
	readonly metadata: string;
};

/** Find what is recorded: by the SDK, and in the folder that `BTOP_METADATA` names. */
export function findRuntimes(
	env: Readonly<Record<string, string | undefined>> = process.env,
): readonly RecordedRuntime[] {
	const {BTOP_RUNTIMES_RECORDING: recording = '', BTOP_METADATA: folder = ''} = env;
	const golden = path.join(recording, 'golden.json');
	const files = folder === '' ? [] : readdirSync(folder).filter(file => file.endsWith('.scale'));
	return [
		...(recording !== '' && existsSync(golden) ? [{name: 'local-461', metadata: golden}] : []),
		...files.toSorted().map(file => ({
			name: path.basename(file, '.scale'),
			metadata: path.join(folder, file),
		})),
	];
}
