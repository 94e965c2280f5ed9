/**
Measure what watching this machine costs: `npm run bench:devices [-- --json] [--seconds N]`.

The host is real. The cards are eight, each with a process, as a program in the place of `nvidia-smi` prints them once a second; it is a process of its own and not counted. Counted is the processor time of this process, which does nothing but watch.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {watchDevices} from '../../src/gpu/devices/watch-devices.ts';
import {installSmi} from '../helpers/smi/install-smi.ts';
import {h200} from '../helpers/smi/scenarios.ts';
import {formatReport} from './inference/report.ts';

const {values} = parseArgs({
	options: {json: {type: 'boolean', default: false}, seconds: {type: 'string', default: '60'}},
});
const cards = Array.from({length: 8}, (_, index) => ({
	...h200,
	index: String(index),
	uuid: `${h200.uuid}${index}`,
	'pci.bus_id': `00000000:${index}9:00.0`,
}));
const folder = await mkdtemp(path.join(os.tmpdir(), 'btop-bench-'));
const apps = cards.map(({uuid}, index) => [uuid, 1000 + index, '70000'] as const);
const smi = await installSmi(folder, {rounds: [cards], apps, cuda: '12.8'}, {pace: 1});
const watch = watchDevices({smi});
let changes = 0;
watch.devices.subscribe(() => {
	changes++;
});

// The start loads libraries and compiles.
await sleep(10_000);
const found = watch.devices.getSnapshot();
if (found.cards.length !== cards.length || found.host === undefined) {
	throw new Error('The samplers have not read all devices');
}

changes = 0;
const start = performance.now();
const before = process.cpuUsage();
await sleep(Number(values.seconds) * 1000);
const {user, system} = process.cpuUsage(before);
const seconds = (performance.now() - start) / 1000;
await watch.close();
await rm(folder, {recursive: true});

const share = (user + system) / 1e4 / seconds;
const rows = [
	{what: 'all samplers, of one core', unit: '%', ours: share, peers: {}},
	{what: 'readings passed on', unit: '/s', ours: changes / seconds, peers: {}},
];
const ratios = {samplers_core_percent: {value: share, atMost: 1, unit: ' %'}};
const machine = `${os.cpus()[0]!.model.trim()}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`;
const say = values.json ? console.error : console.log;
say(`${machine}; ${seconds.toFixed(0)} s\n`);
say(formatReport({rows, ratios}).join('\n'));
if (values.json) {
	console.log(JSON.stringify({ok: true, machine, rows, ratios}));
}
