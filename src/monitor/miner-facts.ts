import type {MinerTopics} from '../miner/miner-topics.ts';

/** What is known of a miner from outside: of its process, of its subnet, and of what goes on around it. What was not told yet is `undefined`; what was stays when the process ends. */
export type MinerFacts = Partial<
	Pick<MinerTopics, 'state' | 'subnet' | 'activity' | 'earnings'>
> & {
	/** Whether its process answers: `connecting` before the first try, `silent` when it is there but says nothing, `gone` when it is not there. */
	readonly link: 'connecting' | 'live' | 'silent' | 'gone';
	/** Since when the link is as it is, or when a silent one spoke last, in milliseconds since the Unix epoch. */
	readonly since: number;
};
