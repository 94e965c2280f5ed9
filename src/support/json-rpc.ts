import * as v from 'valibot';
import type {Clock} from './clock.ts';

/** The errors defined by JSON-RPC 2.0. */
export const rpcErrors = {
	parse: {code: -32_700, message: 'Parse error'},
	request: {code: -32_600, message: 'Invalid request'},
	method: {code: -32_601, message: 'Method not found'},
	internal: {code: -32_603, message: 'Internal error'},
} as const;

const errorSchema = v.object({
	code: v.number(),
	message: v.string(),
	data: v.optional(v.unknown()),
});

export type RpcErrorValue = v.InferOutput<typeof errorSchema>;

const requestSchema = v.object({
	id: v.optional(v.nullable(v.union([v.number(), v.string()]))),
	method: v.string(),
	params: v.optional(v.unknown()),
});

/** A client's request. One without an `id` expects no response. */
export type RpcRequest = v.InferOutput<typeof requestSchema>;

/** Parse a request; `undefined` if it is invalid. */
export function parseRequest(value: unknown): RpcRequest | undefined {
	const parsed = v.safeParse(requestSchema, value);
	return parsed.success ? parsed.output : undefined;
}

const failureSchema = v.object({id: v.nullish(v.number()), error: errorSchema});
const answerSchema = v.pipe(
	// Some servers include `error: null` on success.
	v.object({id: v.number(), result: v.optional(v.unknown()), error: v.optional(v.null())}),
	v.transform(({id, result}) => ({id, result})),
);
const notificationSchema = v.object({method: v.string(), params: v.optional(v.unknown())});
const replySchema = v.union([failureSchema, notificationSchema, answerSchema]);

/** A message from a server: a result, an error, or a notification. An error without an `id` is about a request that the server could not parse. */
export type RpcReply = v.InferOutput<typeof replySchema>;

/** Parse a message from a server; `undefined` if it is not JSON-RPC. */
export function parseReply(text: string): RpcReply | undefined {
	const parsed = v.safeParse(replySchema, parseJson(text));
	return parsed.success ? parsed.output : undefined;
}

/** Parse JSON; `undefined` if it is invalid. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export type CallerOptions = {
	readonly send: (text: string) => void;
	/** Milliseconds to wait for a response. */
	readonly timeout: number;
	readonly clock: Pick<Clock, 'after'>;
	/** Create the error for a call that the server answered with an error. */
	readonly toError: (method: string, error: RpcErrorValue) => Error;
	/** Create the error for a call that timed out. */
	readonly toTimeoutError: (method: string) => Error;
};

export type Caller = {
	/**
	Send a request and wait for the response.

	@param read - Parses the result. It runs before any later message is handled; if it throws, the call rejects with that error.
	*/
	readonly call: <Result>(
		method: string,
		parameters: unknown,
		read: (result: unknown) => Result,
	) => Promise<Result>;
	/** Settle the call that a response belongs to. Late responses are ignored. */
	readonly settle: (answer: Exclude<RpcReply, {method: string}>) => void;
	/** Reject all pending calls. */
	readonly interrupt: (error: Error) => void;
	/** Reject all pending and future calls. */
	readonly end: (error: Error) => void;
};

type Pending = {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
	readonly method: string;
};

/** Create the client side of a connection: it numbers calls and matches responses to them. */
export function createCaller({
	send,
	timeout,
	clock,
	toError,
	toTimeoutError,
}: CallerOptions): Caller {
	const pending = new Map<number, Pending>();
	let lastId = 0;
	let over: Error | undefined;
	const interrupt = (error: Error) => {
		for (const {reject} of pending.values()) {
			reject(error);
		}
	};

	return {
		async call<Result>(
			method: string,
			parameters: unknown,
			read: (result: unknown) => Result,
		): Promise<Result> {
			if (over) {
				throw over;
			}

			lastId++;
			const id = lastId;
			const {promise, resolve, reject} = Promise.withResolvers<Result>();
			pending.set(id, {
				method,
				reject,
				resolve(result) {
					try {
						resolve(read(result));
					} catch (error) {
						reject(error);
					}
				},
			});
			const cancel = clock.after(timeout, () => {
				reject(toTimeoutError(method));
			});
			try {
				send(JSON.stringify({jsonrpc: '2.0', id, method, params: parameters}));
				return await promise;
			} finally {
				cancel();
				pending.delete(id);
			}
		},
		settle(answer) {
			const id = answer.id ?? 0;
			const call = pending.get(id);
			pending.delete(id);
			if ('error' in answer) {
				call?.reject(toError(call.method, answer.error));
			} else {
				call?.resolve(answer.result);
			}
		},
		interrupt,
		end(error) {
			over ??= error;
			interrupt(over);
		},
	};
}
