import type {Connection} from './connection.ts';
import {readParameters, type RequestParameters} from './parameters.ts';
import {RpcError} from './rpc-error.ts';

export type Method = (parameters: RequestParameters, connection: Connection) => unknown;
export type Methods = Readonly<Record<string, Method>>;

type Id = string | number | undefined;

/** More requests than this in one message are refused. */
const mostInBatch = 1000;

/**
Answer a message: one request or a list of them.

@param onFault - Told of errors that no method meant to throw; the caller hears only that there was one.
@returns The reply, or `undefined` where none is wanted.
*/
export function answerMessage(
	message: string,
	methods: Methods,
	connection: Connection,
	onFault: (error: unknown) => void,
): string | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(message);
	} catch {
		return JSON.stringify(failure(undefined, new RpcError(-32_700, 'Parse error')));
	}

	const answer = (request: unknown) => answerRequest(request, methods, connection, onFault);
	if (!Array.isArray(parsed)) {
		return JSON.stringify(answer(parsed));
	}

	if (parsed.length === 0 || parsed.length > mostInBatch) {
		return JSON.stringify(failure(undefined, invalidRequest()));
	}

	const replies = parsed.map(request => answer(request)).filter(reply => reply !== undefined);
	return replies.length === 0 ? undefined : JSON.stringify(replies);
}

function answerRequest(
	request: unknown,
	methods: Methods,
	connection: Connection,
	onFault: (error: unknown) => void,
) {
	if (!isRequest(request)) {
		return failure(undefined, invalidRequest());
	}

	const {id, method, params} = request;
	try {
		const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
		if (!run) {
			throw new RpcError(-32_601, 'Method not found');
		}

		const result = run(readParameters(params), connection) ?? null;
		return id === undefined ? undefined : {jsonrpc: '2.0', id, result};
	} catch (error) {
		if (!(error instanceof RpcError)) {
			onFault(error);
		}

		const known = error instanceof RpcError ? error : new RpcError(-32_603, 'Internal error');
		return id === undefined ? undefined : failure(id, known);
	}
}

type Request = {readonly id?: Id; readonly method: string; readonly params?: unknown};

function isRequest(value: unknown): value is Request {
	if (typeof value !== 'object' || value === null || !('method' in value)) {
		return false;
	}

	const id = 'id' in value ? value.id : undefined;
	return (
		typeof value.method === 'string' &&
		(id === undefined || id === null || typeof id === 'string' || typeof id === 'number')
	);
}

function invalidRequest(): RpcError {
	return new RpcError(-32_600, 'Invalid request');
}

function failure(id: Id, {code, message, data}: RpcError) {
	return {
		jsonrpc: '2.0',
		id: id ?? null,
		error: {code, message, ...(data !== undefined && {data})},
	};
}
