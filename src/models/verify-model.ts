import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {BadModelError} from '../gpu/errors.ts';
import type {CatalogueModel} from './catalogue.ts';
import type {ChosenModel} from './find-model.ts';
import {findOnnxFault} from './onnx-file.ts';

/**
Check a chosen model before it is used: that its file is there, is an ONNX file and, if it is of a catalogue, is byte for byte the one described.

@throws {BadModelError} If it is not.
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
		? 'it is not the file that its catalogue describes'
		: findOnnxFault(file);
}

async function isSame(
	file: string,
	size: number,
	{bytes, sha256}: Pick<CatalogueModel, 'bytes' | 'sha256'>,
): Promise<boolean> {
	return size === bytes && (await hashFile(file)) === sha256;
}
