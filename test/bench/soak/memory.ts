import {readFile} from 'node:fs/promises';
import {median} from '../measure.ts';

/** The memory of a process over time. */
export type MemoryTrack = {
	readonly what: string;
	/** Find the process, which may have been replaced. */
	readonly find: () => Promise<number | undefined>;
	/** Resident MiB, at equal intervals. */
	readonly samples: number[];
};

/** Add the memory of now; that of before if the process is just being replaced. */
export async function addSample({find, samples}: MemoryTrack): Promise<void> {
	const pid = await find();
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	const kibibytes = /^VmRSS:\s+(?<count>\d+)/mv.exec(status)?.groups!.count;
	samples.push(kibibytes === undefined ? (samples.at(-1) ?? 0) : Number(kibibytes) / 1024);
}

/**
Get how much a series grows from one sample to the next: the median over all pairs of samples (Theil and Sen), which a peak before a garbage collection does not move.
*/
export function findTrend(samples: readonly number[]): number {
	const slopes = samples.flatMap((one, index) =>
		samples.slice(index + 1).map((other, distance) => (other - one) / (distance + 1)),
	);
	return median(slopes);
}
