import type {ChainClient} from '../../../../src/chain/client.ts';
import {connectChain} from '../../../../src/chain/connect.ts';
import type {MetadataCache} from '../../../../src/chain/runtime/metadata-cache.ts';
import type {Signer} from '../../../../src/crypto/signer.ts';
import type {SignedRow} from '../../../../src/ledger/signed.ts';
import {enterSubnet, findEntered} from '../../../../src/payments/enter-subnet.ts';
import {type PaymentJournal, withJournal} from '../../../../src/payments/journal.ts';
import {previewRegistration} from '../../../../src/payments/registration.ts';
import {
	findSameTransfer,
	previewTransfer,
	sendTransfer,
} from '../../../../src/payments/transfer.ts';
import {parseNetwork} from '../../../../src/rig/network/networks.ts';
import type {Home} from '../../../../src/support/home.ts';
import type {FakeClock} from '../../fake-clock.ts';

/** What the operator wants to have paid, once. */
export type Want =
	| {readonly kind: 'transfer'; readonly to: string; readonly amount: bigint}
	| {readonly kind: 'register'; readonly netuid: number; readonly hotkey: string};

/** What a command told: that it paid now, in which block; or that it was paid before, as far as it knows. */
export type Told =
	| {readonly kind: 'paid'; readonly hash: string; readonly block: number}
	| {readonly kind: 'known'; readonly row: SignedRow | undefined}
	| {readonly kind: 'failed'; readonly error: Error};

export type PayOptions = {
	readonly url: string;
	readonly signer: Signer;
	readonly home: Home;
	readonly metadata: MetadataCache;
	readonly clock: FakeClock;
	readonly report: (line: string) => void;
};

/** Do what a command does that pays, from connecting to what it tells at the end. */
export async function pay(want: Want, options: PayOptions): Promise<Told> {
	const {url, home, metadata, clock, report} = options;
	const world = {
		home,
		network: parseNetwork(url),
		signal: new AbortController().signal,
		report,
	};
	let client: ChainClient | undefined;
	try {
		const connected = await connectChain({url, metadata, clock});
		client = connected;
		return await withJournal(world, async journal =>
			want.kind === 'transfer'
				? transfer(connected, want, {...options, journal})
				: register(connected, want, {...options, journal, world}),
		);
	} catch (error) {
		return {kind: 'failed', error: error as Error};
	} finally {
		client?.close();
	}
}

type Options = PayOptions & {readonly journal: PaymentJournal};

async function transfer(
	client: ChainClient,
	{to, amount}: Want & {readonly kind: 'transfer'},
	{signer, journal}: Options,
): Promise<Told> {
	const wanted = {from: signer.address, to, amount};
	const {signal} = new AbortController();
	const row = await findSameTransfer(client, wanted, {journal, signal});
	if (row) {
		return {kind: 'known', row};
	}

	await previewTransfer(client, wanted);
	const {hash, block} = await sendTransfer(client, wanted, {signer, journal, signal});
	return {kind: 'paid', hash, block: block.number};
}

async function register(
	client: ChainClient,
	{netuid, hotkey}: Want & {readonly kind: 'register'},
	{
		signer,
		journal,
		world,
	}: Options & {
		readonly world: Parameters<typeof enterSubnet>[1] & Parameters<typeof withJournal>[0];
	},
): Promise<Told> {
	const coldkey = signer.address;
	const miner = {network: world.network.name, netuid, hotkey};
	const known = await findEntered(client, world, miner, {coldkey, journal});
	if (known) {
		return {kind: 'known', row: undefined};
	}

	// The price moves while the chain is away.
	const {amount} = await previewRegistration(client, {netuid, coldkey, hotkey});
	const entered = await enterSubnet(client, world, miner, {
		coldkey,
		cap: 2n * amount,
		signer,
		journal,
	});
	return entered.kind === 'known'
		? {kind: 'known', row: undefined}
		: {kind: 'paid', hash: entered.receipt.hash, block: entered.receipt.block.number};
}
