import type {Connection} from '../connection/json-rpc.ts';
import {NotIncludedError} from '../errors.ts';
import type {Extrinsic} from './extrinsic.ts';

/** A transaction in a node's pool, watched as long as the connection lasts. */
export type Watch = {
	/**
	Resolves with the block's hash, or with `undefined` when the connection ends first.

	@throws {NotIncludedError} If the node gave the transaction up.
	*/
	readonly block: Promise<string | undefined>;
	readonly stop: () => void;
};

/** What a node says of it: a word, or an object with a word as its only key. */
type Status = string | Readonly<Record<string, unknown>>;

const givenUp: Readonly<Record<string, string>> = {
	usurped: 'another transaction with its nonce took its place',
	dropped: 'the node has no room for it',
	invalid: 'it became invalid while it waited',
};

/**
Send a transaction and watch it.

@throws {ChainRequestError} If the node's pool does not take it.
@throws {ChainUnreachableError} If the connection ends before the node says whether it does.
*/
export async function sendAndWatch(connection: Connection, {hex, hash}: Extrinsic): Promise<Watch> {
	const {promise, resolve, reject} = Promise.withResolvers<string | undefined>();
	// Whoever sends may look at it late, or never.
	promise.catch(() => undefined);
	const id = await connection.subscribe('author_submitAndWatchExtrinsic', [hex], update => {
		const [word, detail] = readStatus(update as Status);
		if (word === 'inBlock' || word === 'finalized') {
			resolve(String(detail));
		} else if (givenUp[word] !== undefined) {
			reject(new NotIncludedError(hash, givenUp[word]));
		}
	});
	void resolveAtEnd(connection, resolve);
	return {
		block: promise,
		stop() {
			connection.unsubscribe('author_unwatchExtrinsic', id);
		},
	};
}

async function resolveAtEnd(connection: Connection, resolve: (block: undefined) => void) {
	await connection.ended;
	resolve(undefined);
}

function readStatus(status: Status): readonly [word: string, detail: unknown] {
	return typeof status === 'string'
		? [status, undefined]
		: (Object.entries(status)[0] ?? ['unknown', undefined]);
}
