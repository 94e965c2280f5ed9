import {formatAlpha} from '../../chain/amount.ts';
import type {ChainClient} from '../../chain/client.ts';
import {getHeader} from '../../chain/head.ts';
import {getNeurons} from '../../chain/subtensor/neurons.ts';
import {getSubnet} from '../../chain/subtensor/subnets.ts';
import {type EvictionOutlook, readEvictionOutlook} from '../../onboarding/eviction-outlook.ts';
import type {Entered} from '../../payments/enter-subnet.ts';
import {NoSuchSubnetError} from '../../payments/registration-errors.ts';
import {countOf} from '../../support/count-of.ts';
import {type ListedWallet, listWallets} from '../../wallet/list.ts';
import type {Session} from '../session.ts';

/** A neuron that loses its UID to a newcomer. */
export type Evicted = {
	readonly uid: number;
	/** SS58. */
	readonly hotkey: string;
	/** What its operator calls it, if it belongs to a wallet found here. */
	readonly ownName: string | undefined;
};

export type EvictionPreview = {
	/** `undefined` if nobody would lose a UID. */
	readonly evicted: Evicted | undefined;
	/** Who it is and what it earns, as a value. */
	readonly said: string;
};

/** Read who would be evicted by a registration now. */
export async function previewEviction(
	{world: {walletsDirectory}, walletName}: Session,
	client: ChainClient,
	netuid: number,
): Promise<EvictionPreview> {
	const {hash: at, number: block} = client.head.getSnapshot();
	const [subnet, wallets] = await Promise.all([
		getSubnet(client, {netuid, at}),
		listWallets(walletsDirectory),
	]);
	if (subnet === undefined) {
		throw new NoSuchSubnetError(netuid);
	}

	const outlook = await readEvictionOutlook(client, {subnet, at, block});
	const evicted = outlook.kind === 'evicts' ? toEvicted(outlook, wallets, walletName) : undefined;
	return {evicted, said: describe(outlook, evicted)};
}

export type EvictedOptions = {
	readonly netuid: number;
	readonly entered: Entered;
	/** Who was to be evicted according to the preview. */
	readonly preview: Evicted | undefined;
};

/**
Read who was evicted by a registration, and warn if it is unexpectedly the operator's own: the preview was of an earlier block, and the order changes with every epoch.

If the node cannot say, the preview stands for the UID that it named.
*/
export async function readEvicted(
	{world: {walletsDirectory}, walletName, output}: Session,
	client: ChainClient,
	{netuid, entered, preview}: EvictedOptions,
): Promise<Evicted | undefined> {
	if (entered.kind === 'known') {
		return undefined;
	}

	const {uid, receipt} = entered;
	try {
		const head = client.head.getSnapshot();
		const {parentHash: at} =
			head.hash === receipt.block.hash ? head : await getHeader(client.rpc, receipt.block.hash);
		const neurons = await getNeurons(client, {netuid, at});
		const neuron = neurons.find(each => each.uid === uid);
		const evicted = neuron && toEvicted(neuron, await listWallets(walletsDirectory), walletName);
		const own = nameOwn(evicted);
		if (own !== undefined && own !== nameOwn(preview)) {
			output.warn(`The order of eviction had changed: registering evicted ${own}`);
		}

		return evicted;
	} catch {
		return preview?.uid === uid ? preview : undefined;
	}
}

/** Convert it for JSON; `null` if nobody is evicted. */
export const toEvicts = (evicted: Evicted | undefined) =>
	evicted ? {uid: evicted.uid, hotkey: evicted.hotkey, own: evicted.ownName !== undefined} : null;

/** Name one of the operator's own neurons; `undefined` for another's. */
export const nameOwn = (evicted: Evicted | undefined): string | undefined =>
	evicted?.ownName === undefined
		? undefined
		: `your own \`${evicted.ownName}\` (UID ${evicted.uid})`;

function toEvicted(
	{uid, hotkey, coldkey}: Omit<Evicted, 'ownName'> & {readonly coldkey: string},
	wallets: readonly ListedWallet[],
	walletName: string,
): Evicted {
	const [name] = wallets.flatMap(wallet =>
		wallet.hotkeys
			.filter(({ss58}) => ss58 === hotkey)
			.map(own => (wallet.name === walletName ? own.name : `${wallet.name}/${own.name}`)),
	);
	// A hotkey may be on another rig while its coldkey is here.
	const isOwn = wallets.some(wallet => wallet.coldkey === coldkey);
	return {uid, hotkey, ownName: name ?? (isOwn ? hotkey : undefined)};
}

function describe(outlook: EvictionOutlook, evicted: Evicted | undefined): string {
	switch (outlook.kind) {
		case 'free': {
			const {freeUids} = outlook;
			return `nobody, ${countOf(freeUids, 'UID')} ${freeUids === 1 ? 'is' : 'are'} free`;
		}

		case 'evicts': {
			const {uid, hotkey, emission} = outlook;
			const whose = evicted?.ownName === undefined ? '' : ' is yours and';
			const pay = emission === 0n ? 'nothing' : `${formatAlpha(emission)} alpha per epoch`;
			return `UID ${uid} of ${hotkey}, which${whose} earns ${pay}`;
		}

		case 'nobody': {
			return 'nobody can be evicted: all UIDs are immune or their owner’s, and the chain refuses newcomers';
		}
	}
}
