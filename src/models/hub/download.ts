import {createHash, type Hash} from 'node:crypto';
import {type FileHandle, open} from 'node:fs/promises';
import path from 'node:path';
import {toFileError} from '../../support/errors.ts';
import {ensureDirectory} from '../../support/files/ensure-directory.ts';
import {PassingFailure, WrongFileError} from './errors.ts';
import {retry, type RetryOptions} from './retry.ts';
import type {RemoteFile, Repository, Source} from './source.ts';

export type DownloadOptions = RetryOptions & {
	readonly source: Source;
	readonly repository: Repository;
	readonly remote: RemoteFile;
	/** Where it is to be; what an earlier attempt left there is taken up. */
	readonly file: string;
	/** Called with the number of bytes that are there. */
	readonly onProgress?: (bytes: number) => void;
};

/**
Download a file, going on where an earlier attempt ended, and check it against the sums of the hub.

@returns Its SHA-256, as lowercase hex.
@throws {WrongFileError} If it is another file twice in a row. What arrived is discarded.
@throws {HubUnreachableError | HubRefusedError} If it cannot be had. What arrived stays for the next attempt.
*/
export async function downloadFile(options: DownloadOptions): Promise<string> {
	const {file, remote} = options;
	ensureDirectory(path.dirname(file));
	// A copy that went bad on the way, or between two attempts, may be good the next time.
	for (let isSecond = false; ; isSecond = true) {
		await using handle = await open(file, 'a+', 0o600);
		const part = await readPart(handle, remote, options);
		await retry(
			remote.path,
			async onGain => {
				await receive(handle, part, {...options, onGain});
			},
			options,
		);
		await handle.sync();
		const sha256 = part.sha256.digest('hex');
		const fault = describeFault(remote, sha256, part.gitSha1.digest('hex'));
		if (fault === undefined) {
			return sha256;
		}

		await handle.truncate(0);
		if (isSecond) {
			throw new WrongFileError(remote.path, fault);
		}

		options.report(`${remote.path}: ${fault}; fetching it anew`);
	}
}

/** What is there of a file. */
type Part = {
	bytes: number;
	/** The most that was there so far. */
	most: number;
	sha256: Hash;
	gitSha1: Hash;
};

const createPart = ({bytes}: RemoteFile, most = 0): Part => ({
	bytes: 0,
	most,
	sha256: createHash('sha256'),
	// Git hashes a file after this header.
	gitSha1: createHash('sha1').update(`blob ${bytes}\0`),
});

function add(part: Part, chunk: Uint8Array) {
	part.bytes += chunk.length;
	part.sha256.update(chunk);
	part.gitSha1.update(chunk);
}

async function readPart(handle: FileHandle, remote: RemoteFile, {signal}: DownloadOptions) {
	const {size} = await handle.stat();
	if (size > remote.bytes) {
		await handle.truncate(0);
	}

	const part = createPart(remote);
	for await (const chunk of handle.createReadStream({start: 0, autoClose: false, signal})) {
		add(part, chunk as Uint8Array);
	}

	return part;
}

async function receive(
	handle: FileHandle,
	part: Part,
	{source, repository, remote, signal, onProgress, onGain}: DownloadOptions & {onGain: () => void},
) {
	if (part.bytes === remote.bytes) {
		return;
	}

	const {offset, body} = await source.open(repository, remote, {offset: part.bytes, signal});
	if (offset !== part.bytes) {
		await handle.truncate(0);
		Object.assign(part, createPart(remote, part.most));
	}

	if (offset !== 0 && offset !== part.bytes) {
		throw new PassingFailure('the server sent another part than the one asked for');
	}

	for await (const chunk of body) {
		signal.throwIfAborted();
		if (part.bytes + chunk.length > remote.bytes) {
			await handle.truncate(0);
			throw new WrongFileError(remote.path, `it has more than the ${remote.bytes} bytes announced`);
		}

		try {
			await handle.appendFile(chunk);
		} catch (error) {
			throw toFileError(error, remote.path) ?? error;
		}

		add(part, chunk);
		// A server that begins anew each time, and never ends, gets nowhere.
		if (part.bytes > part.most) {
			part.most = part.bytes;
			onGain();
		}

		onProgress?.(part.bytes);
	}

	if (part.bytes < remote.bytes) {
		throw new PassingFailure(`it ended after ${part.bytes} of ${remote.bytes} bytes`);
	}
}

function describeFault({sha256, gitSha1}: RemoteFile, actual: string, actualGit: string) {
	return (sha256 !== undefined && sha256 !== actual) ||
		(gitSha1 !== undefined && gitSha1 !== actualGit)
		? 'its checksum is not the one that the hub tells'
		: undefined;
}
