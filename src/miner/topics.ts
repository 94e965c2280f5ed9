import * as v from 'valibot';
import {list} from '../support/schema.ts';
import {minerStateSchema} from './miner-state.ts';
import {activitySchema} from './observe/activity.ts';
import {deviceReadingSchema} from './observe/device-reading.ts';
import {earningsViewSchema} from './observe/earnings-view.ts';
import {historySchema} from './observe/history.ts';
import {subnetViewSchema} from './observe/subnet/subnet-view.ts';

/** Schemas of the topics that screens can subscribe to. Amounts are sent as strings. */
export const topicSchemas = {
	state: minerStateSchema,
	history: historySchema,
	device: deviceReadingSchema,
	subnet: subnetViewSchema,
	activity: activitySchema,
	earnings: earningsViewSchema,
	/** The latest lines, the newest last. */
	log: list(v.string()),
} as const;

export type TopicName = keyof typeof topicSchemas;

export type MinerTopics = {
	readonly [Name in TopicName]: v.InferOutput<(typeof topicSchemas)[Name]>;
};

/** Schema of topic values received over the control socket. Unknown topics are dropped. */
export const topicsSchema = v.partial(v.object(topicSchemas));
