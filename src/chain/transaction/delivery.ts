import type {ChainClient} from '../client.ts';
import type {Connection} from '../connection/connection.ts';
import {ChainRequestError, ChainUnreachableError} from '../errors.ts';
import type {Head} from '../head.ts';
import type {Extrinsic} from './extrinsic.ts';

/** Delivers an extrinsic to the node currently connected. The chain includes the same bytes only once, however often they are sent. */
export type Delivery = {
	/**
	Send it unless the current node has it.

	@throws {ChainUnreachableError} If no node is connected.
	*/
	readonly send: (head: Head) => Promise<void>;
	/** A node's last objection, if any. It decides nothing: a gateway that tries several nodes, or retries, may answer with an error although one of them accepted it. */
	readonly complaint: () => string | undefined;
};

/** A node that has it may lose it, so it is resent after this many blocks. */
const keepsFor = 8;

/** Error code of a pool that already has the same bytes (the author module of `sc-rpc-api`). */
const alreadyImported = 1013;

/** Create the delivery of an extrinsic. */
export function createDelivery(client: ChainClient, {hex}: Pick<Extrinsic, 'hex'>): Delivery {
	let keeper: Connection | undefined;
	let sentAt = -Infinity;
	let complaint: string | undefined;
	return {
		async send({number}) {
			const connection = await client.rpc.connection();
			if (number === sentAt || (connection === keeper && number < sentAt + keepsFor)) {
				return;
			}

			sentAt = number;
			keeper = undefined;
			try {
				await connection.request('author_submitExtrinsic', [hex], undefined, {
					urgency: 'transaction',
				});
				keeper = connection;
				complaint = undefined;
			} catch (error) {
				if (error instanceof ChainRequestError && error.rpc.code === alreadyImported) {
					keeper = connection;
				} else if (error instanceof ChainRequestError || error instanceof ChainUnreachableError) {
					complaint = error.message;
				} else {
					throw error;
				}
			}
		},
		complaint: () => complaint,
	};
}
