/**
Measure what the monitor costs, beside btop++ and htop in the same run, at 120×40 and one refresh a second: `npm run bench:screen`. A rival that is not installed is left out and named.

`--seconds N` watches each for so long; the default is 20, and 600 tells whether the memory stays flat.
*/
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {right, table} from '../../src/cli/table.ts';
import {findFreshBuild} from '../helpers/fresh-build.ts';
import {measureFirstPaint, type ScreenCost, watchScreen} from './screen-cost.ts';

const {values} = parseArgs({options: {seconds: {type: 'string', default: '20'}}});
const seconds = Number(values.seconds);
const home = await mkdtemp(path.join(os.tmpdir(), 'btop-screen-'));
const btop = [process.execPath, findFreshBuild()];
const screen = {
	columns: 120,
	rows: 40,
	env: {BTOP_HOME: home, XDG_CONFIG_HOME: path.join(home, 'config')},
};
const env = {
	...process.env,
	...screen.env,
	BT_WALLET_PASSWORD: 'bench',
};
try {
	await startMining();
	await configureRivals();
	const contestants = [
		['btop monitor', [...btop, 'monitor']],
		['btop++', ['btop']],
		['htop', ['htop', '-d', '10']],
	] as const;
	const present = contestants.filter(([, [program]]) => isInstalled(program));
	const paints: number[] = [];
	for (const [, command] of present) {
		paints.push(await measureFirstPaint(command, screen));
	}

	// At the same time, so that all find the same machine.
	const costs = await Promise.all(
		present.map(async ([, command]) => watchScreen(command, {...screen, seconds})),
	);
	print(present.map(([name], index) => ({name, firstPaint: paints[index]!, ...costs[index]!})));
	for (const [name, [program]] of contestants) {
		if (!isInstalled(program)) {
			console.log(`${name} is not on the PATH: install \`${program}\` to compare`);
		}
	}
} finally {
	await run('stop', '--all');
	await rm(home, {recursive: true, force: true});
}

/** Let a miner of this home run on its devnet. */
async function startMining() {
	const words = path.join(home, 'words');
	await run('wallet', 'new', '--mnemonic-file', words);
	await run('wallet', 'faucet');
	await run('register', '--netuid', '3', '--yes');
	await run('mine', '--netuid', '3', '--detach');
}

async function run(...argv: readonly string[]) {
	const child = spawn(btop[0]!, [btop[1]!, ...argv], {env, stdio: ['ignore', 'ignore', 'inherit']});
	const [code] = (await once(child, 'close')) as [number];
	if (code !== 0) {
		throw new Error(`\`btop ${argv.join(' ')}\` ended with ${code}`);
	}
}

/** The same pace for all: a refresh a second. */
async function configureRivals() {
	const directory = path.join(home, 'config', 'btop');
	await mkdir(directory, {recursive: true});
	await writeFile(path.join(directory, 'btop.conf'), 'update_ms = 1000\n');
}

function isInstalled(program: string) {
	return spawnSync(program, ['--version'], {stdio: 'ignore'}).error === undefined;
}

type Row = ScreenCost & {readonly name: string; readonly firstPaint: number};

function print(rows: readonly Row[]) {
	const rival = rows.find(({name}) => name === 'btop++');
	const lines = table(
		[
			{title: `${screen.columns}×${screen.rows}, ${seconds} s`},
			right('first paint ms'),
			right('bytes/s'),
			right('of btop++'),
			right('CPU'),
			right('MiB at first'),
			right('half way'),
			right('at the end'),
			right('at most'),
		],
		rows.map(row => [
			row.name,
			row.firstPaint.toFixed(0),
			row.bytesPerSecond.toFixed(0),
			rival === undefined ? '-' : `${(row.bytesPerSecond / rival.bytesPerSecond).toFixed(2)}×`,
			`${(row.cpu * 100).toFixed(1)} %`,
			row.mebibytesAtFirst.toFixed(0),
			row.mebibytesHalfway.toFixed(0),
			row.mebibytes.toFixed(0),
			row.mostMebibytes.toFixed(0),
		]),
	);
	console.log(lines.join('\n'));
}
