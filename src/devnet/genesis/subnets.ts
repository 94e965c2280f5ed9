/** A subnet as the devnet begins with it. */
export type SubnetPlan = {
	readonly netuid: number;
	readonly name: string;
	readonly description: string;
	/** What its miners do, as its identity tells clients. */
	readonly task: 'text' | 'translation' | 'image' | 'data';
	/** Whether miners may enter: whether there is a model that can serve it. */
	readonly isOpen: boolean;
	/** TAO in its pool. */
	readonly tao: bigint;
	/** Alpha in its pool. */
	readonly alpha: bigint;
};

/** The devnet's subnets. With a million alpha each, their prices are what stands in `tao`, in millionths. */
export const subnetPlans: readonly SubnetPlan[] = [
	{
		netuid: 1,
		name: 'Text',
		description: 'Answers in words. No model that btop ships can serve it yet.',
		task: 'text',
		isOpen: false,
		tao: 20_000n,
		alpha: 1_000_000n,
	},
	{
		netuid: 2,
		name: 'Translation',
		description: 'Text from one language into another. No model that btop ships can serve it yet.',
		task: 'translation',
		isOpen: false,
		tao: 10_000n,
		alpha: 1_000_000n,
	},
	{
		netuid: 3,
		name: 'Image recognition',
		description: 'What is in a picture.',
		task: 'image',
		isOpen: true,
		tao: 50_000n,
		alpha: 1_000_000n,
	},
	{
		netuid: 4,
		name: 'Data analysis',
		description: 'What a table of numbers says.',
		task: 'data',
		isOpen: true,
		tao: 30_000n,
		alpha: 1_000_000n,
	},
];
