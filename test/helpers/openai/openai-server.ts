import {Buffer} from 'node:buffer';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';

/** What a test server was asked. */
export type Asked = {
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: any;
	/** Resolves once the client has closed the connection before the reply was whole. */
	readonly hungUp: Promise<void>;
};

export type Misbehavior = (asked: Asked, response: ServerResponse) => void | Promise<void>;

export type OpenAiTestServer = {
	readonly url: string;
	/** All but examinations, which ask for one token. */
	readonly asked: Asked[];
	readonly examined: () => number;
	readonly connections: () => number;
	/** Answer differently from now on; examinations, too, if `always`. */
	readonly misbehave: (how: Misbehavior | undefined, options?: {readonly always?: boolean}) => void;
	readonly close: () => Promise<void>;
};

export type OpenAiTestServerOptions = {
	readonly port?: number;
	readonly models?: readonly string[];
	readonly endpoints?: readonly string[];
	/** Milliseconds between two words. */
	readonly pace?: number;
};

/**
Start a server with OpenAI's API over real HTTP. Its model continues any text by counting: `one two three …`.
*/
export async function startOpenAiTestServer({
	port = 0,
	models = ['counter'],
	endpoints = ['chat/completions', 'completions', 'embeddings'],
	pace = 0,
}: OpenAiTestServerOptions = {}): Promise<OpenAiTestServer> {
	const asked: Asked[] = [];
	let examinations = 0;
	let connections = 0;
	let how: Misbehavior | undefined;
	let isAlways = false;

	const handle = async (request: IncomingMessage, response: ServerResponse) => {
		const body = await readBody(request);
		const path = request.url!.replace('/v1/', '');
		const hungUp = Promise.withResolvers<void>();
		response.once('close', () => {
			if (!response.writableFinished) {
				hungUp.resolve();
			}
		});
		const one: Asked = {path, headers: request.headers, body, hungUp: hungUp.promise};
		const isExamination = path === 'models' || body?.max_tokens === 1 || body?.input === 'Hello';
		if (isExamination) {
			examinations++;
		} else {
			asked.push(one);
		}

		if (how && (isAlways || !isExamination)) {
			await how(one, response);
		} else if (path === 'models') {
			sendJson(response, 200, {object: 'list', data: models.map(id => ({id, object: 'model'}))});
		} else if (endpoints.includes(path)) {
			await answer(one, response, pace);
		} else {
			sendJson(response, 404, {error: {message: 'No such endpoint'}});
		}
	};

	const server = createServer(handle);
	const sockets = new Set<Socket>();
	server.on('connection', socket => {
		connections++;
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	await new Promise<void>(resolve => {
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		examined: () => examinations,
		connections: () => connections,
		misbehave(misbehavior, {always = false} = {}) {
			how = misbehavior;
			isAlways = always;
		},
		async close() {
			server.closeAllConnections();
			for (const socket of sockets) {
				socket.destroy();
			}

			await new Promise(resolve => {
				server.close(resolve);
			});
		},
	};
}

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** What the model says, which is as many words as tokens are allowed. */
export const countTo = (tokens: number): string =>
	Array.from({length: tokens}, (_, index) => ` ${words[index % 10]!}`).join('');

export function sendJson(response: ServerResponse, status: number, value: unknown, headers = {}) {
	response.writeHead(status, {'content-type': 'application/json', ...headers});
	response.end(JSON.stringify(value));
}

/** Begin a stream of a text and send so many words of it. */
export async function sendWords(
	{path, body}: Pick<Asked, 'path' | 'body'>,
	response: ServerResponse,
	{count = body.max_tokens as number, pace = 0} = {},
): Promise<void> {
	if (!response.headersSent) {
		response.writeHead(200, {'content-type': 'text/event-stream'});
		sendEvent(response, toChunk(path, {role: 'assistant', content: ''}));
	}

	for (let index = 0; index < count && !response.destroyed; index++) {
		sendEvent(response, toChunk(path, {content: ` ${words[index % 10]!}`}));
		if (pace > 0) {
			await new Promise(resolve => {
				setTimeout(resolve, pace);
			});
		}
	}

	// What was written is sent before the caller can cut the connection.
	await new Promise(resolve => {
		response.write(': sent\n\n', resolve);
	});
}

export function sendEvent(response: ServerResponse, value: unknown) {
	response.write(`data: ${JSON.stringify(value)}\n\n`);
}

/** End a stream of a text as it should. */
export function endStream({path, body}: Pick<Asked, 'path' | 'body'>, response: ServerResponse) {
	sendEvent(response, toChunk(path, {}, 'length'));
	if (body.stream_options?.include_usage) {
		const usage = {prompt_tokens: 7, completion_tokens: body.max_tokens, total_tokens: 0};
		sendEvent(response, {choices: [], usage});
	}

	response.end('data: [DONE]\n\n');
}

function toChunk(
	path: string,
	delta: {readonly role?: string; readonly content?: string},
	finish?: string,
) {
	return path === 'completions'
		? {choices: [{index: 0, text: delta.content ?? '', finish_reason: finish ?? null}]}
		: {choices: [{index: 0, delta, finish_reason: finish ?? null}]};
}

async function answer(asked: Asked, response: ServerResponse, pace: number) {
	const {path, body} = asked;
	if (path === 'embeddings') {
		const embedding = [3, 4 * String(body.input).length, 0];
		sendJson(response, 200, {data: [{index: 0, embedding}], usage: {prompt_tokens: 5}});
		return;
	}

	await sendWords(asked, response, {pace});
	endStream(asked, response);
}

async function readBody(request: IncomingMessage): Promise<any> {
	const pieces = await Array.fromAsync(request as AsyncIterable<Uint8Array>);
	const text = Buffer.concat(pieces).toString();
	return text === '' ? undefined : JSON.parse(text);
}
