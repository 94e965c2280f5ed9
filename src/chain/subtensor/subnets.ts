import {taskOfSubnet} from '../../tasks/subnet-task.ts';
import type {TaskId} from '../../tasks/task.ts';
import type {At, ChainClient, Query} from '../client.ts';
import {address, fixedPoint, flag, integer, list, number, text} from '../value.ts';
import {type SubnetIdentity, readIdentity} from './identity.ts';
import {getNetuids} from './netuids.ts';
import {getAlphaPrices} from './price.ts';

/** A subnet. Fields that the chain lacks are `undefined`. */
export type Subnet = {
	readonly netuid: number;
	/** From the identity, or else `root` or `subnet-N`. */
	readonly name: string;
	/** Symbol of its alpha, for example `α`. */
	readonly symbol: string;
	readonly identity: SubnetIdentity | undefined;
	/** The task it sets miners, if its identity names one. */
	readonly task: TaskId | undefined;
	/** Blocks between epochs. */
	readonly tempo: number;
	/** Current registration price, in rao. */
	readonly burn: bigint;
	readonly uids: number;
	readonly maxUids: number;
	/** Number of UIDs without a validator permit. */
	readonly miners: number;
	/** Blocks for which a new neuron is normally safe from eviction. */
	readonly immunityPeriod: number;
	readonly registrationOpen: boolean;
	/** Whether its owner has started it. Until then it pays nothing. */
	readonly started: boolean | undefined;
	/** SS58. */
	readonly ownerHotkey: string | undefined;
	readonly ownerColdkey: string | undefined;
	/** Alpha emitted per block, in its 1e-9 unit. */
	readonly alphaEmission: bigint | undefined;
	/** Share of the miners' pay withheld in the last epoch because it went to the owner, from 0 to 1. */
	readonly withheld: number | undefined;
};

/** A subnet, with what its alpha costs, which takes a request of its own. */
export type PricedSubnet = Subnet & {
	/** Rao for one alpha. */
	readonly alphaPrice: bigint | undefined;
};

/** Get all subnets at one block, including root, ordered by netuid. */
export async function getSubnets(
	client: ChainClient,
	{at}: At = {},
): Promise<readonly PricedSubnet[]> {
	const block = await client.pin(at);
	const netuids = await getNetuids(client, {at: block});
	// These reads share requests.
	const [subnets, prices] = await Promise.all([
		Promise.all(netuids.map(async netuid => readSubnet(client, {netuid, at: block}))),
		getAlphaPrices(client, {netuids, at: block}),
	]);
	return subnets.map(subnet => ({...subnet, alphaPrice: prices.get(subnet.netuid)}));
}

type SubnetOptions = At & {readonly netuid: number};

/** Get one subnet; `undefined` if it does not exist. */
export async function getSubnet(
	client: ChainClient,
	{netuid, at}: SubnetOptions,
): Promise<Subnet | undefined> {
	const [[exists], subnet] = await Promise.all([
		client.query(at, [['SubtensorModule', 'NetworksAdded', netuid]]),
		readSubnet(client, {netuid, at}),
	]);
	return flag(exists) ? subnet : undefined;
}

async function readSubnet(client: ChainClient, {netuid, at}: SubnetOptions): Promise<Subnet> {
	const item = (name: string): Query => ['SubtensorModule', name, netuid];
	const [
		identityV3,
		identityV2,
		symbol,
		tempo,
		burn,
		uidCount,
		maxUids,
		permits,
		immunityPeriod,
		registrationOpen,
		firstEmission,
		ownerHotkey,
		ownerColdkey,
		alphaEmission,
		withheld,
	] = await client.query(at, [
		item('SubnetIdentitiesV3'),
		item('SubnetIdentitiesV2'),
		item('TokenSymbol'),
		item('Tempo'),
		item('Burn'),
		item('SubnetworkN'),
		item('MaxAllowedUids'),
		item('ValidatorPermit'),
		item('ImmunityPeriod'),
		item('NetworkRegistrationAllowed'),
		item('FirstEmissionBlockNumber'),
		item('SubnetOwnerHotkey'),
		item('SubnetOwner'),
		item('SubnetAlphaOutEmission'),
		item('MinerBurned'),
	]);
	const identity = readIdentity(identityV3 ?? identityV2);
	const uids = number(uidCount) ?? 0;
	const hasStart = client.has({storage: ['SubtensorModule', 'FirstEmissionBlockNumber']});
	return {
		netuid,
		name: nameOf(netuid, identity),
		symbol: text(symbol) ?? '',
		identity,
		task: identity && taskOfSubnet(identity),
		tempo: number(tempo) ?? 0,
		burn: integer(burn) ?? 0n,
		uids,
		maxUids: number(maxUids) ?? 0,
		miners: uids - list(permits).filter(permit => flag(permit)).length,
		immunityPeriod: number(immunityPeriod) ?? 0,
		registrationOpen: flag(registrationOpen) ?? false,
		started: hasStart ? firstEmission !== undefined : undefined,
		ownerHotkey: address(ownerHotkey),
		ownerColdkey: address(ownerColdkey),
		alphaEmission: integer(alphaEmission),
		withheld: fixedPoint(withheld, 32),
	};
}

function nameOf(netuid: number, identity: SubnetIdentity | undefined): string {
	const own = identity?.name ?? '';
	const fallback = netuid === 0 ? 'root' : `subnet-${netuid}`;
	return own === '' ? fallback : own;
}
