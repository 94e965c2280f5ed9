import {
	parseJson,
	parseRequest,
	rpcErrors,
	type RpcErrorValue,
	type RpcRequest,
} from '../../support/json-rpc.ts';
import type {Connection} from './connection.ts';
import {readParameters, type RequestParameters} from './parameters.ts';
import {RpcError} from './rpc-error.ts';

export type Method = (parameters: RequestParameters, connection: Connection) => unknown;
export type Methods = Readonly<Record<string, Method>>;

/** A message with more requests than this is refused. */
const mostInBatch = 1000;

/**
Answer a message: one request or a batch.

@param onFault - Called with unexpected errors of methods; the caller only learns that there was one.
@returns The reply, or `undefined` if none is expected.
*/
export function answerMessage(
	message: string,
	methods: Methods,
	connection: Connection,
	onFault: (error: unknown) => void,
): string | undefined {
	const parsed = parseJson(message);
	if (parsed === undefined) {
		return JSON.stringify(failure(rpcErrors.parse));
	}

	const answer = (request: unknown) => answerRequest(request, methods, connection, onFault);
	if (!Array.isArray(parsed)) {
		return JSON.stringify(answer(parsed));
	}

	if (parsed.length === 0 || parsed.length > mostInBatch) {
		return JSON.stringify(failure(rpcErrors.request));
	}

	const replies = parsed.map(request => answer(request)).filter(reply => reply !== undefined);
	return replies.length === 0 ? undefined : JSON.stringify(replies);
}

function answerRequest(
	value: unknown,
	methods: Methods,
	connection: Connection,
	onFault: (error: unknown) => void,
) {
	const request = parseRequest(value);
	if (request === undefined) {
		return failure(rpcErrors.request);
	}

	const {id, method, params} = request;
	try {
		const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
		if (!run) {
			return id === undefined ? undefined : failure(rpcErrors.method, id);
		}

		const result = run(readParameters(params), connection) ?? null;
		return id === undefined ? undefined : {jsonrpc: '2.0', id, result};
	} catch (error) {
		if (!(error instanceof RpcError)) {
			onFault(error);
		}

		const known = error instanceof RpcError ? error : rpcErrors.internal;
		return id === undefined ? undefined : failure(known, id);
	}
}

function failure({code, message, data}: RpcErrorValue, id: RpcRequest['id'] = null) {
	return {
		jsonrpc: '2.0',
		id,
		error: {code, message, ...(data !== undefined && {data})},
	};
}
