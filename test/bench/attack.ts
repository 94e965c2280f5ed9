/**
Attack a miner and ask it good questions meanwhile, all from one address, which is the worst case: `npm run bench:attack [-- --seconds N] [ATTACK…]`. Half of the good questions come over connections that are kept, half over new ones.
*/
import {Buffer} from 'node:buffer';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {right, table} from '../../src/cli/table.ts';
import {signRequest} from '../../src/protocol/sign-request.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';
import {miner, validators} from './attack/accounts.ts';

const {values, positionals} = parseArgs({
	options: {seconds: {type: 'string', default: '15'}},
	allowPositionals: true,
});
const seconds = Number(values.seconds);
/** Good questions a second. */
const rate = 20;

const attacks = [
	'none',
	'dripping-bodies',
	'dripping-heads',
	'large-bodies',
	'slow-bodies',
	'tiny-chunks',
	'non-readers',
	'few-unread-refusals',
	'unread-refusals',
	'bad-signatures',
	'strangers',
];
const random = createRandom(7);
const {path, ask} = taskById('image')!;
const rows = new Map<string, string[]>();
for (const attack of positionals.length > 0 ? positionals : attacks) {
	rows.set(attack, await measure(attack));
}

console.log(
	table(
		[
			{title: 'attack'},
			...['kept', 'p50 ms', 'p99 ms', 'new', 'p50 ms', 'p99 ms', 'MiB at most'].map(title =>
				right(title),
			),
		],
		Array.from(rows, ([, cells]) => cells),
	).join('\n'),
);

async function measure(attack: string): Promise<string[]> {
	const server = fork(new URL('attack/server.ts', import.meta.url));
	const [port] = (await once(server, 'message')) as [number];
	const keptAgent = new http.Agent({keepAlive: true, maxSockets: 4});
	const newAgent = new http.Agent({keepAlive: false});
	// A validator that asked before: the miner knows its address.
	await askOnce(port, keptAgent);
	const attackers =
		attack === 'none'
			? undefined
			: fork(new URL('attack/attackers.ts', import.meta.url), [String(port), attack]);
	await sleep(attackers ? 3000 : 0);
	const asked: Record<'kept' | 'new', Array<Promise<number | undefined>>> = {kept: [], new: []};
	let most = 0;
	// It may be too busy to answer soon.
	server.on('message', (bytes: number) => {
		most = Math.max(most, bytes);
	});
	for (let index = 0; index < seconds * rate; index++) {
		const kind = index % 2 === 0 ? 'kept' : 'new';
		asked[kind].push(askOnce(port, kind === 'kept' ? keptAgent : newAgent));
		if (index % rate === 0) {
			server.send('memory');
		}

		await sleep(1000 / rate);
	}

	const cells = [describe(await Promise.all(asked.kept)), describe(await Promise.all(asked.new))];
	for (const child of [attackers, server]) {
		child?.kill('SIGKILL');
	}

	keptAgent.destroy();
	return [attack, ...cells.flat(), (most / 2 ** 20).toFixed(0)];
}

/** Ask a question; returns the milliseconds until the whole answer was there, or `undefined` if none came. */
async function askOnce(port: number, agent: http.Agent): Promise<number | undefined> {
	const body = Buffer.from(JSON.stringify(ask(random).question));
	const headers = await signRequest({
		method: 'POST',
		path,
		body,
		receiver: miner.address,
		signer: validators[0]!,
	});
	const start = performance.now();
	return new Promise(resolve => {
		const request = http.request(
			{
				agent,
				host: '127.0.0.1',
				port,
				path,
				method: 'POST',
				headers,
				signal: AbortSignal.timeout(10_000),
			},
			reply => {
				reply.resume().once('close', () => {
					resolve(
						reply.complete && reply.statusCode === 200 ? performance.now() - start : undefined,
					);
				});
			},
		);
		request.once('error', () => {
			resolve(undefined);
		});
		request.end(body);
	});
}

function describe(times: ReadonlyArray<number | undefined>): readonly string[] {
	const answered = times.filter(time => time !== undefined).toSorted((one, other) => one - other);
	const percentile = (share: number) =>
		answered[Math.ceil(share * answered.length) - 1] ?? Infinity;
	return [
		`${answered.length} of ${times.length}`,
		percentile(0.5).toFixed(1),
		percentile(0.99).toFixed(1),
	];
}
