/**
Follow mutants into the threads and processes that a test starts. Stryker's code reads the active mutant from their environment; `note-coverage.ts` records the mutants they reach, which count for every test of the file.
*/
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeEach, inject} from 'vitest';

type Counts = Record<string, number>;
type StrykerState = {
	activeMutant?: string;
	readonly currentTestId?: string;
	mutantCoverage?: {readonly static: Counts; readonly perTest: Record<string, Counts>};
};

const stryker = (globalThis as unknown as {__stryker__: StrykerState}).__stryker__;

const read = inject as (key: 'mode' | 'activeMutant') => string | undefined;

if (read('mode') === 'mutant') {
	// Before any module is loaded: with `--tests`, Stryker leaves it till after, where a mutant that runs only then goes unnoticed.
	stryker.activeMutant = read('activeMutant');
	process.env.__STRYKER_ACTIVE_MUTANT__ = stryker.activeMutant;
}

if (read('mode') === 'dry-run') {
	const folder = mkdtempSync(path.join(tmpdir(), 'btop-mutants-'));
	const notes = path.join(folder, 'passed');
	writeFileSync(notes, '');
	process.env.BTOP_MUTANT_COVERAGE = notes;
	process.env.NODE_OPTIONS = `--import ${new URL('note-coverage.ts', import.meta.url).href}`;
	stryker.mutantCoverage ??= {static: {}, perTest: {}};
	const {perTest} = stryker.mutantCoverage;

	beforeEach(() => {
		perTest[stryker.currentTestId!] ??= {};
	});

	afterAll(() => {
		const passed = readFileSync(notes, 'utf8').split('\n').filter(Boolean);
		rmSync(folder, {recursive: true});
		for (const counts of Object.values(perTest)) {
			for (const mutant of passed) {
				counts[mutant] = (counts[mutant] ?? 0) + 1;
			}
		}
	});
}
