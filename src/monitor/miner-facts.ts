import type {MinerTopics} from '../miner/miner-topics.ts';

/** What is known of a miner from outside: of its process, of its subnet, and of what goes on around it. What was not told yet is `undefined`; what was stays when the process ends. */
export type MinerFacts = Partial<
	Pick<MinerTopics, 'state' | 'subnet' | 'activity' | 'earnings'>
> & {
	/** Whether its process answers: `connecting` before the first try, `gone` when none does. */
	readonly link: 'connecting' | 'live' | 'gone';
	/** Since when the link is as it is, in milliseconds since the Unix epoch. */
	readonly since: number;
};
