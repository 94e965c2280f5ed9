import type {ChainClient} from '../client.ts';
import {type Value, field, list, number, text, variant} from '../value.ts';

/** Something that the chain says has happened. */
export type ChainEvent = {
	readonly pallet: string;
	readonly name: string;
	/** By their names in camelCase, or in their order where they have none. */
	readonly data: Value;
};

/** Get what happened in a block because of one of its extrinsics, in order. */
export async function getExtrinsicEvents(
	client: ChainClient,
	{block, index}: {readonly block: string; readonly index: number},
): Promise<readonly ChainEvent[]> {
	const [records] = await client.query(block, [['System', 'Events']]);
	const {palletName} = client.runtime();
	return list(records)
		.filter(record => {
			const phase = variant(field(record, 'phase'));
			return phase?.type === 'ApplyExtrinsic' && number(phase.value) === index;
		})
		.map(record => {
			const event = field(record, 'event');
			return {
				pallet: palletName(text(field(event, 'section')) ?? ''),
				name: text(field(event, 'name')) ?? '',
				data: field(event, 'data'),
			};
		});
}

/** Find the first event of that name. */
export function findEvent(
	events: readonly ChainEvent[],
	pallet: string,
	name: string,
): ChainEvent | undefined {
	return events.find(event => event.pallet === pallet && event.name === name);
}
