import {randomUUID} from 'node:crypto';
import {
	closeSync,
	fstatSync,
	ftruncateSync,
	openSync,
	readSync,
	statfsSync,
	unlinkSync,
	writeSync,
} from 'node:fs';

/** The file descriptor of the memory in an engine process that its parent shares with it. */
export const sharedDescriptor = 6;

/** Memory of two processes. It has slots, which each hold what one of them has for the other. */
export type SharedMemory = {
	/** Write a slot; `false` if the system grants no memory for it. */
	readonly write: (slot: number, bytes: Uint8Array) => boolean;
	/** Read a slot from its beginning; `false` if there is not so much in it. */
	readonly read: (slot: number, bytes: Uint8Array) => boolean;
};

/** The same, for the process that created it. */
export type OwnedMemory = SharedMemory & {
	readonly descriptor: number;
	/** Give memory back, if it is much. All slots are empty after that. */
	readonly trim: () => void;
	/** Nothing is written or read after that. */
	readonly close: () => void;
};

/** Bytes between the beginnings of two slots. What lies between what they hold takes no memory. */
const slotSize = 2 ** 32;
/** Bytes that are kept while nothing is under way. */
const mostKept = 32 * 1024 ** 2;

/**
Create memory to be shared with a process: a file that exists in memory only, and has no name.

By a socket, a batch of pictures would take hundreds of turns between two processes, in which neither of them computes.

@param folder A folder of a file system in memory.

@returns It, or `undefined` if there is no such folder, as on macOS, or little room in it.
*/
export function createSharedMemory(folder = findRoomyFolder()): OwnedMemory | undefined {
	const descriptor = folder === undefined ? undefined : openNameless(folder);
	if (descriptor === undefined) {
		return undefined;
	}

	const {write, read} = useMemory(descriptor);
	// The descriptor of a closed file may soon be that of another.
	let isOpen = true;
	return {
		descriptor,
		write: (slot, bytes) => isOpen && write(slot, bytes),
		read: (slot, bytes) => isOpen && read(slot, bytes),
		trim() {
			// In units of 512 bytes, whatever the file system.
			if (isOpen && fstatSync(descriptor).blocks * 512 > mostKept) {
				ftruncateSync(descriptor);
			}
		},
		close() {
			if (!isOpen) {
				return;
			}

			isOpen = false;
			closeSync(descriptor);
		},
	};
}

/**
Open the memory that the parent shares with this process.

@returns It, or `undefined` if it shares none.
*/
export const openSharedMemory = (): SharedMemory | undefined =>
	fstatSync(sharedDescriptor).isFile() ? useMemory(sharedDescriptor) : undefined;

/**
Find a folder of a file system in memory with room for much more than rows. Containers often have 64 MB of it, which other programs need, and which rows must not fill.

@returns Its path, or `undefined` if there is none.
*/
export function findRoomyFolder(folder = '/dev/shm'): string | undefined {
	try {
		const {type, bavail, bsize} = statfsSync(folder);
		return type === tmpfs && bavail * bsize >= leastRoom ? folder : undefined;
	} catch {
		return undefined;
	}
}

/** The type of Linux's file systems in memory, from `linux/magic.h`. */
const tmpfs = 0x01_02_19_94;
/** In bytes. */
const leastRoom = 1024 ** 3;

function openNameless(folder: string): number | undefined {
	const file = `${folder}/btop-${randomUUID()}`;
	try {
		const descriptor = openSync(file, 'wx+', 0o600);
		unlinkSync(file);
		return descriptor;
	} catch {
		return undefined;
	}
}

const useMemory = (descriptor: number): SharedMemory => ({
	write: (slot, bytes) =>
		transfer(bytes.length, done =>
			writeSync(descriptor, bytes, done, bytes.length - done, slot * slotSize + done),
		),
	read: (slot, bytes) =>
		transfer(bytes.length, done =>
			readSync(descriptor, bytes, done, bytes.length - done, slot * slotSize + done),
		),
});

/** Go on until all bytes were moved; `false` if that does not succeed. */
function transfer(bytes: number, move: (done: number) => number): boolean {
	try {
		for (let done = 0; done < bytes;) {
			const moved = move(done);
			if (moved === 0) {
				return false;
			}

			done += moved;
		}

		return true;
	} catch {
		return false;
	}
}
