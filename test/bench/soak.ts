/**
Watch the memory of a miner at work on the devnet: `npm run bench:soak [-- --seconds N]`, with the built program. Beside the arena's validators one more client asks, so that 20 queries a second come; memory is printed each 30 s.
*/
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs, promisify} from 'node:util';
import {arenaHotkey} from '../../src/arena/accounts.ts';
import {query} from '../../src/arena/query.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';

const {values} = parseArgs({options: {seconds: {type: 'string', default: '600'}}});
/** Queries a second. */
const rate = 20;
/** Milliseconds between two looks at the memory. */
const interval = 30_000;
const netuid = 3;

const home = await mkdtemp(path.join(os.tmpdir(), 'btop-soak-'));
try {
	await btop('wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'words'));
	await btop('wallet', 'faucet');
	await btop('register', '--netuid', String(netuid), '--yes');
	const {pid, address} = await btop('mine', '--netuid', String(netuid), '--port', '0', '--detach');
	const [{hotkey}] = (await btop('status')).miners;
	await soak(pid, {address, hotkey});
} finally {
	await btop('stop', '--all');
	await rm(home, {recursive: true, force: true, maxRetries: 3});
}

async function soak(
	pid: number,
	{address, hotkey}: {readonly address: string; readonly hotkey: string},
) {
	const task = taskById('image')!;
	const signer = arenaHotkey('validator', netuid, 0);
	const random = createRandom(7);
	const {signal} = new AbortController();
	const {hostname: ip, port} = new URL(`http://${address}`);
	const end = performance.now() + Number(values.seconds) * 1000;
	let next = performance.now();
	let look = next;
	let asked = 0;
	while (performance.now() < end) {
		if (performance.now() >= look) {
			console.log(`${asked} asked, ${await readResident(pid)} MiB resident`);
			look += interval;
		}

		const {question} = task.ask(random);
		const axon = {ip, port: Number(port)};
		void query({task, question, axon, receiver: hotkey, signer, timeout: 3000, signal});
		asked++;
		next += 1000 / rate;
		await sleep(Math.max(0, next - performance.now()));
	}

	console.log(`${asked} asked, ${await readResident(pid)} MiB resident`);
}

async function readResident(pid: number): Promise<string> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const kibibytes = Number(/^VmRSS:\s+(?<count>\d+)/mv.exec(status)!.groups!.count);
	return (kibibytes / 1024).toFixed(0);
}

async function btop(...argv: readonly string[]): Promise<any> {
	const {stdout} = await promisify(execFile)(
		process.execPath,
		[path.resolve('dist/btop.js'), ...argv, '--json'],
		{env: {...process.env, BTOP_HOME: home}},
	);
	return JSON.parse(stdout);
}
