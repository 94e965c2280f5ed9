import {readVram} from '../devices/device.ts';
import type {EngineProcess} from './load-engine.ts';

export type MemoryReaderOptions = {
	/** Get the latest process; it may be dead. */
	readonly last: () => Pick<EngineProcess, 'pid' | 'loaded' | 'memoryBytes'>;
	/** Which NVIDIA card it uses, counted from 0. */
	readonly card: number | undefined;
	readonly signal: AbortSignal;
};

/**
Create the function that reads an engine's memory in bytes: VRAM on a GPU, resident memory of its process on a CPU. While neither is known, as during a restart, it is the last figure.
*/
export function createMemoryReader({last, card, signal}: MemoryReaderOptions) {
	let memory = 0;
	return async (): Promise<number> => {
		const {pid, loaded, memoryBytes} = last();
		const read = loaded.provider === 'cpu' ? memoryBytes() : readVram(pid, {card, signal});
		memory = (await read) ?? memory;
		return memory;
	};
}
