import {once} from 'node:events';
import {createServer, type RequestListener, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {askRound} from '../../src/arena/ask-round.ts';
import {getPromptness} from '../../src/arena/promptness.ts';
import {createScoreboard, type Scoreboard} from '../../src/arena/scoreboard.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Task} from '../../src/tasks/task.ts';
import {doublingTask} from '../helpers/miner/doubling-task.ts';

const signer = createSigner({uri: '//Validator'});
const {signal} = new AbortController();

/** Serve what some miner replies. */
async function serve(reply: RequestListener) {
	const server = createServer(reply).listen(0, '127.0.0.1');
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	await once(server, 'listening');
	return {ip: '127.0.0.1', port: (server.address() as AddressInfo).port};
}

const ask = async (
	axon: {readonly ip: string; readonly port: number} | undefined,
	{
		scoreboard = createScoreboard(),
		stopwatch,
	}: {readonly scoreboard?: Scoreboard; readonly stopwatch?: () => number} = {},
) => {
	await askRound({
		task: doublingTask as Task,
		miners: [{hotkey: 'miner', axon}],
		signer,
		scoreboard,
		random: () => 0.5,
		stopwatch,
		signal,
	});
	return scoreboard;
};

function stream(response: ServerResponse, ...events: readonly string[]) {
	response.writeHead(200, {'content-type': 'text/event-stream'});
	response.end(events.map(event => `data: ${event}\n\n`).join(''));
}

test.each([
	['nothing', (_, response) => response.destroy()],
	['a refusal', (_, response) => response.writeHead(503).end('{"numbers":[1,2,3]}')],
	['no JSON', (_, response) => response.end('{"numbers":')],
	['no answer to the question', (_, response) => response.end('{"numbers":[1]}')],
	[
		'a stream that is cut',
		(_, response) => {
			stream(response, '{"numbers":[1,2,3]}');
		},
	],
	[
		'an empty stream',
		(_, response) => {
			stream(response, '[DONE]');
		},
	],
	[
		'a stream that breaks off',
		(_, response) => {
			stream(response, '{"piece":1}', '{"error":{"reason":"deadline"}}', '[DONE]');
		},
	],
	['without end', (_, response) => response.write('x'.repeat(140_000))],
] as const satisfies ReadonlyArray<readonly [string, RequestListener]>)(
	'who answers %s scores 0',
	async (_, reply) => {
		const scoreboard = createScoreboard();
		scoreboard.add('miner', 1);
		await ask(await serve(reply), {scoreboard});
		// One good answer, and three questions that came to nothing.
		expect(scoreboard.average('miner')).toBe(0.25);
	},
);

test('who answers scores what the answer is worth', async () => {
	const axon = await serve((_, response) => response.end('{"numbers":[1,2,3]}'));
	expect((await ask(axon)).average('miner')).toBe(1);
});

test('who answers piece by piece scores what the last piece is worth', async () => {
	const axon = await serve((_, response) => {
		stream(response, '{"piece":1}', '{"numbers":[1,2,3]}', '[DONE]');
	});
	expect((await ask(axon)).average('miner')).toBe(1);
});

test('who answers late scores less', async () => {
	const axon = await serve((_, response) => response.end('{"numbers":[1,2,3]}'));
	// Each of three questions is looked at twice: they are sent together at 0, and answered at 2400.
	let looks = 0;
	const stopwatch = () => (looks++ < 3 ? 0 : 2400);
	expect((await ask(axon, {stopwatch})).average('miner')).toBeCloseTo(0.7);
});

test.each([
	[0, 1],
	[1500, 1],
	[2250, 0.75],
	[3000, 0.5],
	[9000, 0.5],
])('an answer after %i of 3000 ms keeps %f of its score', (milliseconds, share) => {
	expect(getPromptness(milliseconds, 3000)).toBe(share);
});

test('who has no address any more scores 0, who has none yet is not judged', async () => {
	expect((await ask(undefined)).knows('miner')).toBe(false);
	const scoreboard = createScoreboard();
	scoreboard.add('miner', 1);
	await ask(undefined, {scoreboard});
	expect(scoreboard.average('miner')).toBe(0.25);
});
