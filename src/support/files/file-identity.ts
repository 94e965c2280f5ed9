import {type BigIntStats, type Stats, statSync} from 'node:fs';

/** Get a file's identity, which it keeps when it is moved, and which a copy does not share: its disk and its place there. */
export const toFileIdentity = ({dev, ino}: Pick<Stats | BigIntStats, 'dev' | 'ino'>): string =>
	`${dev}:${ino}`;

/** Identify what a path leads to; `undefined` if there is nothing. It is not opened. */
export function identifyFile(file: string): string | undefined {
	const stats = statSync(file, {bigint: true, throwIfNoEntry: false});
	return stats && toFileIdentity(stats);
}
