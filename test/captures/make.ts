/**
Make the pictures of the README: walk from an empty home to the monitor in a real pseudo-terminal, and draw what it shows: `npm run captures`, after a build. It takes two minutes, so that the monitor has something to tell.
*/
import {spawnSync} from 'node:child_process';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {findFreshBuild} from '../helpers/fresh-build.ts';
import {type PtyProgram, startPty} from '../helpers/screens/pty.ts';
import {walkByKeyboard} from '../helpers/screens/walk-by-keyboard.ts';
import {toSvg} from './to-svg.ts';

const directory = path.resolve('docs/captures');
const entry = findFreshBuild();
const home = await mkdtemp(path.join(tmpdir(), 'btop-captures-'));
const env = {HOME: home, BTOP_HOME: home};
/** Steps whose picture stands in the README; that with the words is never taken. */
const steps = new Set(['network', 'subnet', 'register']);
/** Milliseconds for validators to ask, reveal their weights and pay, some epochs long. */
const mining = 90_000;

await mkdir(directory, {recursive: true});
try {
	const walk = open(80, 24);
	await walkByKeyboard(walk, {
		async onStep(step) {
			if (steps.has(step)) {
				await take(walk, `walk-${step}`, `The step ${step} of btop at 80 by 24`);
			}
		},
	});
	await sleep(mining);
	await take(walk, 'monitor-80x24', 'The monitor of btop at 80 by 24');
	walk.type('q');
	await walk.exit;
	const monitor = open(120, 40);
	await monitor.shows(/p50 +\d/v);
	await sleep(3000);
	await take(monitor, 'monitor-120x40', 'The monitor of btop at 120 by 40');
	monitor.type('q');
	await monitor.exit;
} finally {
	spawnSync(process.execPath, [entry, 'stop', '--all'], {env: {...process.env, ...env}});
	await rm(home, {recursive: true, force: true});
}

function open(columns: number, rows: number): PtyProgram {
	return startPty([process.execPath, entry], {columns, rows, env, timeout: 60_000});
}

async function take({terminal}: PtyProgram, name: string, title: string) {
	await writeFile(path.join(directory, `${name}.svg`), toSvg(terminal, title));
	console.log(`docs/captures/${name}.svg`);
}
