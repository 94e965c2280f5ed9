/** Latency percentiles of recent answers, in milliseconds. */
export type Latency = {
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
};

export type LatencyWindow = {
	readonly add: (milliseconds: number) => void;
	/** `undefined` while there is no sample. */
	readonly read: () => Latency | undefined;
};

/**
Create a window over the latest samples, with exact nearest-rank percentiles.

@param capacity Number of samples to keep, 8 bytes each.
*/
export function createLatencyWindow(capacity = 4096): LatencyWindow {
	const samples = new Float64Array(capacity);
	let added = 0;
	return {
		add(milliseconds) {
			samples[added % capacity] = milliseconds;
			added++;
		},
		read() {
			const sorted = samples.slice(0, Math.min(added, capacity)).toSorted();
			const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
			return added === 0 ? undefined : {p50: rank(0.5), p95: rank(0.95), p99: rank(0.99)};
		},
	};
}
