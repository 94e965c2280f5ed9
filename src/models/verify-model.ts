import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {BadModelError} from '../gpu/errors.ts';
import {PathError} from '../support/errors.ts';
import type {ModelFile} from './catalogue.ts';
import {findModelFault} from './check/model-fault.ts';
import type {ChosenModel} from './find-model.ts';

/**
Check a chosen model before it is used: it must exist, be of its format and, if it is from a catalogue or was pulled or added, match its entry byte for byte.

@throws {BadModelError} If the check fails.
*/
export async function verifyModel(model: ChosenModel): Promise<void> {
	const fault = await findFault(model);
	if (fault !== undefined) {
		throw new BadModelError(model.path, fault);
	}
}

/** Compute the SHA-256 of a file, as lowercase hex. */
export async function hashFile(file: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(file)) {
		hash.update(chunk as Uint8Array);
	}

	return hash.digest('hex');
}

async function findFault({path, format, expected}: ChosenModel): Promise<string | undefined> {
	const stats = await stat(path).catch(() => undefined);
	if (stats === undefined) {
		return 'there is no such file';
	}

	for (const file of expected ?? []) {
		if (!(await isSame(file))) {
			return expected!.length === 1
				? 'its checksum differs from the recorded one'
				: `the checksum of \`${basename(file.path)}\` differs from the recorded one`;
		}
	}

	try {
		return await findModelFault(path, format);
	} catch (error) {
		if (error instanceof PathError) {
			return error.problem;
		}

		throw error;
	}
}

async function isSame({path, bytes, sha256}: ModelFile): Promise<boolean> {
	const stats = await stat(path).catch(() => undefined);
	return stats?.isFile() === true && stats.size === bytes && (await hashFile(path)) === sha256;
}
