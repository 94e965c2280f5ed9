import * as v from 'valibot';
import type {ChainClient} from '../chain/client.ts';
import {findRegistration} from '../chain/subtensor/find-registration.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {readPayments} from '../ledger/payments.ts';
import {type SignedRow, readSigned} from '../ledger/signed.ts';
import type {World} from '../rig/network/world.ts';
import {recordFound} from './record-registration.ts';

type BookingWorld = Pick<World, 'home' | 'signal' | 'report'>;

const registrations = ['SubtensorModule.register_limit', 'SubtensorModule.burned_register'];
const argsSchema = v.object({netuid: v.number(), hotkey: v.string()});

/**
Book the registrations that an account paid for with commands that ended before they had booked them, whoever has the UIDs now. What the node no longer tells is only reported.
*/
export async function bookRegistrations(
	client: ChainClient,
	world: BookingWorld,
	{signer}: {readonly signer: string},
): Promise<void> {
	for (const row of findUnbooked(world, {signer, genesisHash: client.genesisHash})) {
		try {
			await book(client, world, row);
		} catch (error) {
			world.signal.throwIfAborted();
			world.report(
				`What a registration in block ${row.block} cost is not in the ledger yet: ${(error as Error).message}`,
			);
		}
	}
}

type Unbooked = Pick<SignedRow, 'network' | 'signer' | 'args'> & {readonly block: number};

function findUnbooked(
	{home}: BookingWorld,
	account: {readonly signer: string; readonly genesisHash: string},
): readonly Unbooked[] {
	const ledger = openLedger({file: home.ledger});
	try {
		const signed = registrations.flatMap(call =>
			readSigned(ledger, {...account, call, outcome: 'included', limit: -1}),
		);
		const booked = new Set(signed.length === 0 ? [] : readPayments(ledger).map(({hash}) => hash));
		return signed.flatMap(({block, ...row}) =>
			block === undefined || booked.has(row.hash!) ? [] : {...row, block},
		);
	} finally {
		ledger.close();
	}
}

async function book(
	client: ChainClient,
	world: BookingWorld,
	{network, signer, args, block}: Unbooked,
) {
	const {netuid, hotkey} = v.parse(argsSchema, args);
	const found = await findRegistration(client, {netuid, hotkey, block});
	if (!found.ok) {
		throw new Error('this node no longer has that block');
	}

	await recordFound(client, world, {network, netuid, hotkey}, {...found, payer: signer});
}
