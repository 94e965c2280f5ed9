import {formatAlpha, formatTao, toTao, untold} from '../chain/amount.ts';
import type {Call} from '../chain/call.ts';
import type {ChainClient} from '../chain/client.ts';
import {
	ChainRefusedError,
	ChainUnsupportedError,
	describePaid,
	NotEnoughFundsError,
	type Paid,
} from '../chain/errors.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import type {HotkeyOptions} from '../chain/subtensor/held-stake.ts';
import {getOwnersAlpha, getStakes, removeStake} from '../chain/subtensor/stake.ts';
import {createUnstaking, simulateSale} from '../chain/subtensor/unstaking.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import type {SignedRow} from '../ledger/signed.ts';
import {BtopError} from '../support/errors.ts';
import {type PaymentJournal, type SoldAt, resolveEarlier} from './journal.ts';
import {previewPayment} from './payment.ts';
import {readSold} from './read-sold.ts';
import {type Again, type RepeatOptions, findSame, refuseRepeat} from './repeat.ts';
import {type Sending} from './describe-sending.ts';
import {type ShieldWish, chooseSending} from './sending.ts';

/** Error thrown when selling would push the price of alpha below what the operator allows. Nothing was sold; at most a fee was paid. */
export class SlippageError extends BtopError {
	override name = 'SlippageError';
	override readonly code = 'slippage-too-high';
	override readonly exitCode = 3;

	constructor(
		{netuid, alpha, limit}: Limit,
		{paid, ...options}: ErrorOptions & {readonly paid?: Paid} = {},
	) {
		super(
			`Selling ${formatAlpha(alpha)} alpha of subnet ${netuid} would push the price below the limit of ${formatTao(limit)} TAO${describePaid(paid)}`,
			{
				fix: 'Sell less at a time with `--amount`, or allow a lower price with `--slippage`, in percent.',
				...options,
			},
		);
	}
}

type Limit = {readonly netuid: number; readonly alpha: bigint; readonly limit: bigint};

export type UnstakeRequest = {
	/** SS58. */
	readonly coldkey: string;
	readonly hotkey: string;
	readonly netuid: number;
	/** In alpha's 1e-9 unit. @default all that is there */
	readonly amount?: bigint;
	/** How far the price may fall, in percent. */
	readonly slippage: number;
	/** What is known about shielding it. @default as the chain allows */
	readonly wish?: ShieldWish;
};

export type UnstakePlan = {
	readonly hotkey: string;
	readonly netuid: number;
	readonly amount: bigint | 'all';
	/** What is sold, in its 1e-9 unit; of `all`, what there is now. */
	readonly alpha: bigint;
	/** Its worth at the pool's price now, in rao. */
	readonly value: bigint;
	/** What selling it would bring now, in rao: the price falls on the way. */
	readonly expected: bigint;
	/** The lowest price of one alpha, in rao. */
	readonly limit: bigint;
	/** Whether the chain itself refuses below the limit, or we can only look before we sign. */
	readonly isCapped: boolean;
	/** Rao, with that of the carrier; `undefined` where the node does not tell. */
	readonly fee: bigint | undefined;
	readonly sending: Sending;
};

/**
Work out what turning alpha into TAO would bring.

@throws {ChainUnsupportedError} If this chain does not tell the stake or the price.
@throws {NotEnoughFundsError} If there is not that much, or no TAO for the fee.
@throws {SlippageError} If it would take the price below the limit.
@throws {ShieldUnavailableError} If it must be shielded, and the chain has no shield.
*/
export async function previewUnstake(
	client: ChainClient,
	{coldkey, hotkey, netuid, amount, slippage, wish = {}}: UnstakeRequest,
): Promise<UnstakePlan> {
	const [stakes, price, wanted] = await Promise.all([
		getStakes(client, {coldkey}),
		getAlphaPrice(client, {netuid}),
		chooseSending(client, wish),
	]);
	if (stakes === undefined || price === undefined) {
		throw new ChainUnsupportedError(
			stakes === undefined
				? `What \`${coldkey}\` has staked is ${untold}`
				: `The price of subnet ${netuid} is ${untold}, so none can be guarded`,
			{fix: 'Check the network, or sell with the program of that chain.'},
		);
	}

	const held =
		stakes.find(stake => stake.hotkey === hotkey && stake.netuid === netuid)?.amount ?? 0n;
	const alpha = amount ?? held;
	if (held === 0n || alpha > held) {
		throw new NotEnoughFundsError(
			`\`${coldkey}\` has ${held === 0n ? 'no' : `only ${formatAlpha(held)}`} alpha staked to \`${hotkey}\` on subnet ${netuid}`,
			{fix: 'See `btop wallet balance` for what is staked where.'},
		);
	}

	const limit = lower(price, slippage);
	const sale = await simulateSale(client, {netuid, alpha});
	// Where even the mean price is below the limit, the last one surely is.
	if (sale.tao < toTao(alpha - sale.fee, limit)) {
		throw new SlippageError({netuid, alpha, limit});
	}

	const order = {hotkey, netuid, amount: amount ?? ('all' as const), alpha, limit};
	const {call, isCapped} = createUnstaking(client, order);
	const {fee, sending} = await previewPayment(client, call, {
		from: coldkey,
		amount: 0n,
		sending: wanted,
		mustShield: wish.isWanted,
	});
	return {...order, value: toTao(alpha, price), expected: sale.tao, isCapped, fee, sending};
}

