import type {ChainClient} from '../../../chain/client.ts';
import {UnreadableAnswerError} from '../../../chain/errors.ts';
import type {Head} from '../../../chain/head.ts';
import {getBurn} from '../../../chain/subtensor/burn.ts';
import {getEpochSchedule} from '../../../chain/subtensor/epoch.ts';
import type {Neuron} from '../../../chain/subtensor/neuron.ts';
import {getNeurons} from '../../../chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../../../chain/subtensor/price.ts';
import {getOwnersAlpha} from '../../../chain/subtensor/stake.ts';
import {getChainTime} from '../../../chain/system/chain-info.ts';
import {readSubnetMarks, type SubnetMarks} from './subnet-marks.ts';

/** A miner's view of its subnet at one block. */
export type SubnetFacts = {
	readonly block: number;
	/** When the block arrived, in milliseconds since the Unix epoch. */
	readonly at: number;
	/** The block's timestamp, in milliseconds since the Unix epoch; `undefined` if the chain has none. */
	readonly chainTime: number | undefined;
	/** By hotkey. */
	readonly neurons: ReadonlyMap<string, Neuron>;
	/** What the hotkey's owner has staked on it, in alpha's 1e-9 unit; `undefined` if this chain does not tell. */
	readonly alpha: bigint | undefined;
	/** Rao for one whole alpha; 0 if this chain does not tell. */
	readonly alphaPrice: bigint;
	/** Number of the block in which the next epoch runs; it changes once an epoch. */
	readonly nextEpoch: number | undefined;
	/** Registration price, in rao; `undefined` if the subnet does not exist. */
	readonly burn: bigint | undefined;
};

export type SubnetReaderOptions = {
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	/** Blocks after which everything is read anew, since stake may have moved. @default 60 */
	readonly blocks?: number;
	/** Blocks after which it is read anew when weights were set. @default 4 */
	readonly updateBlocks?: number;
};

/** Read a subnet's facts at a block. */
export type ReadSubnetFacts = (head: Head) => Promise<SubnetFacts>;

/** What was read of a subnet at some block. */
type Known = {
	readonly block: number;
	readonly marks: SubnetMarks;
	/** Number of the block at which all neurons were read … */
	readonly readAt: number;
	/** … and at which it was read when weights were set. */
	readonly updatedAt: number;
	readonly neurons: readonly Neuron[];
	readonly alpha: bigint | undefined;
	readonly nextEpoch: number | undefined;
};

/** Blocks that may be missed before marks no longer tell what happened in between. */
const longestGap = 10;

/**
Create a reader of a subnet's facts at one block after another.

On the main chain a subnet's neurons take a hundred kilobytes and more. They change with an epoch, a registration or a stake, so they are read after an epoch and a registration, and from time to time; each block takes a request for a few items, and one for the price.
*/
export function createSubnetReader(
	client: ChainClient,
	{netuid, hotkey, blocks = 60, updateBlocks = 4}: SubnetReaderOptions,
): ReadSubnetFacts {
	let known: Known | undefined;

	const readAll = async (block: number, at: string): Promise<Omit<Known, 'block' | 'marks'>> => {
		const [neurons, alpha, epoch] = await Promise.all([
			getNeurons(client, {netuid, at}),
			getOwnersAlpha(client, {netuid, hotkey, at}),
			getEpochSchedule(client, {netuid, at}),
		]);
		// Nothing is known of the earnings then, which must not look like a loss.
		if (alpha === 'unowned' && neurons.some(neuron => neuron.hotkey === hotkey)) {
			throw new UnreadableAnswerError('Owner');
		}

		return {
			readAt: block,
			updatedAt: block,
			neurons,
			alpha: toKnown(alpha),
			nextEpoch: epoch?.next,
		};
	};

	const readChange = async (
		last: Known,
		{block, at, marks}: {readonly block: number; readonly at: string; readonly marks: SubnetMarks},
	): Promise<Omit<Known, 'block' | 'marks'>> => {
		const isSameStake = marks.alpha !== undefined && marks.alpha === last.marks.alpha;
		const alpha = isSameStake ? last.alpha : await getOwnersAlpha(client, {netuid, hotkey, at});
		if (alpha === 'unowned') {
			return readAll(block, at);
		}

		const {lastUpdates, axon} = marks;
		const isSameAxon = axon?.ip === last.marks.axon?.ip && axon?.port === last.marks.axon?.port;
		const neurons = isSameAxon
			? last.neurons
			: last.neurons.map(neuron => (neuron.hotkey === hotkey ? {...neuron, axon} : neuron));
		return {
			...last,
			neurons,
			alpha: toKnown(alpha),
			...(lastUpdates && {
				updatedAt: block,
				neurons: neurons.map(neuron => withUpdate(neuron, lastUpdates[neuron.uid])),
			}),
		};
	};

	return async ({number: block, hash: at, receivedAt}) => {
		const last = known && isUsable(known, block, blocks) ? known : undefined;
		const withUpdates = last !== undefined && block - last.updatedAt >= updateBlocks;
		// What is due anyway shares its requests with the marks.
		const [marks, alphaPrice = 0n, burn, chainTime, due] = await Promise.all([
			readSubnetMarks(client, {netuid, hotkey, at, withUpdates}),
			getAlphaPrice(client, {netuid, at}),
			getBurn(client, {netuid, at}),
			getChainTime(client, {at}),
			last === undefined ? readAll(block, at) : undefined,
		]);
		const read =
			due ??
			(last && isSettled(last, marks)
				? await readChange(last, {block, at, marks})
				: await readAll(block, at));
		const now = {...read, block, marks};
		known = now;
		return {
			block,
			at: receivedAt,
			chainTime,
			neurons: new Map(now.neurons.map(neuron => [neuron.hotkey, neuron])),
			alpha: now.alpha,
			alphaPrice,
			nextEpoch: now.nextEpoch,
			burn,
		};
	};
}

const toKnown = (alpha: bigint | string | undefined) =>
	typeof alpha === 'bigint' ? alpha : undefined;

/** Tell whether what is known still holds at a block, unless its marks say otherwise. */
const isUsable = ({block: last, readAt, nextEpoch}: Known, block: number, blocks: number) =>
	block > last &&
	block - last <= longestGap &&
	block - readAt < blocks &&
	(nextEpoch === undefined || block < nextEpoch);

/** Tell whether the neurons are still those that are known. */
const isSettled = (last: Known, {occasion, burn}: SubnetMarks) =>
	occasion !== undefined && occasion === last.marks.occasion && burn <= last.marks.burn;

const withUpdate = (neuron: Neuron, lastUpdate: number | undefined): Neuron =>
	lastUpdate === undefined || lastUpdate === neuron.lastUpdate ? neuron : {...neuron, lastUpdate};
