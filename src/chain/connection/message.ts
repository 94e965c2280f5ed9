import {ChainRequestError} from '../errors.ts';

/** Hears what a subscription brings. */
export type Listener = (result: unknown) => void;

/** A request that waits for its answer. */
export type Pending = {
	readonly method: string;
	readonly listener: Listener | undefined;
	readonly settle: (outcome: {readonly result: unknown} | {readonly error: Error}) => void;
};

/** What a node sends: an answer, or a notification. */
export type Message = {
	readonly id?: number;
	readonly result?: unknown;
	readonly error?: ChainRequestError['rpc'];
	readonly params?: {readonly subscription: string | number; readonly result: unknown};
};

/** Read a message; `undefined` if it is no JSON, so that whoever sent it is no node. */
export function parseMessage(text: string): Message | undefined {
	try {
		return JSON.parse(text) as Message;
	} catch {
		return undefined;
	}
}

/** Give a message to whom it is for. A subscription's listener is put in place with the answer, since notifications may follow in the same breath. */
export function deliver(
	{id, result, error, params}: Message,
	pending: Map<number, Pending>,
	listeners: Map<string, Listener>,
) {
	if (id === undefined) {
		if (params !== undefined) {
			listeners.get(String(params.subscription))?.(params.result);
		}

		return;
	}

	const request = pending.get(id);
	pending.delete(id);
	if (request === undefined) {
		return;
	}

	if (error !== undefined) {
		request.settle({error: new ChainRequestError(request.method, error)});
		return;
	}

	if (request.listener !== undefined) {
		listeners.set(String(result), request.listener);
	}

	request.settle({result});
}
