import {decodeAddress} from '../../crypto/ss58.ts';
import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {ChainRequestError, UnreadableAnswerError} from '../errors.ts';
import {type Value, address, field, integer, list, number} from '../value.ts';
import type {HotkeyOptions, Stake} from './held-stake.ts';
import {decodeStakes} from './stake-layouts.ts';
import {readStoredStake, readStoredStakes} from './stored-stake.ts';

/**
Get all stakes of a coldkey: from the runtime API, in any of its layouts, else from storage.

@returns `undefined` if this chain does not tell.
*/
export async function getStakes(
	client: ChainClient,
	{coldkey, at}: At & {readonly coldkey: string},
): Promise<readonly Stake[] | undefined> {
	const block = await client.pin(at);
	// Chains up to spec 218 take and return mere bytes.
	const answer = await unlessMissing(async () =>
		client.call(block, 'StakeInfoRuntimeApi', 'get_stake_info_for_coldkey', [
			decodeAddress(coldkey),
		]),
	);
	return readAnswer(answer, coldkey) ?? readStoredStakes(client, {coldkey, at: block});
}

function readAnswer(answer: Value, coldkey: string): readonly Stake[] | undefined {
	const raw = answer instanceof Uint8Array ? answer : undefined;
	if (raw !== undefined) {
		return decodeStakes(raw, {coldkey});
	}

	const stakes = list(answer).map(info => readStake(info));
	return Array.isArray(answer) && stakes.every(stake => stake !== undefined) ? stakes : undefined;
}

function readStake(info: Value): Stake | undefined {
	const hotkey = address(field(info, 'hotkey'));
	const netuid = number(field(info, 'netuid'));
	const amount = integer(field(info, 'stake'));
	return hotkey === undefined || netuid === undefined || amount === undefined
		? undefined
		: {hotkey, netuid, amount};
}

/**
Get the alpha on a hotkey of a subnet that belongs to the hotkey's owner, in alpha's 1e-9 unit. A miner's rewards show up here; what others stake on it does not.

A chain that cannot tell shares apart answers with the total. One whose subnets have no alpha of their own answers with TAO, that of all subnets.

@returns `unowned` if nobody owns the hotkey; one that has a UID has an owner, so then the answer cannot be believed. `unknown` if this chain does not tell.
*/
export async function getOwnersAlpha(
	client: ChainClient,
	{netuid, hotkey, at}: At & HotkeyOptions,
): Promise<bigint | 'unowned' | 'unknown'> {
	const block = await client.pin(at);
	const owner = await getOwner(client, {hotkey, at: block});
	if (owner === undefined) {
		return client.has({storage: ['SubtensorModule', 'Owner']}) ? 'unowned' : 'unknown';
	}

	return (
		(await askStake(client, {netuid, hotkey, coldkey: owner, at: block})) ??
		(await readStoredStake(client, {netuid, hotkey, coldkey: owner, at: block})) ??
		(await readTotal(client, {netuid, hotkey, at: block})) ??
		'unknown'
	);
}

/** Ask the runtime; `undefined` if it has no such API, or one that answers something else. */
async function askStake(
	client: ChainClient,
	{netuid, hotkey, coldkey, at}: HotkeyOptions & {readonly coldkey: string; readonly at: string},
): Promise<bigint | undefined> {
	if (!client.has({api: ['StakeInfoRuntimeApi', method]})) {
		return undefined;
	}

	return unlessMissing(async () => {
		const info = await client.call(at, 'StakeInfoRuntimeApi', method, [hotkey, coldkey, netuid]);
		// No record at all means no stake.
		return info === undefined ? 0n : integer(field(info, 'stake'));
	});
}

/** Metadata may list a runtime API that the node's code does not have: then what is asked is `undefined`. */
async function unlessMissing<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof ChainRequestError && error.message.endsWith('is not found')) {
			return undefined;
		}

		throw error;
	}
}

async function readTotal(
	client: ChainClient,
	{netuid, hotkey, at}: HotkeyOptions & {readonly at: string},
): Promise<bigint | undefined> {
	if (!client.has({storage: ['SubtensorModule', 'TotalHotkeyAlpha']})) {
		return undefined;
	}

	const [total] = await client.query(at, [['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid]]);
	return integer(total) ?? 0n;
}

/**
Get what `getOwnersAlpha()` does, of a hotkey that has a UID.

@returns `undefined` if this chain does not tell.
@throws {UnreadableAnswerError} If the node says that nobody owns the hotkey.
*/
export async function requireOwnersAlpha(
	client: ChainClient,
	options: At & HotkeyOptions,
): Promise<bigint | undefined> {
	const alpha = await getOwnersAlpha(client, options);
	if (alpha === 'unowned') {
		throw new UnreadableAnswerError('Owner');
	}

	return alpha === 'unknown' ? undefined : alpha;
}

const method = 'get_stake_info_for_hotkey_coldkey_netuid';

/** Get the coldkey, as SS58, that a hotkey belongs to; `undefined` if the chain does not know the hotkey. */
export async function getOwner(
	client: ChainClient,
	{hotkey, at}: At & Pick<HotkeyOptions, 'hotkey'>,
): Promise<string | undefined> {
	const [owner] = await client.query(at, [['SubtensorModule', 'Owner', hotkey]]);
	return address(owner);
}

export type StakeOptions = HotkeyOptions & {
	/** Rao when staking, alpha's 1e-9 unit when unstaking. */
	readonly amount: bigint;
	/** Limit on the price of one alpha, in rao: the highest when staking, the lowest when unstaking. @default no limit */
	readonly limit?: bigint;
	/** Whether to fill as much as the limit allows, instead of all or nothing. @default false */
	readonly allowPartial?: boolean;
};

/** Create the call that stakes TAO on a hotkey. */
export const addStake = ({hotkey, netuid, amount, limit, allowPartial}: StakeOptions): Call =>
	limited('add_stake', {hotkey, netuid, amountStaked: amount}, limit, allowPartial);

/** Create the call that unstakes alpha from a hotkey. */
export const removeStake = ({hotkey, netuid, amount, limit, allowPartial}: StakeOptions): Call =>
	limited('remove_stake', {hotkey, netuid, amountUnstaked: amount}, limit, allowPartial);

function limited(
	name: string,
	args: Call['args'],
	limitPrice: bigint | undefined,
	allowPartial = false,
): Call {
	return limitPrice === undefined
		? {pallet: 'SubtensorModule', name, args}
		: {
				pallet: 'SubtensorModule',
				name: `${name}_limit`,
				args: {...args, limitPrice, allowPartial},
			};
}
