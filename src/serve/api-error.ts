import type {ServerResponse} from 'node:http';
import type {RefusedPart} from '../gpu/engine.ts';

/** Why a request is refused, in the terms of OpenAI’s API. */
export type ApiError = {
	readonly status: number;
	readonly message: string;
	readonly type:
		'invalid_request_error' | 'authentication_error' | 'server_error' | 'rate_limit_error';
	/** The field that is wrong. */
	readonly param?: string;
	readonly code?: string;
	/** Seconds after which another try makes sense. */
	readonly retryAfter?: number;
};

/** Describe a request that its sender has to change. */
export const badRequest = (
	message: string,
	{status = 400, ...rest}: Partial<Pick<ApiError, 'status' | 'param' | 'code'>> = {},
): ApiError => ({status, message, type: 'invalid_request_error', ...rest});

/** Describe that there is too much to do. */
export const tooBusy: ApiError = {
	status: 429,
	message: 'Too many requests are waiting',
	type: 'rate_limit_error',
	code: 'rate_limit_exceeded',
	retryAfter: 1,
};

/** Describe that nothing can be answered at the moment. */
export const unavailable = (message: string): ApiError => ({
	status: 503,
	message,
	type: 'server_error',
	code: 'unavailable',
	retryAfter: 5,
});

/** Describe why an engine did not do its work. */
export function toApiError({reason, cause}: RefusedPart): ApiError {
	switch (reason) {
		case 'queue-full': {
			return tooBusy;
		}

		case 'deadline': {
			return {
				status: 504,
				message: 'The answer took too long',
				type: 'server_error',
				code: 'timeout',
			};
		}

		case 'too-long': {
			return badRequest('The text is longer than the model can take', {
				code: 'context_length_exceeded',
			});
		}

		case 'unsupported': {
			return badRequest('The model cannot do this', {code: 'unsupported'});
		}

		case 'cancelled':
		case 'closed': {
			return unavailable('The server is ending');
		}

		case 'engine-failed': {
			return unavailable(cause instanceof Error ? cause.message : 'The engine failed');
		}
	}
}

/** Make the body of a refusal. */
export const toErrorBody = ({message, type, param, code}: ApiError) => ({
	error: {message, type, param: param ?? null, code: code ?? null},
});

/** Send a value as JSON, unless the client has gone. */
export function sendJson(
	response: ServerResponse,
	status: number,
	value: unknown,
	headers: Readonly<Record<string, string>> = {},
): void {
	response.writeHead(status, {'content-type': 'application/json', ...headers});
	response.end(JSON.stringify(value));
}

/** Refuse a request whose reply has not begun. */
export function sendError(response: ServerResponse, error: ApiError): void {
	sendJson(response, error.status, toErrorBody(error), {
		...(error.retryAfter !== undefined && {'retry-after': String(error.retryAfter)}),
		...(error.status === 401 && {'www-authenticate': 'Bearer'}),
		// What is left of the request is not read.
		...(error.status === 413 && {connection: 'close'}),
	});
}
