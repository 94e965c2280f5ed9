/**
Measure what btop claims, beside its rivals in the same run, and print tables: `npm run bench`. A rival that is not installed is left out and named.
*/
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {right, table} from '../../src/cli/table.ts';
import {findFreshBuild} from '../helpers/fresh-build.ts';
import {median, runProgram, type Sample} from './measure.ts';

const runs = 7;
const [processor] = os.cpus();
console.log(
	`${processor!.model.trim()}, ${os.cpus().length} cores, ${os.type()} ${os.release()}, Node ${process.versions.node}\n`,
);
await measureStartUp();
for (const script of ['miner', 'devnet', 'btauth', 'yuma', 'timelock']) {
	console.log(`\n${script}`);
	const {status} = spawnSync(process.execPath, [path.resolve(`test/bench/${script}.ts`)], {
		stdio: 'inherit',
	});
	if (status !== 0) {
		process.exitCode = 1;
	}
}

/** Whole processes, from start to exit; those compared take turns, so that a busy moment hits all. */
async function measureStartUp() {
	const home = await mkdtemp(path.join(os.tmpdir(), 'btop-bench-'));
	const btop = [process.execPath, findFreshBuild()];
	const wallets = ['--wallet-path', path.join(home, 'wallets')];
	const contestants = [
		['node -e 0', [process.execPath, '-e', '0']],
		['btop --version', [...btop, '--version']],
		['btop wallet list', [...btop, 'wallet', 'list', ...wallets]],
		['btcli --version', ['btcli', '--version']],
		['btcli wallet list', ['btcli', 'wallet', 'list', ...wallets]],
	] as const;
	const present = contestants.filter(([, [program]]) => isInstalled(program));
	const samples = new Map<string, Sample[]>(present.map(([name]) => [name, []]));
	for (let run = 0; run < runs; run++) {
		for (const [name, command] of present) {
			samples
				.get(name)!
				.push(await runProgram(command, {...process.env, HOME: home, BTOP_HOME: home}));
		}
	}

	const base = median(samples.get('node -e 0')!.map(({milliseconds}) => milliseconds));
	const lines = table(
		[{title: `start-up, median of ${runs}`}, right('ms'), right('of node'), right('peak MiB')],
		present.map(([name]) => {
			const milliseconds = median(samples.get(name)!.map(sample => sample.milliseconds));
			const mebibytes = median(samples.get(name)!.map(sample => sample.mebibytes));
			return [
				name,
				milliseconds.toFixed(0),
				`${(milliseconds / base).toFixed(1)}×`,
				mebibytes.toFixed(0),
			];
		}),
	);
	console.log(lines.join('\n'));
	if (present.length < contestants.length) {
		console.log('btcli is not on the PATH: install the Python package `bittensor` to compare');
	}

	await rm(home, {recursive: true, force: true});
}

function isInstalled(program: string) {
	return spawnSync(program, ['--version'], {stdio: 'ignore'}).error === undefined;
}
