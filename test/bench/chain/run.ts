/**
Count what commands and a running miner ask of a node the size of the main chain, with `btcli` beside them: `npm run bench:chain [-- --seconds N] [--json]`.

The node serves recorded metadata with made-up state; `BTOP_METADATA` may name a folder with further metadata. With `--json`, the last line is one object and everything else goes to stderr.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {install, type Installation} from '../../../scripts/interop/cache.ts';
import {recording} from '../../../scripts/runtimes/recording.ts';
import {right, table} from '../../../src/cli/table.ts';
import {findRuntimes} from '../../helpers/runtimes/runtimes.ts';
import {measureChain, type Measured} from './measure-chain.ts';

/** `btcli` of the SDK; the result is the program. */
const btcli: Installation = {
	folder: 'btcli-11.3.0',
	result: 'bin/btcli',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', 'bittensor==11.3.0'],
	],
};

const {values} = parseArgs({
	options: {seconds: {type: 'string', default: '120'}, json: {type: 'boolean', default: false}},
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) {
	throw new RangeError('`--seconds` is a number above 0');
}

const say = values.json ? console.error : console.log;
const [recorded, rival] = [await install(recording), await install(btcli)];
for (const [what, found] of Object.entries({'the recording': recorded, btcli: rival})) {
	if (!found.ok) {
		say(`Skipped ${what}: ${found.problem}`);
	}
}

const env = {
	...process.env,
	...(recorded.ok && {BTOP_RUNTIMES_RECORDING: recorded.path}),
};
const measured: Measured[] = [];
for (const runtime of findRuntimes(env)) {
	say(`Asking ${runtime.name} …`);
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-bench-chain-'));
	try {
		measured.push(
			...(await measureChain({
				runtime,
				directory,
				seconds,
				btcli: rival.ok ? rival.path : undefined,
			})),
		);
	} finally {
		await rm(directory, {recursive: true, force: true, maxRetries: 3});
	}
}

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
			right('s'),
		],
		measured.map(({runtime, what, limit, ours, peer}) => [
			runtime,
			what,
			ours.requests.toFixed(1).replace(/\.0$/v, ''),
			limit === undefined ? '–' : String(limit),
			(ours.bytes / 1000).toFixed(0),
			ours.seconds.toFixed(1),
			String(ours.connections),
			peer ? String(peer.requests) : '–',
			peer ? (peer.bytes / 1000).toFixed(0) : '–',
			peer ? peer.seconds.toFixed(1) : '–',
		]),
	).join('\n'),
);
if (values.json) {
	const rows = measured.map(({runtime, what, ours, peer}) => ({
		what: `${runtime}: ${what}`,
		ours: ours.requests,
		peers: peer ? {btcli: peer.requests} : {},
		unit: 'requests',
	}));
	console.log(JSON.stringify({ok: true, machine: os.cpus()[0]!.model.trim(), rows, ratios: {}}));
}
