import type {At, ChainClient} from '../client.ts';
import {integer, number} from '../value.ts';

/** When a subnet's consensus runs. */
export type EpochSchedule = {
	/** Number of the block that was read. */
	readonly block: number;
	/** Number of the block in which the next epoch runs, unless it is delayed. */
	readonly next: number;
	/** Blocks between epochs. */
	readonly period: number;
	/** Number of past epochs, if the chain counts them. */
	readonly index: number | undefined;
};

/**
Get when a subnet's next epoch runs.

The chain's own answer is used where it has one. Otherwise an epoch runs `Tempo` blocks after the last, or when triggered. On chains that do not store the last epoch, one runs when `(block + netuid + 1) mod (tempo + 1) = 0`.

@returns `undefined` if the subnet has no epochs, as when its tempo is 0.
*/
export async function getEpochSchedule(
	client: ChainClient,
	{netuid, at}: At & {readonly netuid: number},
): Promise<EpochSchedule | undefined> {
	const block = await client.pin(at);
	const [told, [height, tempoValue, last, pending, index]] = await Promise.all([
		client.call(block, 'SubnetInfoRuntimeApi', 'get_next_epoch_start_block', [netuid]),
		client.query(block, [
			['System', 'Number'],
			['SubtensorModule', 'Tempo', netuid],
			['SubtensorModule', 'LastEpochBlock', netuid],
			['SubtensorModule', 'PendingEpochAt', netuid],
			['SubtensorModule', 'SubnetEpochIndex', netuid],
		]),
	]);
	const now = number(height) ?? 0;
	const tempo = number(tempoValue) ?? 0;
	if (tempo === 0) {
		return undefined;
	}

	const common = {block: now, index: number(index)};
	if (integer(last) === undefined) {
		const period = tempo + 1;
		return {...common, period, next: now + period - ((now + netuid + 1) % period)};
	}

	const automatic = Number(integer(last)) + tempo;
	const asked = number(pending) ?? 0;
	const own = asked > 0 ? Math.min(automatic, asked) : automatic;
	// A delayed epoch runs in the next block.
	return {...common, period: tempo, next: Math.max(number(told) ?? own, now + 1)};
}
