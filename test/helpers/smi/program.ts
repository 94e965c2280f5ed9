/**
Answers in the place of NVIDIA's `nvidia-smi`, which runs only beside its driver: `node program.ts SCENARIO.json ARGUMENTS`.
*/
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import type {SmiScenario} from './scenarios.ts';

const [file, ...args] = process.argv.slice(2);
const scenario = JSON.parse(readFileSync(file!, 'utf8')) as SmiScenario;
const valueOf = (name: string) =>
	args.find(arg => arg.startsWith(`${name}=`))?.slice(name.length + 1);
const interval = args.includes('-l') ? Number(args[args.indexOf('-l') + 1]) * 1000 : undefined;
const pace = Number(process.env.SMI_PACE ?? 1);
const fields = valueOf('--query-gpu')?.split(',');

if (scenario.failure !== undefined) {
	console.log(scenario.failure);
	process.exitCode = 9;
} else if (args.length === 0) {
	console.log(
		`| NVIDIA-SMI 570.86.10              Driver Version: 570.86.10      CUDA Version: ${scenario.cuda ?? 'N/A'}     |`,
	);
} else if (fields) {
	const unknown = fields.find(field => scenario.unknownFields?.includes(field));
	if (unknown === undefined) {
		await printRounds(fields);
	} else {
		console.log(`Field "${unknown}" is not a valid field to query.\n`);
		process.exitCode = 2;
	}
} else {
	await printApps();
}

async function printRounds(asked: readonly string[]) {
	for (let round = 0; ; round++) {
		for (const card of scenario.rounds[Math.min(round, scenario.rounds.length - 1)]!) {
			console.log(asked.map(field => card[field] ?? '[N/A]').join(', '));
		}

		if (scenario.farewell !== undefined && round >= scenario.rounds.length - 1) {
			console.log(scenario.farewell);
			process.exitCode = 15;
			return;
		}

		if (interval === undefined) {
			return;
		}

		await sleep(interval * pace);
	}
}

async function printApps() {
	for (;;) {
		for (const app of scenario.apps ?? []) {
			console.log(app.join(', '));
		}

		if (interval === undefined) {
			return;
		}

		await sleep(interval * pace);
	}
}
