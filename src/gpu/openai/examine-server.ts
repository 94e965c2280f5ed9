import {askServer} from './ask-server.ts';
import {readJson, requireSuccess} from './read-reply.ts';
import {modelsSchema} from './replies.ts';
import {type Endpoint, endpointOf, endpoints, type ServerWork} from './requests.ts';
import type {Sender} from './send-request.ts';
import {ServerFault} from './server-fault.ts';

/** What a server was seen to do. */
export type ServerAbilities = {
	readonly model: string;
	readonly endpoints: ReadonlySet<Endpoint>;
	/** Whether it takes the request for the number of tokens. */
	readonly withUsage: boolean;
};

export type ExamineOptions = {
	/** As `toBaseUrl()` gives it. */
	readonly base: string;
	readonly send: Sender['send'];
	/** What to ask for. @default the only model that it lists */
	readonly model?: string;
	readonly key?: string;
	readonly signal: AbortSignal;
};

/**
Find out what a server can do, by asking it for one token in each way and for one vector. That it answers other requests says little: a server may be up while its model is not.

@throws {ServerFault} If it can do none of it, or fails.
*/
export async function examineServer(options: ExamineOptions): Promise<ServerAbilities> {
	const model = options.model ?? (await readOnlyModel(options));
	const able = new Set<Endpoint>();
	let withUsage = true;
	let refusal: ServerFault | undefined;
	for (const work of smallWorks) {
		const found = await tryWork(work, options, {model, withUsage});
		if (found.ok) {
			able.add(endpointOf(work));
			withUsage &&= found.withUsage;
		} else {
			refusal ??= found.fault;
		}
	}

	if (able.size === 0) {
		throw new ServerFault('misconfigured', refusal?.problem ?? 'can do nothing', {cause: refusal});
	}

	return {model, endpoints: able, withUsage};
}

const smallWorks: readonly ServerWork[] = endpoints.map(endpoint =>
	endpoint === 'embeddings'
		? {kind: 'embed', text: 'Hello'}
		: {
				kind: 'generate',
				prompt: endpoint === 'completions' ? 'Hello' : [{role: 'user', content: 'Hello'}],
				maxTokens: 1,
				temperature: 0,
			},
);

type Tried =
	| {readonly ok: true; readonly withUsage: boolean}
	| {readonly ok: false; readonly fault: ServerFault};

async function tryWork(
	work: ServerWork,
	options: ExamineOptions,
	{model, withUsage}: {readonly model: string; readonly withUsage: boolean},
): Promise<Tried> {
	try {
		await Array.fromAsync(askServer(work, {...options, model, withUsage}));
		return {ok: true, withUsage};
	} catch (error) {
		if (!(error instanceof ServerFault)) {
			throw error;
		}

		if (withUsage && error.kind === 'unsupported' && work.kind === 'generate') {
			return tryWork(work, options, {model, withUsage: false});
		}

		// Servers of texts often fail at vectors with a status of 500, and some send what is none.
		if (['missing', 'unsupported', 'too-long'].includes(error.kind) || work.kind === 'embed') {
			return {ok: false, fault: error};
		}

		throw error;
	}
}

async function readOnlyModel({base, send, key, signal}: ExamineOptions): Promise<string> {
	const reply = await send(`${base}/models`, {method: 'GET', key, signal});
	await requireSuccess(reply);
	const {data} = await readJson(reply, modelsSchema);
	if (data.length === 1) {
		return data[0]!.id;
	}

	const shown = data.slice(0, 5).map(({id}) => `\`${id}\``);
	throw new ServerFault(
		'misconfigured',
		data.length === 0
			? 'lists no model; name the one to ask for'
			: `has ${data.length} models; name the one to ask for, such as ${shown.join(', ')}`,
	);
}
