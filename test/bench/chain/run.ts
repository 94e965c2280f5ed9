/**
Count what commands and a running miner ask of a node the size of the main chain, with `btcli` and the Python SDK beside them: `npm run bench:chain [-- --seconds N] [--json]`.

The node serves recorded metadata with made-up state; `BTOP_METADATA` may name a folder with further metadata. A registration is counted on the devnet, too, where all of them can make one. With `--json`, the last line is one object and everything else goes to stderr.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {install} from '../../../scripts/interop/cache.ts';
import {sdk} from '../../../scripts/interop/programs.ts';
import {recording} from '../../../scripts/runtimes/recording.ts';
import {right, table} from '../../../src/cli/table.ts';
import {findRuntimes} from '../../helpers/runtimes/runtimes.ts';
import type {Asked} from './count.ts';
import {type Measured, measureChain} from './measure-chain.ts';
import {measureRegistration} from './measure-registration.ts';

const {values} = parseArgs({
	options: {seconds: {type: 'string', default: '120'}, json: {type: 'boolean', default: false}},
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) {
	throw new RangeError('`--seconds` is a number above 0');
}

const say = values.json ? console.error : console.log;
const [recorded, rivals] = [await install(recording), await install(sdk)];
const python = rivals.ok ? rivals.path : undefined;
for (const [what, found] of Object.entries({
	'the recording': recorded,
	'btcli and the SDK': rivals,
})) {
	if (!found.ok) {
		say(`Skipped ${what}: ${found.problem}`);
	}
}

const env = {
	...process.env,
	...(recorded.ok && {BTOP_RUNTIMES_RECORDING: recorded.path}),
};
const inFolder = async <Result>(work: (directory: string) => Promise<Result>): Promise<Result> => {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-bench-chain-'));
	try {
		return await work(directory);
	} finally {
		await rm(directory, {recursive: true, force: true, maxRetries: 3});
	}
};

const measured: Measured[] = [];
for (const runtime of findRuntimes(env)) {
	say(`Asking ${runtime.name} …`);
	measured.push(
		...(await inFolder(async directory => measureChain({runtime, directory, seconds, python}))),
	);
}

say('Registering on the devnet …');
measured.push({
	runtime: 'devnet',
	what: 'register',
	limit: 8,
	...(await inFolder(async directory => measureRegistration({directory, python}))),
});

say(
	table(
		[
			{title: 'runtime'},
			{title: 'what'},
			right('requests'),
			right('limit'),
			right('KB'),
			right('s'),
			right('connections'),
			right('btcli'),
			right('KB'),
			right('SDK'),
			right('KB'),
		],
		measured.map(({runtime, what, limit, ours, peers: {btcli, sdk: ofSdk}}) => [
			runtime,
			what,
			toFigure(ours.requests),
			limit === undefined ? '–' : String(limit),
			toKilobytes(ours),
			ours.seconds.toFixed(1),
			String(ours.connections),
			...[btcli, ofSdk].flatMap(peer =>
				peer ? [toFigure(peer.requests), toKilobytes(peer)] : ['–', '–'],
			),
		]),
	).join('\n'),
);
if (values.json) {
	const rows = measured.map(({runtime, what, ours, peers}) => ({
		what: `${runtime}: ${what}`,
		ours: ours.requests,
		peers: Object.fromEntries(Object.entries(peers).map(([name, {requests}]) => [name, requests])),
		unit: 'requests',
	}));
	console.log(JSON.stringify({ok: true, machine: os.cpus()[0]!.model.trim(), rows, ratios: {}}));
}

function toFigure(requests: number): string {
	return requests.toFixed(1).replace(/\.0$/v, '');
}

function toKilobytes({bytes}: Asked): string {
	return (bytes / 1000).toFixed(0);
}
