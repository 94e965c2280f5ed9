import {stat, readdir} from 'node:fs/promises';
import path from 'node:path';
import type {ChosenModel} from '../../models/find-model.ts';
import type {DeviceReading} from '../observe/device-reading.ts';

export type MemoryRoomOptions = {
	/** The device that the new model runs on beside the old one, once it was read. */
	readonly reading: Pick<DeviceReading, 'kind' | 'name' | 'memoryUsed' | 'memoryTotal'> | undefined;
	/** Memory of the model in use, in bytes, and of its files. */
	readonly memoryBytes: number;
	readonly fileBytes: number;
	/** Of the new model's files. */
	readonly newFileBytes: number;
};

/** What a process takes besides its model at least, in bytes: Node.js and a runtime. */
const leastOverhead = 64 * 2 ** 20;

/**
Tell whether a second model fits into memory beside the one in use. It is taken to need its files' size, and besides that what the model in use needs besides its own.

@returns Why it does not fit, as a sentence; `undefined` if it does, or if memory is unknown.
*/
export function findMemoryLack({
	reading,
	memoryBytes,
	fileBytes,
	newFileBytes,
}: MemoryRoomOptions): string | undefined {
	const {kind, name, memoryUsed = null, memoryTotal = null} = reading ?? {};
	if (memoryUsed === null || memoryTotal === null) {
		return undefined;
	}

	const need = newFileBytes + Math.max(leastOverhead, memoryBytes - fileBytes);
	const free = memoryTotal - memoryUsed;
	const where = kind === 'gpu' ? `${name} has` : 'this machine has';
	return need <= free
		? undefined
		: `Two models at once do not fit into memory: the new one needs about ${toGib(need)}, and ${where} ${toGib(free)} free`;
}

/** Get the bytes of a model's files; 0 if they cannot be read. */
export async function measureFiles({expected, path: file}: ChosenModel): Promise<number> {
	if (expected) {
		return expected.reduce((sum, {bytes}) => sum + bytes, 0);
	}

	try {
		const stats = await stat(file);
		if (!stats.isDirectory()) {
			return stats.size;
		}

		const names = await readdir(file, {recursive: true});
		const all = await Promise.all(names.map(async name => stat(path.join(file, name))));
		return all.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0);
	} catch {
		return 0;
	}
}

const toGib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
