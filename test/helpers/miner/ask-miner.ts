import type {Signer} from '../../../src/crypto/signer.ts';
import {signRequest} from '../../../src/protocol/sign-request.ts';

export type AskMinerOptions = {
	/** `host:port`. */
	readonly address: string;
	readonly signer: Signer;
	/** SS58 of the miner. */
	readonly receiver: string;
	/** Sent as JSON; text is sent as it is. */
	readonly body: unknown;
	readonly method?: string;
	readonly path?: string;
	/** Put in place of what signing gave. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Of the sender. @default systemClock */
	readonly clock?: {readonly now: () => number};
	readonly signal?: AbortSignal;
};

export type MinerReply = {
	readonly status: number;
	readonly body: unknown;
	readonly headers: Headers;
};

/**
Ask a miner as a validator does: a POST, signed by btauth/1.
*/
export async function askMiner({
	address,
	signer,
	receiver,
	body,
	method = 'POST',
	path = '/double',
	headers = {},
	clock,
	signal,
}: AskMinerOptions): Promise<MinerReply> {
	const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
	const signed = await signRequest({method, path, body: bytes, receiver, signer, clock});
	const reply = await fetch(`http://${address}${path}`, {
		method,
		body: method === 'GET' ? undefined : bytes,
		headers: {...signed, ...headers},
		signal,
	});
	const text = await reply.text();
	return {
		status: reply.status,
		body: text === '' ? undefined : JSON.parse(text),
		headers: reply.headers,
	};
}
