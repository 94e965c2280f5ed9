/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Engine} from '../gpu/engine.ts';
import {openHttpServer} from '../miner/front/http-server.ts';
import {type Clock, systemClock} from '../support/clock.ts';
import {tell} from '../support/observer.ts';
import {answerText} from './answer-text.ts';
import {answerVectors} from './answer-vectors.ts';
import {badRequest, sendError, sendJson, tooBusy, unavailable} from './api-error.ts';
import {createGuard} from './guard.ts';
import {createJsonReader} from './read-json.ts';
import {parseChat, parseCompletion, parseEmbeddings, type ParsedRequest} from './requests.ts';

export type EndpointOptions = {
	/** Not closed with the endpoint. */
	readonly engine: Engine;
	/** The name that clients ask for. */
	readonly model: string;
	readonly host: string;
	/** 0 picks a free one. */
	readonly port: number;
	/** What clients have to send. @default nothing, but they have to be programs of this machine */
	readonly key?: string;
	/** The most requests at once, waiting or under way. @default 512 */
	readonly maxRequests?: number;
	/** How long an answer may take, in milliseconds. @default 600_000, as OpenAI’s clients wait */
	readonly timeout?: number;
	/** How long a client may refuse to read, in milliseconds. @default 30_000 */
	readonly drainTimeout?: number;
	readonly clock?: Clock;
	/** Told of what should not happen. */
	readonly onFault?: (error: unknown) => void;
};

export type Endpoint = {
	/** What clients take as their base URL: `http://127.0.0.1:8000/v1`. */
	readonly url: string;
	/** Refuse new requests, cancel the others, and close the connections. */
	readonly close: () => Promise<void>;
};

/**
Offer an engine as an endpoint with OpenAI's API.

@throws {PortTakenError} If another program listens there.
@throws {CannotListenError} If the address is not this machine's, or listening on it is not permitted.
*/
export async function openEndpoint({
	engine,
	model,
	host,
	port,
	key,
	maxRequests = 512,
	timeout = 600_000,
	drainTimeout = 30_000,
	clock = systemClock,
	onFault,
}: EndpointOptions): Promise<Endpoint> {
	const guard = createGuard(key);
	const readJson = createJsonReader();
	const closing = new AbortController();
	const created = Math.floor(clock.now() / 1000);
	const card = {id: model, object: 'model', created, owned_by: 'btop'};
	let underWay = 0;

	/** Read and parse a request, or refuse it. */
	const take = async <Request extends {readonly model: string}>(
		{request, response}: Exchange,
		parse: (value: unknown) => ParsedRequest<Request>,
	): Promise<Request | undefined> => {
		const read = await readJson(request);
		const parsed = read.ok ? parse(read.value) : read;
		if (!parsed.ok) {
			sendError(response, parsed.error);
			return undefined;
		}

		if (parsed.request.model !== model) {
			sendError(response, noModel(parsed.request.model, model));
			return undefined;
		}

		const problem = engine.problem.getSnapshot();
		if (problem !== undefined) {
			sendError(response, unavailable(problem));
			return undefined;
		}

		return parsed.request;
	};

	const toRunOptions = ({request, signal}: Exchange) => ({
		signal,
		deadline: clock.now() + timeout,
		caller: request.socket.remoteAddress,
	});

	const text = (isChat: boolean) => async (exchange: Exchange) => {
		const asked = await take(exchange, isChat ? parseChat : parseCompletion);
		if (asked === undefined) {
			return;
		}

		const run = toRunOptions(exchange);
		await answerText(exchange.response, asked, {engine, run, isChat, drainTimeout, clock});
	};

	const vectors = async (exchange: Exchange) => {
		const asked = await take(exchange, parseEmbeddings);
		if (asked === undefined) {
			return;
		}

		const {capacity: atOnce} = engine.info();
		await answerVectors(exchange.response, asked, {engine, run: toRunOptions(exchange), atOnce});
	};

	const show =
		(value: unknown) =>
		async ({response}: Exchange) => {
			sendJson(response, 200, value);
		};

	const routes = new Map<string, (exchange: Exchange) => Promise<void>>([
		['POST /v1/chat/completions', text(true)],
		['POST /v1/completions', text(false)],
		['POST /v1/embeddings', vectors],
		['GET /v1/models', show({object: 'list', data: [card]})],
		// A name with a slash is encoded by some clients only.
		[`GET /v1/models/${model}`, show(card)],
		[`GET /v1/models/${encodeURIComponent(model)}`, show(card)],
	]);

	const handle = async (request: IncomingMessage, response: ServerResponse) => {
		// A client that hangs up fails the writing, which tells nothing new.
		response.on('error', () => undefined);
		const refusal = guard(request) ?? (underWay >= maxRequests ? tooBusy : undefined);
		if (refusal !== undefined) {
			sendError(response, refusal);
			return;
		}

		const [path] = request.url!.split('?', 1);
		const route = routes.get(`${request.method} ${path}`);
		if (route === undefined) {
			sendError(response, badRequest(`There is no \`${request.method} ${path}\``, {status: 404}));
			return;
		}

		const hungUp = new AbortController();
		response.once('close', () => {
			hungUp.abort();
		});
		underWay++;
		try {
			const signal = AbortSignal.any([hungUp.signal, closing.signal]);
			await route({request, response, signal});
		} catch (error) {
			tell(onFault, error);
			if (response.headersSent) {
				response.destroy();
			} else {
				sendError(response, {status: 500, message: 'Internal error', type: 'server_error'});
			}
		} finally {
			underWay--;
		}
	};

	const server = await openHttpServer({
		host,
		port,
		handle(request, response) {
			void handle(request, response);
		},
		onMalformed: () => undefined,
		onConnection: () => undefined,
		clock,
	});
	return {
		url: `http://${server.address}/v1`,
		async close() {
			closing.abort();
			// They have been told by now.
			await server.close(1000);
		},
	};
}

type Exchange = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** Aborted when the client hangs up. */
	readonly signal: AbortSignal;
};

const noModel = (asked: string, model: string) =>
	badRequest(`There is no model \`${asked.slice(0, 200)}\`; this is \`${model}\``, {
		status: 404,
		param: 'model',
		code: 'model_not_found',
	});