export type Unstaked = {
	readonly receipt: Receipt;
	/** What came back, in rao; `undefined` if the chain does not say. */
	readonly received: bigint | undefined;
};

/**
Find the same sale if it was sent just now; see `findSame()`. Selling everything is never a repeat.
*/
export async function findSameSale(
	client: ChainClient,
	request: Pick<UnstakeRequest, 'hotkey' | 'netuid' | 'amount'>,
	options: RepeatOptions,
): Promise<SignedRow | undefined> {
	if (request.amount === undefined) {
		await resolveEarlier(client, options);
		return undefined;
	}

	return findSame(client, toSale(request), options);
}

/** Get the call of a request, without the limit that depends on the price. */
export const toSale = ({
	hotkey,
	netuid,
	amount,
}: Pick<UnstakeRequest, 'hotkey' | 'netuid' | 'amount'>): Call =>
	amount === undefined
		? {pallet: 'SubtensorModule', name: 'remove_stake_full_limit', args: {hotkey, netuid}}
		: removeStake({hotkey, netuid, amount});

export type UnstakeOptions = {
	readonly signer: Signer;
	readonly journal?: PaymentJournal;
	readonly signal: AbortSignal;
	/** Whether to sell even if the same was sold just now. @default false */
	readonly again?: Again;
};

/**
Turn alpha into TAO and wait until it is in a block.

@throws {SlippageError} If the price would fall below the limit of the plan.
@throws {SentAlreadyError} If the same sale was sent just now.
*/
export async function unstake(
	client: ChainClient,
	plan: UnstakePlan,
	{signer, journal, signal, again = false}: UnstakeOptions,
): Promise<Unstaked> {
	const {call, isCapped} = createUnstaking(client, plan);
	const beforeSigning = async () => {
		const price = isCapped ? plan.limit : await getAlphaPrice(client, plan);
		if (price !== undefined && price < plan.limit) {
			throw new SlippageError(plan);
		}

		if (journal && plan.amount !== 'all') {
			refuseRepeat(client, call, {signer: signer.address, journal, again});
		}
	};

	const isShielded = plan.sending.kind === 'shielded';
	const options = {signer, journal, isShielded, signal, beforeSigning};
	const receipt = await send(client, call, plan, options);
	if (journal) {
		const after = await readAfter(client, plan, receipt);
		journal.recordSales(receipt, {time: client.clock.now(), after});
	}

	return {receipt, received: readSold(receipt)[0]?.tao};
}

/** Read what a hotkey holds after a sale; `undefined` if the node does not tell any more, which must not hide the sale. */
async function readAfter(
	client: ChainClient,
	{netuid, hotkey}: HotkeyOptions,
	{block}: Receipt,
): Promise<SoldAt['after']> {
	try {
		const [alpha, price] = await Promise.all([
			getOwnersAlpha(client, {netuid, hotkey, at: block.hash}),
			getAlphaPrice(client, {netuid, at: block.hash}),
		]);
		return typeof alpha !== 'bigint' || price === undefined ? undefined : {alpha, price};
	} catch {
		return undefined;
	}
}

/** Names under which the chain refuses a sale below the limit. */
const slippageNames = new Set(['SlippageTooHigh', 'PriceLimitExceeded', 'ZeroMaxAmount']);

async function send(
	client: ChainClient,
	call: Parameters<typeof submit>[1],
	plan: UnstakePlan,
	options: Parameters<typeof submit>[2],
): Promise<Receipt> {
	try {
		return await submit(client, call, options);
	} catch (error) {
		throw error instanceof ChainRefusedError && slippageNames.has(error.refusal)
			? new SlippageError(plan, {paid: error.paid, cause: error})
			: error;
	}
}

const parts = 1_000_000n;

/** Take some percent off a price. */
const lower = (price: bigint, percent: number) =>
	(price * (parts - BigInt(Math.round(percent * 10_000)))) / parts;
