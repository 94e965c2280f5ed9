import {afterEach, expect, onTestFinished, test} from 'vitest';
import {query} from '../../../src/arena/query.ts';
import {createSigner, verifySignature} from '../../../src/crypto/sr25519.ts';
import type {Part, WorkEngine} from '../../../src/gpu/engine.ts';
import {createAdmission} from '../../../src/miner/front/admission.ts';
import {createMinerServer} from '../../../src/miner/front/miner-server.ts';
import {signRequest} from '../../../src/protocol/sign-request.ts';
import {answerWith} from '../../../src/tasks/answerer.ts';
import {textTask} from '../../../src/tasks/text/text-task.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {until} from '../../helpers/until.ts';

const miner = createSigner({uri: '//Miner'});
const validator = createSigner({uri: '//Validator'});
const end: Part = {kind: 'text-end', reason: 'stop', promptTokens: 5, tokens: 2};

/** A miner whose model makes these pieces, each as soon as it is let go on. */
async function start(...parts: readonly Part[]) {
	const gates = parts.map(() => Promise.withResolvers<void>());
	const engine: WorkEngine = {
		async *run(_, {signal} = {}) {
			signal?.addEventListener('abort', () => {
				cancelled.resolve();
			});
			for (const [index, part] of parts.entries()) {
				await gates[index]!.promise;
				yield part;
			}
		},
	};
	const cancelled = Promise.withResolvers<void>();
	const server = await createMinerServer({
		task: textTask as Task,
		hotkey: miner.address,
		answer: answerWith(textTask as Task, engine),
		admission: createAdmission({allow: [validator.address], lookUp: () => undefined}),
		verify: verifySignature,
	});
	onTestFinished(async () => server.close({timeout: 0}));
	return {
		server,
		cancelled: cancelled.promise,
		go(...indexes: readonly number[]) {
			for (const index of indexes) {
				gates[index]!.resolve();
			}
		},
	};
}

const controllers: AbortController[] = [];

afterEach(() => {
	for (const controller of controllers.splice(0)) {
		controller.abort();
	}
});

async function ask(address: string, question: Record<string, unknown>) {
	const controller = new AbortController();
	controllers.push(controller);
	const body = new TextEncoder().encode(JSON.stringify(question));
	const headers = await signRequest({
		method: 'POST',
		path: '/text',
		body,
		receiver: miner.address,
		signer: validator,
	});
	const reply = await fetch(`http://${address}/text`, {
		method: 'POST',
		body,
		headers: {...headers},
		signal: controller.signal,
	});
	const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
	const read = async () => (await reader.read()).value;
	return {
		reply,
		read,
		hangUp() {
			controller.abort();
		},
	};
}

const streamed = {prompt: 'Anna is in', max_tokens: 4, stream: true};

test('a streamed answer is sent piece by piece, and ends with the whole', async () => {
	const {server, go} = await start(
		{kind: 'text', text: ' the'},
		{kind: 'text', text: ' park'},
		end,
	);
	go(0);
	const {reply, read} = await ask(server.address, streamed);

	expect(reply.status).toBe(200);
	expect(reply.headers.get('content-type')).toBe('text/event-stream');
	expect(await read()).toBe('data: {"text":" the"}\n\n');
	expect(server.state.getSnapshot().answered).toBe(0);
	go(1);
	expect(await read()).toBe('data: {"text":" park"}\n\n');
	go(2);
	const last = `${await read()}${(await read()) ?? ''}`;
	expect(last).toBe(
		'data: {"text":" the park","finish_reason":"stop","usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}\n\ndata: [DONE]\n\n',
	);
	await until(() => server.state.getSnapshot().answered === 1);
});

test('an empty answer is a stream too', async () => {
	const {server, go} = await start(end);
	go(0);
	const {reply, read} = await ask(server.address, streamed);

	expect(reply.headers.get('content-type')).toBe('text/event-stream');
	expect(await read()).toContain('data: {"text":"","finish_reason":"stop"');
});

test('who does not want a stream gets none', async () => {
	const {server, go} = await start({kind: 'text', text: ' the'}, end);
	go(0, 1);
	const {reply, read} = await ask(server.address, {...streamed, stream: false});

	expect(reply.headers.get('content-type')).toBe('application/json');
	expect(JSON.parse((await read())!)).toMatchObject({text: ' the', finish_reason: 'stop'});
});

test('a stream that breaks off ends with the refusal, and counts as one', async () => {
	const {server, go} = await start(
		{kind: 'text', text: ' the'},
		{kind: 'refused', reason: 'deadline'},
	);
	go(0);
	const {reply, read} = await ask(server.address, streamed);
	expect(reply.status).toBe(200);
	await read();
	go(1);

	expect(`${await read()}${(await read()) ?? ''}`).toBe(
		'data: {"error":{"reason":"deadline"}}\n\ndata: [DONE]\n\n',
	);
	await until(() => server.state.getSnapshot().refused === 1);
	expect(server.state.getSnapshot()).toMatchObject({answered: 0, refusals: {deadline: 1}});
});

test('a question refused before its first piece gets the status of the refusal', async () => {
	const {server, go} = await start({kind: 'refused', reason: 'too-long'});
	go(0);
	const {reply, read} = await ask(server.address, streamed);

	expect(reply.status).toBe(413);
	expect(await read()).toBe('{"error":{"reason":"too-long"}}');
});

test('who hangs up in the middle of a stream cancels the work', async () => {
	const {server, go, cancelled} = await start({kind: 'text', text: ' the'}, end);
	go(0);
	const {read, hangUp} = await ask(server.address, streamed);
	await read();
	hangUp();
	await cancelled;
	go(1);
	await until(() => server.state.getSnapshot().refusals['client-gone'] === 1);
});

test('a validator reads a stream as it reads any answer', async () => {
	const {server, go} = await start(
		{kind: 'text', text: ' the'},
		{kind: 'text', text: ' park'},
		end,
	);
	go(0, 1, 2);
	const reply = await query({
		task: textTask as Task,
		question: streamed,
		axon: {ip: '127.0.0.1', port: server.port},
		receiver: miner.address,
		signer: validator,
		timeout: 10_000,
		signal: new AbortController().signal,
	});

	expect(reply?.answer).toMatchObject({text: ' the park', finish_reason: 'stop'});
});
