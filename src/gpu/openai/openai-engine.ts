import * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import {isLoopback} from '../../support/loopback.ts';
import {createStore} from '../../support/store.ts';
import type {Engine, EngineInfo} from '../engine.ts';
import {NoServerError} from '../errors.ts';
import {findOpenKeyFile} from './api-key.ts';
import {createDispatcher} from './dispatcher.ts';
import {doWork} from './do-work.ts';
import {createServer, type Server} from './server.ts';
import {type OpenAiServer, type OpenAiServers, serversSchema} from './server-options.ts';

export type OpenAiEngineOptions = {
	readonly servers: OpenAiServers;
	/** The most that may wait while all servers are full, for each kind of request. @default 1024 */
	readonly maxWaiting?: number;
	/** How long a server may say nothing, to anyone, before that is a fault, in milliseconds. @default 30_000 */
	readonly stallTimeout?: number;
	/** How long work without a deadline may take, in milliseconds. @default 600_000 */
	readonly longestWork?: number;
	readonly clock?: Clock;
	/** Aborts the start; a started engine is ended with `close()`. */
	readonly signal?: AbortSignal;
};

/**
Start an engine that asks servers with OpenAI's API: vLLM, SGLang, llama.cpp, TGI, TensorRT-LLM, LiteLLM. It starts once each was examined, if at least one can be used; the others are tried again while it runs.

Work goes to the server with the least under way for its capacity and weight. A server that fails is left alone until it has answered a request of one token; what it was doing is done by another.

@throws {NoServerError} If none of the servers can be used.

@example
```
const engine = await startOpenAiEngine({
	servers: [{url: 'http://gpu1:8000', capacity: 64}, {url: 'http://gpu2:8000', capacity: 16}],
});
for await (const part of engine.run({kind: 'generate', prompt: 'Once upon', maxTokens: 2})) {
	console.log(part);
}
//=> {kind: 'text', text: ' a'}
//=> {kind: 'text', text: ' time'}
//=> {kind: 'text-end', reason: 'length', promptTokens: 2, tokens: 2}
```
*/
export async function startOpenAiEngine({
	servers: choices,
	maxWaiting = 1024,
	stallTimeout = 30_000,
	longestWork = 600_000,
	clock = systemClock,
	signal,
}: OpenAiEngineOptions): Promise<Engine> {
	const warnings = await findWarnings(choices);
	signal?.throwIfAborted();
	const closing = new AbortController();
	const problem = createStore<string | undefined>(undefined);
	const onChange = () => {
		problem.set(findProblem(servers));
		dispatcher.pump();
	};

	const servers = v
		.parse(serversSchema, choices)
		.map(choice => createServer({...choice, onChange, stallTimeout, clock}));
	const dispatcher = createDispatcher({servers, maxWaiting, clock});
	const close = async () => {
		closing.abort();
		dispatcher.close();
		await Promise.all(servers.map(async server => server.close()));
	};

	const onAbort = () => {
		void close();
	};

	signal?.addEventListener('abort', onAbort);
	await Promise.all(servers.map(async ({start}) => start()));
	signal?.removeEventListener('abort', onAbort);
	const reason = findProblem(servers);
	if (reason !== undefined || signal?.aborted) {
		await close();
		signal?.throwIfAborted();
		throw new NoServerError(servers.map(server => server.problem()!));
	}

	return {
		async *run(work, options = {}) {
			if (work.kind === 'tensor') {
				yield {kind: 'refused', reason: 'unsupported'};
				return;
			}

			const deadline = options.deadline ?? clock.now() + longestWork;
			const {signal: closed} = closing;
			yield* doWork(work, {...options, deadline, dispatcher, closing: closed, clock});
		},
		info: () => toInfo(servers, {waiting: dispatcher.waiting(), warnings}),
		// What servers use is theirs, and may be on other machines.
		memoryBytes: async () => undefined,
		restarts: () => servers.reduce((sum, {restarts}) => sum + restarts(), 0),
		problem,
		close,
	};
}

/** Say why nothing can be answered: that all are out. */
function findProblem(servers: readonly Server[]): string | undefined {
	const problems = servers.map(server => server.problem());
	return problems.every(one => one !== undefined) ? problems.join('; ') : undefined;
}

function toInfo(
	servers: readonly Server[],
	{waiting, warnings}: {readonly waiting: number; readonly warnings: readonly string[]},
): EngineInfo {
	const abilities = servers.flatMap(server => server.abilities() ?? []);
	const models = [...new Set(abilities.map(({model}) => model))];
	const has = (endpoint: 'chat/completions' | 'completions' | 'embeddings') =>
		abilities.some(({endpoints}) => endpoints.has(endpoint));
	return {
		name: 'OpenAI-compatible server',
		provider: 'remote',
		device: servers.map(({address}) => new URL(address).host).join(', '),
		model: models.join(', '),
		capabilities: [
			...(has('chat/completions') || has('completions') ? (['generate'] as const) : []),
			...(has('embeddings') ? (['embed'] as const) : []),
		],
		capacity: servers.reduce((sum, {capacity}) => sum + capacity, 0),
		waiting,
		notes: [
			...(models.length > 1
				? [`The servers have different models: ${models.map(model => `\`${model}\``).join(', ')}`]
				: []),
			...warnings,
			...servers.map(({describe}) => describe()),
		],
	};
}

/** Say what is wrong with the keys of servers that work. */
async function findWarnings(servers: readonly OpenAiServer[]): Promise<readonly string[]> {
	const warnings = servers.map(async ({url, keyFile}) => {
		if (keyFile === undefined) {
			return [];
		}

		const {protocol, hostname, host} = new URL(url);
		const isOpen = protocol === 'http:' && !isLoopback(hostname);
		return [
			await findOpenKeyFile(keyFile),
			isOpen
				? `The key for ${host} is sent without encryption; use \`https\` or a tunnel`
				: undefined,
		];
	});
	return (await Promise.all(warnings)).flat().filter(warning => warning !== undefined);
}
