import type {Signer} from '../../crypto/signer.ts';
import type {Call} from '../call.ts';
import type {ChainClient} from '../client.ts';
import {ChainUnreachableError} from '../errors.ts';
import type {Header} from '../head.ts';
import {afterSending} from './after-sending.ts';
import {type Extrinsic, signExtrinsic} from './extrinsic.ts';
import {awaitBlock} from './await-block.ts';
import {isFinalized} from './finality.ts';
import {lookUp} from './look-up.ts';
import {type Receipt, readReceipt} from './receipt.ts';
import {isOvertaken, toPoolRefusal} from './refusal.ts';
import {type Watch, sendAndWatch} from './watch.ts';

export type SubmitOptions = {
	readonly signer: Signer;
	/** Stops signing and watching. What was sent by then may still happen. */
	readonly signal?: AbortSignal;
	/** How far it has to come: into the best chain, or into the part of it that cannot change any more. @default 'inBlock' */
	readonly wait?: 'inBlock' | 'finalized';
};

/** Another program may use the same account. */
const maximumTries = 3;

/**
Sign a call, send it, and wait until it stands in a block. It is the only place that does.

Calls of one signer may be submitted at once: they go out one after the other. When the connection is lost on the way, the transaction is looked up in the chain, never signed again.

@throws {ChainRefusedError} If the chain or a node's pool refuses it; `code` is the chain's name for the reason.
@throws {NotEnoughFundsError} If the account has too little.
@throws {NotIncludedError} If it was sent, but stands in no block.
@throws {ChainUnsupportedError} If the chain has no such call.
@throws {ChainUnreachableError} If the chain is gone and does not come back.
@throws {InterruptedAfterSendingError} If the signal is aborted after it was sent.

@example
```
const {block, fee} = await submit(client, transfer({to, amount: 1_000_000_000n}), {signer});
```
*/
export async function submit(
	client: ChainClient,
	call: Call,
	{signer, signal, wait = 'inBlock'}: SubmitOptions,
): Promise<Receipt> {
	signal?.throwIfAborted();
	const sent = await client.inTurn(signer.address, async () =>
		send(client, call, {signer, signal}),
	);
	const {hash, death} = sent.extrinsic;
	return afterSending(async () => follow(client, sent, {signal, wait}), {
		hash,
		fix: `Look whether it did before you do it again: it is in the chain by block \`${death - 1}\`, or never.`,
		signal,
	});
}

type Sent = {
	readonly extrinsic: Extrinsic;
	/** Missing when nobody knows whether the node got it. */
	readonly watch: Watch | undefined;
};

/** Wait until it has come as far as it has to. */
async function follow(
	client: ChainClient,
	{extrinsic, watch}: Sent,
	{signal, wait}: Pick<SubmitOptions, 'signal' | 'wait'>,
): Promise<Receipt> {
	try {
		const block =
			(watch && (await awaitBlock(client, extrinsic, watch, signal))) ??
			(await lookUp(client, extrinsic, signal));
		const receipt = await settle(client, extrinsic, block, signal);
		return wait === 'inBlock' || (await isFinalized(client, receipt.block, signal))
			? receipt
			: await settle(client, extrinsic, await lookUp(client, extrinsic, signal), signal);
	} finally {
		watch?.stop();
	}
}

async function send(
	client: ChainClient,
	call: Call,
	{signer, signal}: SubmitOptions,
): Promise<Sent> {
	for (let tries = 1; ; tries++) {
		signal?.throwIfAborted();

		const connection = await client.rpc.connection();
		const extrinsic = await sign(client, call, signer);
		signal?.throwIfAborted();
		try {
			return {extrinsic, watch: await sendAndWatch(connection, extrinsic)};
		} catch (error) {
			if (error instanceof ChainUnreachableError) {
				return {extrinsic, watch: undefined};
			}

			if (tries === maximumTries || !isOvertaken(error)) {
				throw toPoolRefusal(error) ?? error;
			}
		}
	}
}

async function sign(client: ChainClient, call: Call, signer: Signer): Promise<Extrinsic> {
	const [nonce, finalized] = await Promise.all([
		client.rpc.request('system_accountNextIndex', [signer.address]) as Promise<number>,
		client.rpc.request('chain_getFinalizedHead') as Promise<string>,
	]);
	const header = (await client.rpc.request('chain_getHeader', [finalized])) as Header;
	return signExtrinsic(client.runtime(), call, {
		signer,
		nonce,
		genesisHash: client.genesisHash,
		birth: {number: Number(header.number), hash: finalized},
	});
}

/** Read the receipt, even if the connection is lost just then. */
async function settle(
	client: ChainClient,
	extrinsic: Extrinsic,
	block: string,
	signal?: AbortSignal,
): Promise<Receipt> {
	try {
		return await readReceipt(client, extrinsic, block);
	} catch (error) {
		if (error instanceof ChainUnreachableError) {
			return readReceipt(client, extrinsic, await lookUp(client, extrinsic, signal));
		}

		throw error;
	}
}
