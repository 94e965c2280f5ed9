import type {ChainClient} from '../client.ts';
import {type Value, field, list, number, text, variant} from '../value.ts';

/** Something that the chain says has happened. */
export type ChainEvent = {
	readonly pallet: string;
	readonly name: string;
	/** By their names in camelCase, or in their order where they have none. */
	readonly data: Value;
};

/** An event, and where in its block it has come from. */
export type BlockEvent = ChainEvent & {
	/** Place of the extrinsic; `undefined` for what the chain does by itself. */
	readonly index: number | undefined;
};

/** Get what happened in a block, in order. */
export async function getBlockEvents(
	client: ChainClient,
	block: string,
): Promise<readonly BlockEvent[]> {
	const [records] = await client.query(block, [['System', 'Events']]);
	const {palletName} = client.runtime();
	return list(records).map(record => {
		const phase = variant(field(record, 'phase'));
		const event = field(record, 'event');
		return {
			index: phase?.type === 'ApplyExtrinsic' ? number(phase.value) : undefined,
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
