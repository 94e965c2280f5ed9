import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {BadModelError} from '../gpu/errors.ts';
import type {CatalogueModel} from './catalogue.ts';
import type {ChosenModel} from './find-model.ts';
import {findOnnxFault} from './onnx-file.ts';

/**
Check a chosen model before it is used: its file must exist, be an ONNX file and, if it is from a catalogue, match its entry byte for byte.

@throws {BadModelError} If the check fails.
*/
export async function verifyModel({path, expected}: ChosenModel): Promise<void> {
	const fault = await findFault(path, expected);
	if (fault !== undefined) {
		throw new BadModelError(path, fault);
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

async function findFault(
	file: string,
	expected: ChosenModel['expected'],
): Promise<string | undefined> {
	const stats = await stat(file).catch(() => undefined);
	if (!stats?.isFile()) {
		return 'there is no such file';
	}

	return expected !== undefined && !(await isSame(file, stats.size, expected))
		? 'its checksum differs from the catalogue'
		: findOnnxFault(file);
}

async function isSame(
	file: string,
	size: number,
	{bytes, sha256}: Pick<CatalogueModel, 'bytes' | 'sha256'>,
): Promise<boolean> {
	return size === bytes && (await hashFile(file)) === sha256;
}
