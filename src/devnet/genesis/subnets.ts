/** A subnet of the devnet's first block. */
export type SubnetPlan = {
	readonly netuid: number;
	readonly name: string;
	readonly description: string;
	/** What its miners do, as its identity says. */
	readonly task: 'text' | 'translation' | 'image' | 'data';
	/** TAO in its pool. */
	readonly tao: bigint;
	/** Alpha in its pool. */
	readonly alpha: bigint;
};

/** The devnet's subnets. With a million alpha each, their prices are `tao` in millionths. */
export const subnetPlans: readonly SubnetPlan[] = [
	{
		netuid: 1,
		name: 'Text',
		description: 'Answers questions in text.',
		task: 'text',
		tao: 20_000n,
		alpha: 1_000_000n,
	},
	{
		netuid: 2,
		name: 'Translation',
		description: 'Translates text between languages.',
		task: 'translation',
		tao: 10_000n,
		alpha: 1_000_000n,
	},
	{
		netuid: 3,
		name: 'Image recognition',
		description: 'Recognizes what a picture shows.',
		task: 'image',
		tao: 50_000n,
		alpha: 1_000_000n,
	},
	{
		netuid: 4,
		name: 'Data analysis',
		description: 'Forecasts how a series of numbers continues.',
		task: 'data',
		tao: 30_000n,
		alpha: 1_000_000n,
	},
];
