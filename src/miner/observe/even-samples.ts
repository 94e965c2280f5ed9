export type EvenSamples<Sample> = {
	readonly add: (sample: Sample) => void;
	/** Get the first sample, the last, and evenly spread ones between them. */
	readonly read: () => readonly Sample[];
};

/**
Create a list of bounded length: once it is full, it keeps every second sample, then every fourth, and so on.

@param capacity - Number of samples to keep, at least 2. @default 200
*/
export function createEvenSamples<Sample>(
	samples: readonly Sample[] = [],
	capacity = 200,
): EvenSamples<Sample> {
	let kept: readonly Sample[] = [];
	let latest: readonly Sample[] = [];
	let stride = 1;
	let added = 0;

	const add = (sample: Sample) => {
		const isDue = added % stride === 0;
		added++;
		latest = isDue ? [] : [sample];
		if (!isDue) {
			return;
		}

		kept = [...kept, sample];
		// One slot is reserved for the latest.
		while (kept.length >= capacity) {
			latest = kept.length % 2 === 0 ? [sample] : [];
			kept = kept.filter((_, index) => index % 2 === 0);
			stride *= 2;
		}
	};

	for (const sample of samples) {
		add(sample);
	}

	return {add, read: () => [...kept, ...latest]};
}
