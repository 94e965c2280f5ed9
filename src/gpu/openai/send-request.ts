import {Buffer} from 'node:buffer';
import {
	Agent as HttpAgent,
	type ClientRequest,
	type IncomingMessage,
	request as requestHttp,
} from 'node:http';
import {Agent as HttpsAgent, request as requestHttps} from 'node:https';
import {ServerFault} from './server-fault.ts';

export type SendOptions = {
	readonly method?: 'GET' | 'POST';
	/** Sent as JSON. */
	readonly body?: unknown;
	readonly key?: string;
	/** Aborting it closes the connection, by which the server hears of it. */
	readonly signal: AbortSignal;
};

/** A keeper of connections to one server. */
export type Sender = {
	/**
	Send a request and get the reply as soon as its header is there.

	@throws {ServerFault} If the server cannot be reached, or ends the connection.
	*/
	readonly send: (url: string, options: SendOptions) => Promise<IncomingMessage>;
	readonly close: () => void;
};

export type SenderOptions = {
	/** The most connections at once. */
	readonly sockets: number;
	/** How long connecting may take, in milliseconds. @default 5000 */
	readonly connectTimeout?: number;
};

/**
Create a sender. It is `node:http` rather than `fetch()`: that follows redirects unless told not to, cannot limit the connections without a package of its own, and hides which requests were sent on a connection that the server had just closed.
*/
export function createSender({sockets, connectTimeout = 5000}: SenderOptions): Sender {
	const agentOptions = {keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets};
	const http = new HttpAgent(agentOptions);
	const https = new HttpsAgent(agentOptions);

	const open = (url: string, {method = 'POST', body, key, signal}: SendOptions) => {
		const isSecure = url.startsWith('https:');
		const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
		const request = (isSecure ? requestHttps : requestHttp)(url, {
			agent: isSecure ? https : http,
			method,
			signal,
			maxHeaderSize: 16_384,
			headers: {
				accept: 'application/json, text/event-stream',
				...(content && {'content-type': 'application/json', 'content-length': content.length}),
				...(key !== undefined && {authorization: `Bearer ${key}`}),
			},
		});
		limitConnecting(request, connectTimeout);
		request.end(content);
		return request;
	};

	const send = async (url: string, options: SendOptions): Promise<IncomingMessage> => {
		const request = open(url, options);
		try {
			return await awaitReply(request);
		} catch (error) {
			options.signal.throwIfAborted();
			// The server may have closed an idle connection just as it was used again; it has seen nothing then.
			if (request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '')) {
				return send(url, options);
			}

			throw error instanceof ServerFault ? error : toFault(error);
		}
	};

	return {
		send,
		close() {
			http.destroy();
			https.destroy();
		},
	};
}

function limitConnecting(request: ClientRequest, timeout: number) {
	request.once('socket', socket => {
		if (!socket.connecting) {
			return;
		}

		const timer = setTimeout(() => {
			request.destroy(
				new ServerFault('unreachable', `did not accept a connection within ${timeout / 1000} s`),
			);
		}, timeout);
		const stop = () => {
			clearTimeout(timer);
		};

		socket.once('connect', stop);
		socket.once('close', stop);
	});
}

async function awaitReply(request: ClientRequest) {
	return new Promise<IncomingMessage>((resolve, reject) => {
		// It may also fail after the reply has begun; reading that reply fails then, too.
		request.on('error', reject);
		request.once('response', resolve);
	});
}

/** What happens before a connection stands, by the system's name for it. */
const unreachable = new Map([
	['ECONNREFUSED', 'refuses connections'],
	['ENOTFOUND', 'has no address: its name is not known'],
	['EAI_AGAIN', 'has no address: its name cannot be looked up at the moment'],
	['EHOSTUNREACH', 'cannot be reached'],
	['ENETUNREACH', 'cannot be reached'],
	['ETIMEDOUT', 'cannot be reached'],
]);

/** Describe what broke a connection. */
export function toFault(error: unknown): ServerFault {
	const code = codeOf(error);
	const problem = unreachable.get(code ?? '');
	if (problem !== undefined) {
		return new ServerFault('unreachable', problem, {cause: error});
	}

	if (code?.startsWith('HPE_')) {
		return new ServerFault('fault', 'does not speak HTTP', {cause: error});
	}

	return new ServerFault(
		'fault',
		code === 'ECONNRESET' || code === 'EPIPE'
			? 'closed the connection'
			: `failed: ${error instanceof Error ? error.message : String(error)}`,
		{cause: error},
	);
}

function codeOf(error: unknown): string | undefined {
	const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
	return (first as NodeJS.ErrnoException | undefined)?.code;
}
