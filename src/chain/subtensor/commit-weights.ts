import {getRevealRound} from '../../crypto/reveal-round.ts';
import {encryptUntil} from '../../crypto/timelock.ts';
import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {type Beacon, getBeacon} from '../drand/beacon.ts';
import {ChainUnsupportedError} from '../errors.ts';
import {getBlockTime, getChainTime} from '../system/chain-info.ts';
import {getEpochSchedule} from './epoch.ts';
import {getHyperparameters} from './hyperparameters.ts';
import {commitTimelockedWeights, encodeWeightsPayload, setWeights} from './weights.ts';

export type WeightsOptions = At & {
	readonly netuid: number;
	/** SS58 of the validator. */
	readonly hotkey: string;
	readonly uids: readonly number[];
	/** A u16 for each UID. Only their proportions count. */
	readonly values: readonly number[];
};

/**
Create the call that submits a validator's weights in the way the subnet requires: in the open, or encrypted until the epoch that reveals them.

@throws {ChainUnsupportedError} If the subnet requires commits but the chain follows no beacon to timelock them.
*/
export async function createWeightsCall(
	client: ChainClient,
	{netuid, hotkey, uids, values, at}: WeightsOptions,
): Promise<Call> {
	const block = await client.pin(at);
	const settings = await getHyperparameters(client, {netuid, at: block});
	const versionKey = settings.weightsVersionKey ?? 0n;
	if (settings.commitRevealEnabled !== true) {
		return setWeights({netuid, uids, values, versionKey});
	}

	const beacon = await getBeacon(client, {at: block});
	const round =
		beacon &&
		(await chooseRound(client, {
			netuid,
			beacon,
			revealPeriod: settings.revealPeriod ?? 1,
			at: block,
		}));
	if (beacon === undefined || round === undefined) {
		throw new ChainUnsupportedError(
			`Subnet \`${netuid}\` requires committed weights, but the chain has no beacon to reveal them`,
		);
	}

	const message = encodeWeightsPayload({hotkey, uids, values, versionKey});
	return commitTimelockedWeights({
		netuid,
		commit: encryptUntil({round, message, beacon}),
		revealRound: round,
		version: settings.commitRevealVersion,
	});
}

type RoundOptions = {
	readonly netuid: number;
	readonly beacon: Beacon;
	readonly revealPeriod: number;
	readonly at: string;
};

async function chooseRound(
	client: ChainClient,
	{netuid, beacon, revealPeriod, at}: RoundOptions,
): Promise<bigint | undefined> {
	const [schedule, now] = await Promise.all([
		getEpochSchedule(client, {netuid, at}),
		getChainTime(client, {at}),
	]);
	if (schedule === undefined || now === undefined) {
		return undefined;
	}

	const round = getRevealRound({
		beacon,
		revealPeriod,
		now,
		currentBlock: schedule.block,
		nextEpochBlock: schedule.next,
		tempo: schedule.period,
		blockTime: getBlockTime(client),
	});
	// The chain refuses rounds that it has already stored.
	return round > beacon.lastRound ? round : beacon.lastRound + 1n;
}
