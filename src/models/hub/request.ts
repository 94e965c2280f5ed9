import {Buffer} from 'node:buffer';
import http, {type IncomingMessage} from 'node:http';
import https from 'node:https';
import {HubRefusedError, HubUnreachableError, PassingFailure} from './errors.ts';

export type RequestOptions = {
	/** Sent to the first host only, never to one that it redirects to. */
	readonly token?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Milliseconds without a byte after which the server counts as stalled. */
	readonly stall: number;
	/** With `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. */
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly signal: AbortSignal;
};

/**
Ask a server for a document, through the proxy of the environment if there is one, and follow where it redirects to.

@returns The reply, of status 200, 206 or 416. Its body has to be read or destroyed.
@throws {PassingFailure} If another attempt may succeed.
@throws {HubRefusedError | HubUnreachableError} If none will.
*/
export async function request(
	address: URL,
	what: string,
	{token, headers, ...options}: RequestOptions,
): Promise<IncomingMessage> {
	let url = address;
	for (let hops = 0; hops <= mostHops; hops++) {
		const isHome = url.origin === address.origin;
		const reply = await send(url, {
			...options,
			headers: {
				'user-agent': 'btop',
				...headers,
				...(isHome && token !== undefined && {authorization: `Bearer ${token}`}),
			},
		});
		const status = reply.statusCode ?? 0;
		if ([200, 206, 416].includes(status)) {
			return reply;
		}

		reply.destroy();
		const {location} = reply.headers;
		if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) {
			throw toFailure(what, reply);
		}

		const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
		if (next === undefined || !(next.protocol === 'https:' || next.protocol === url.protocol)) {
			throw new HubUnreachableError(what, 'it redirects to an address that is not safe');
		}

		url = next;
	}

	throw new HubUnreachableError(what, 'it redirects without end');
}

const mostHops = 10;

async function send(
	url: URL,
	{headers, stall, env, signal}: RequestOptions,
): Promise<IncomingMessage> {
	const isSafe = url.protocol === 'https:';
	const agent = isSafe ? new https.Agent({proxyEnv: env}) : new http.Agent({proxyEnv: env});
	return new Promise((resolve, reject) => {
		const sent = (isSafe ? https : http).get(url, {headers, agent, signal}, resolve);
		sent.setTimeout(stall, () => {
			sent.destroy(new PassingFailure(`the server said nothing for ${Math.round(stall / 1000)} s`));
		});
		sent.once('error', error => {
			reject(toPassing(error, signal));
		});
	});
}

/** Take trouble with the connection for passing, but not an interruption. */
export function toPassing(error: unknown, signal: AbortSignal): Error {
	if (signal.aborted) {
		return signal.reason as Error;
	}

	const {message, code} = error as NodeJS.ErrnoException;
	return error instanceof PassingFailure
		? error
		: new PassingFailure(code === 'ECONNRESET' ? 'the connection broke' : message, {cause: error});
}

function toFailure(what: string, {statusCode = 0, headers}: IncomingMessage): Error {
	if ([401, 403, 404].includes(statusCode)) {
		return new HubRefusedError(what, statusCode);
	}

	const isPassing = statusCode === 408 || statusCode === 429 || statusCode >= 500;
	return isPassing
		? new PassingFailure(
				statusCode === 429 ? 'it is asked too often' : `it answers with status ${statusCode}`,
				{wait: parseWait(headers['retry-after'])},
			)
		: new HubUnreachableError(what, `it answers with status ${statusCode}`);
}

/** Parse `Retry-After`: seconds, or a date. */
function parseWait(text = ''): number | undefined {
	const wait = /^\d{1,9}$/v.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Read a body of JSON, within limits. */
export async function readJson(
	reply: IncomingMessage,
	what: string,
	signal: AbortSignal,
): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	try {
		for await (const chunk of reply) {
			bytes += (chunk as Uint8Array).length;
			if (bytes > largest) {
				throw new HubUnreachableError(what, 'its answer has no end');
			}

			chunks.push(chunk as Uint8Array);
		}
	} catch (error) {
		throw error instanceof HubUnreachableError ? error : toPassing(error, signal);
	}

	try {
		return JSON.parse(Buffer.concat(chunks).toString());
	} catch (error) {
		throw new HubUnreachableError(what, 'its answer is not JSON', {cause: error});
	}
}

const largest = 16 * 1_048_576;
