/**
Run mutation tests and list the mutants that no test detects: `npm run mutate -- [--concurrency N] [--tests GLOB]… [FILES…]`.

It accepts files, folders and globs; the default is the folders where a bug costs the most. Without `--tests`, it runs every test that imports the changed code, except those that run `dist/`; name the tests for a file that only runs in its own process.
*/
import {statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {Stryker} from '@stryker-mutator/core';
import {formatScores, toScores} from './scores.ts';

/** Minimum percentage of mutants in these folders that the tests must detect. */
const threshold = 80;
const guarded = ['miner', 'ledger', 'wallet', 'payments', 'protocol', 'gpu', 'monitor'];

const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		concurrency: {type: 'string', default: '2'},
		tests: {type: 'string', multiple: true, default: []},
	},
});
const chosen = positionals.length > 0 ? positionals : guarded.map(room => `src/${room}`);

const mutants = await new Stryker({
	mutate: chosen.map(name =>
		statSync(name, {throwIfNoEntry: false})?.isDirectory()
			? path.posix.join(name, '**/*.{ts,tsx}')
			: name,
	),
	testFiles: values.tests,
	testRunner: 'vitest',
	plugins: ['@stryker-mutator/vitest-runner'],
	vitest: {
		configFile: 'scripts/mutate/vitest.config.ts',
		related: values.tests.length === 0,
	},
	concurrency: Number(values.concurrency),
	// A copy of the project, kept out of reach of lint and tests.
	tempDirName: path.join(tmpdir(), 'btop-mutants'),
	cleanTempDir: 'always',
	ignorePatterns: ['dist', 'docs', 'coverage'],
	// Generous: on a busy machine, a mere slowdown would otherwise count as a detected hang.
	// eslint-disable-next-line @typescript-eslint/naming-convention -- It is Stryker's name.
	timeoutMS: 30_000,
	timeoutFactor: 3,
	dryRunTimeoutMinutes: 30,
	reporters: ['clear-text', 'progress-append-only'],
	clearTextReporter: {
		allowColor: false,
		logTests: false,
		reportTests: false,
		reportScoreTable: false,
	},
}).runMutationTest();

const {files, rooms} = toScores(mutants);
console.log(formatScores([...files, ...rooms]));

const tooLow = rooms.filter(({name, percent}) => guarded.includes(name) && percent < threshold);
for (const {name} of tooLow) {
	console.error(`Fewer than ${threshold} % of the faults in \`${name}\` are noticed.`);
}

process.exitCode = tooLow.length > 0 ? 1 : 0;
