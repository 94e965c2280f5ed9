/**
Watch the memory of miners at work on the devnet: `npm run bench:soak [-- --seconds N] [--rate N] [--text N] [--json]`, with the built program. One miner serves a model of rows, another a language model. Beside the arena's validators one more client asks, by default 100 questions a second, 5 of which are for texts.

The exit code is 1 if the memory of a process grew: if its trend after the first quarter comes to over a twentieth of it in the time that was watched.
*/
import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs, promisify} from 'node:util';
import {arenaHotkey} from '../../src/arena/accounts.ts';
import {query} from '../../src/arena/query.ts';
import {right, table} from '../../src/cli/table.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';
import {childrenOf} from '../helpers/processes.ts';
import {addSample, findTrend, type MemoryTrack} from './soak/memory.ts';

const {values} = parseArgs({
	options: {
		seconds: {type: 'string', default: '1200'},
		rate: {type: 'string', default: '100'},
		text: {type: 'string', default: '5'},
		json: {type: 'boolean'},
	},
});
/** Questions a second, and how many of them are for texts. */
const [rate, textRate] = [Number(values.rate), Number(values.text)];
/** Looks at the memory, at equal intervals. */
const looks = 80;
const interval = (Number(values.seconds) * 1000) / looks;
/** Beyond so many questions under way, none is asked: the machine is too slow for the rate. */
const mostUnderWay = 500;
const random = createRandom(7);

type Target = {
	readonly task: 'text' | 'image';
	readonly netuid: number;
	readonly pid: number;
	readonly address: string;
	readonly hotkey: string;
};

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
	process.once(name, () => {
		stopping.abort();
	});
}

const counts = {asked: 0, answered: 0, late: 0, underWay: 0};
const home = await mkdtemp(path.join(os.tmpdir(), 'btop-soak-'));
try {
	await btop('wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'words'));
	await btop('wallet', 'faucet');
	const targets = [await startMiner('image', 3), await startMiner('text', 1)] as const;
	report(await soak(targets));
} finally {
	await btop('stop', '--all');
	await rm(home, {recursive: true, force: true, maxRetries: 3});
}

async function startMiner(task: Target['task'], netuid: number): Promise<Target> {
	await btop('register', '--netuid', String(netuid), '--yes');
	const options = ['--netuid', String(netuid), '--port', '0', '--detach'];
	const {pid, address} = await btop('mine', ...options);
	const {miners} = await btop('status');
	const {hotkey} = miners.find((miner: {readonly pid: number}) => miner.pid === pid);
	return {task, netuid, pid, address, hotkey};
}

/** Ask at the rate until the time is over, and look at the memory at intervals. */
async function soak([image, text]: readonly [Target, Target]): Promise<readonly MemoryTrack[]> {
	const tracks = [image, text].flatMap(target => toTracks(target));
	const start = performance.now();
	let looked = 0;
	let tick = 0;
	while (looked <= looks) {
		stopping.signal.throwIfAborted();
		const passed = performance.now() - start;
		if (passed >= looked * interval) {
			looked++;
			await Promise.all(tracks.map(async track => addSample(track)));
			const memory = tracks.map(({what, samples}) => `${what} ${samples.at(-1)!.toFixed(0)}`);
			console.error(
				`${counts.asked} asked, ${counts.answered} answered, MiB: ${memory.join(', ')}`,
			);
		}

		// A busy machine wakes us late, when several are due.
		for (; tick < (passed / 1000) * rate; tick++) {
			const isText =
				Math.floor(((tick + 1) * textRate) / rate) > Math.floor((tick * textRate) / rate);
			void ask(isText ? text : image);
		}

		await sleep(1000 / rate);
	}

	while (counts.underWay > 0) {
		await sleep(100);
	}

	return tracks;
}

function toTracks({task, pid}: Target): readonly MemoryTrack[] {
	return [
		{what: `${task}: miner`, find: async () => pid, samples: []},
		{what: `${task}: engine`, find: async () => (await childrenOf(pid))[0], samples: []},
	];
}

async function ask({task: id, netuid, address, hotkey}: Target) {
	if (counts.underWay >= mostUnderWay) {
		counts.late++;
		return;
	}

	counts.asked++;
	counts.underWay++;
	const task = taskById(id)!;
	const {hostname: ip, port} = new URL(`http://${address}`);
	const reply = await query({
		task,
		question: task.ask(random).question,
		axon: {ip, port: Number(port)},
		receiver: hotkey,
		signer: arenaHotkey('validator', netuid, 0),
		timeout: 10_000,
		signal: new AbortController().signal,
	});
	counts.underWay--;
	counts.answered += reply ? 1 : 0;
}

function report(tracks: readonly MemoryTrack[]) {
	const seconds = Number(values.seconds);
	const columns = [0, 0.25, 0.5, 0.75, 1];
	const rows = tracks.map(({what, samples}) => {
		const settled = samples.slice(Math.ceil(samples.length / 4));
		const growth = findTrend(settled) * (settled.length - 1);
		const isFlat = growth <= settled.at(-1)! / 20;
		return {what, samples, growth, isFlat};
	});
	const times = columns.map(share => `${Math.round((share * seconds) / 6) / 10} min`);
	console.log(
		table(
			[
				{title: 'MiB'},
				...[...times, 'max', 'trend'].map(title => right(title)),
				{title: 'verdict'},
			],
			rows.map(({what, samples, growth, isFlat}) => [
				what,
				...columns.map(share => samples[Math.round(share * looks)]!.toFixed(0)),
				Math.max(...samples).toFixed(0),
				growth.toFixed(1),
				isFlat ? 'flat' : 'grows',
			]),
		).join('\n'),
	);
	const {asked, answered, late} = counts;
	console.log(
		`${asked} asked, ${answered} answered in 10 s, ${(asked / seconds).toFixed(1)} a second; ${late} could not be asked`,
	);
	const isFlat = rows.every(row => row.isFlat);
	if (values.json) {
		console.log(
			JSON.stringify({
				ok: isFlat,
				machine: `${os.cpus()[0]?.model} × ${os.availableParallelism()}`,
				rows: rows.map(({what, growth}) => ({what, ours: growth, peers: {}, unit: 'MiB'})),
				ratios: {},
			}),
		);
	}

	process.exitCode = isFlat ? 0 : 1;
}

async function btop(...argv: readonly string[]): Promise<any> {
	const {stdout} = await promisify(execFile)(
		process.execPath,
		[path.resolve('dist/btop.js'), ...argv, '--json'],
		{env: {...process.env, BTOP_HOME: home}},
	);
	return JSON.parse(stdout);
}
