import type {At, ChainClient} from '../client.ts';
import {number} from '../value.ts';

export type UidOptions = At & {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};

/** Get the UID of a hotkey on a subnet; `undefined` if it is not registered. */
export async function getUid(
	client: ChainClient,
	{netuid, hotkey, at}: UidOptions,
): Promise<number | undefined> {
	const [uid] = await client.query(at, [['SubtensorModule', 'Uids', netuid, hotkey]]);
	return number(uid);
}
