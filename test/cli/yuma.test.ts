import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {run} from '../../src/cli/yuma.ts';
import {UsageError} from '../../src/support/errors.ts';
import {btop} from '../helpers/btop.ts';

const input = {
	stake: ['1000000000', '1000000000', '0', '0'],
	weights: [
		[
			[2, 65_535],
			[3, 32_768],
		],
		[
			[2, 65_535],
			[3, 32_768],
		],
		[],
		[],
	],
	block: 153,
	params: {
		kappa: 32_767,
		bonds_moving_avg: 900_000,
		activity_cutoff: 5000,
		max_validators: 64,
		yuma_version: 2,
		liquid_alpha: false,
		emission: '1000000000',
	},
};

let directory: string;
let file: string;

beforeAll(async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'btop-yuma-'));
	file = path.join(directory, 'epoch.json');
	await writeFile(file, JSON.stringify(input));
});

afterAll(async () => {
	await rm(directory, {recursive: true});
});

async function runYuma(...argv: readonly string[]) {
	const stdout = new PassThrough();
	const printed = text(stdout);
	await run({
		argv,
		env: {},
		stdin: new PassThrough(),
		stdout,
		stderr: new PassThrough(),
		entry: fileURLToPath(import.meta.url),
		version: '0.0.0',
		signal: new AbortController().signal,
	});
	stdout.end();
	return printed;
}

test('programs get one object with the epoch’s vectors as the chain would store them', async () => {
	const printed = await runYuma(file, '--json');

	expect(printed.trim().split('\n')).toHaveLength(1);
	expect(JSON.parse(printed)).toEqual({
		ok: true,
		active: [true, true, true, true],
		validator_permit: [true, true, true, true],
		consensus: [0, 0, 43_689, 21_845],
		incentive: [0, 0, 43_689, 21_845],
		dividends: [32_767, 32_767, 0, 0],
		rank: [0, 0, 43_689, 21_845],
		trust: [0, 0, 65_535, 65_535],
		validator_trust: [65_534, 65_534, 0, 0],
		emission: ['250000000', '250000000', '333331637', '166668361'],
		bonds: [
			[
				[2, 65_535],
				[3, 65_535],
			],
			[
				[2, 65_535],
				[3, 65_535],
			],
			[],
			[],
		],
	});
});

test('people get a table with a line a UID', async () => {
	const [head, ...lines] = (await runYuma(file)).trimEnd().split('\n');

	expect(head).toMatch(/^uid .* emission \(rao\)$/v);
	expect(lines).toHaveLength(4);
	expect(lines[2]).toMatch(/^ {2}2 {2}yes .*0\.66665.* 333331637$/v);
});

test('a file that was recorded from a chain is taken as it is but for its block', async () => {
	const recorded = path.join(directory, 'recorded.json');
	await writeFile(recorded, JSON.stringify({name: 'two-by-two', spec: 143, ...input}));

	expect(JSON.parse(await runYuma(recorded, '--json'))).toMatchObject({ok: true});
});

test.each([
	['a file that is not there', 'missing.json', undefined, 'no such file'],
	['a file that is no JSON', 'broken.json', '{"stake":', 'is not JSON'],
	[
		'a file with a wrong value',
		'wrong.json',
		JSON.stringify({...input, stake: [1]}),
		'`weights` must be',
	],
])('%s is wrong usage, and the error says what is wrong', async (_what, name, content, message) => {
	const wrong = path.join(directory, name);
	if (content !== undefined) {
		await writeFile(wrong, content);
	}

	const failure = runYuma(wrong, '--json');
	await expect(failure).rejects.toBeInstanceOf(UsageError);
	await expect(failure).rejects.toThrow(message);
	await expect(failure).rejects.toMatchObject({fix: expect.any(String)});
});

test('a folder in the place of the file is named as one', async () => {
	const folder = path.join(directory, 'folder');
	await mkdir(folder);

	await expect(runYuma(folder, '--json')).rejects.toThrow(
		`\`${folder}\` cannot be read: it is a folder`,
	);
});

test('help names every member of the file', async () => {
	const help = await btop(['yuma', '--help']);
	for (const member of [
		...Object.keys(input),
		...Object.keys(input.params),
		'bonds',
		'validator_permit',
		'last_update',
		'block_at_registration',
	]) {
		expect(help.stdout).toMatch(new RegExp(String.raw`\b${member}\b`, 'v'));
	}
});
