import {copyFile, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../../helpers/chain/devnet-process.ts';
import {processesNaming} from '../../helpers/processes.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

const few = ['--questions', '256'] as const;
let home: string;
/** The path of a model that ships. */
let tiny: string;
let devnet: DevnetProcess;

beforeAll(async () => {
	home = await makeTemporaryFolder('models-eval');
	devnet = await startDevnetProcess();
	const {models} = parseOnly(await run(['list', '--json']));
	tiny = models.find(({name}: {readonly name: string}) => name === 'image-tiny').path;
});

afterAll(async () => {
	await devnet.stop();
});

const run = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
	btop(['models', ...argv], {env: {BTOP_HOME: home, ...env}});

const evaluate = async (...argv: readonly string[]) =>
	parseOnly(await run(['eval', ...argv, '--json']));

test('two models are compared on the same questions, and the better one is named', async () => {
	const {stdout, stderr} = await run([
		'eval',
		'image-base',
		'--against',
		'image-tiny',
		...few,
		'--json',
	]);
	const told = JSON.parse(stdout);

	expect(told).toMatchObject({
		ok: true,
		model: 'image-base',
		task: 'image',
		questions: 256,
		refused: 0,
		place: null,
		place_unknown: 'no devnet runs for this home',
		latency_ms: {b1: expect.any(Number), b8: expect.any(Number), b32: expect.any(Number)},
		per_second: {b32: expect.any(Number)},
		against: {
			model: 'image-tiny',
			score: expect.any(Number),
			latency_p95_ms: {b1: expect.any(Number)},
		},
		lead: {better: 'image-base'},
	});
	expect(told.low).toBeLessThan(told.score);
	expect(told.high).toBeGreaterThan(told.score);
	expect(told.lead.mean).toBeCloseTo(told.score - told.against.score, 3);
	expect(stderr).toContain('image-tiny: 100 % answered');
});

test('a model that was added is found by its name, and cannot be told apart from itself', async () => {
	await run(['add', tiny, '--task', 'image', '--name', 'mine']);
	const {stdout} = await run(['eval', 'mine', '--against', tiny, ...few]);

	expect(stdout).toContain('mine, for image');
	expect(stdout).toContain('cannot be told apart');
	await run(['remove', 'mine']);
});

test('on a devnet, the place among the rivals is told', async () => {
	const onDevnet = ['-n', devnet.url, ...few] as const;
	const best = await evaluate('image-base', ...onDevnet);
	const worst = await evaluate('rivals/image-0', ...onDevnet);

	expect(best).toMatchObject({netuid: 3, place: 1, miners: 7, place_unknown: null});
	expect(worst.place).toBeGreaterThanOrEqual(6);
	expect(best.block).toBeGreaterThan(0);
	const {stdout} = await run(['eval', 'image-base', ...onDevnet]);
	expect(stdout).toMatch(/^place +1 .*of 7 miners on subnet 3 /mv);
});

test('what was measured is kept, and told where a model is listed or chosen', async () => {
	const before = await run(['use', 'image', 'image-small']);
	expect(before.stdout).toContain('image-small has not been measured on this machine');
	const small = await evaluate('image-small', ...few, '-n', devnet.url);
	const {time, ...kept} = parseOnly(await run(['use', 'image', 'image-small', '--json'])).measured;

	expect(Date.parse(time)).toBeGreaterThan(0);
	expect(small).toMatchObject(kept);
	expect(kept).toMatchObject({questions: 256, miners: 7, latency_ms: {b1: expect.any(Number)}});
	const {models} = parseOnly(await run(['list', '--json']));
	const listed = models.find(({name}: {readonly name: string}) => name === 'image-small');
	expect(listed.measured).toEqual({time, ...kept});
	const {stdout} = await run(['list']);
	expect(stdout).toMatch(
		/^image +image-small +0\.\d{3} +0\.\d{3} to 0\.\d{3} .* of 7 +\d+ s ago$/mv,
	);
	const used = await run(['use', 'image', 'image-small']);
	expect(used.stdout).toMatch(/^image-small was measured \d+ s ago: score 0\.\d{3} \(.*of 7 on /mv);
});

test('a file that was changed since it was measured counts as not measured', async () => {
	const file = path.join(home, 'digits.onnx');
	await copyFile(path.join(tiny, 'digits.onnx'), file);
	await evaluate(file, '--task', 'image', ...few);
	const use = async () => parseOnly(await run(['use', 'image', file, '--json']));

	expect((await use()).measured).toMatchObject({questions: 256});
	await utimes(file, 1, 1);
	expect((await use()).measured).toBeNull();
});

test('on another chain, no place is foreseen, and none is asked for', async () => {
	const told = await evaluate('image-tiny', ...few, '-n', 'finney');

	expect(told).toMatchObject({ok: true, place: null});
	expect(told.place_unknown).toContain('not how well they answer');
});

test('a chain that does not answer leaves the rest of the figures', async () => {
	const told = await evaluate('image-tiny', ...few, '-n', 'ws://127.0.0.1:9');

	expect(told).toMatchObject({
		ok: true,
		place: null,
		place_unknown: expect.stringContaining('127.0.0.1'),
	});
});

test('what cannot be measured is refused before anything is loaded', async () => {
	const broken = path.join(home, 'broken.onnx');
	await writeFile(broken, 'no model');

	expect((await evaluate('no-such-model')).error).toMatchObject({code: 'usage'});
	expect((await evaluate(tiny)).error).toMatchObject({
		code: 'usage',
		fix: expect.stringContaining('--task'),
	});
	expect((await evaluate('image-tiny', '--questions', '63')).error.code).toBe('usage');
	expect((await evaluate(tiny, '--task', 'text')).error.code).toBe('usage');
	const {code, stdout, stderr} = await run(['eval', broken, '--task', 'image', '--json']);
	expect(JSON.parse(stdout).error.code).toBe('bad-model');
	expect(code).toBe(1);
	expect(stderr).toBe('');
});

test('a model of another task is told what it is for, and what is', async () => {
	const {error} = await evaluate('text-base', '--task', 'image');
	expect(error).toMatchObject({
		code: 'usage',
		message: '`text-base` answers the task `text`, not `image`',
		fix: expect.stringMatching(
			/^For `image`, name one of .*`image-tiny`.*; or leave out `--task image`\.$/v,
		),
	});
	const compared = await evaluate('image-tiny', '--against', 'data-tiny');
	expect(compared.error).toMatchObject({
		code: 'usage',
		message: '`data-tiny` answers the task `data`, not `image`',
		fix: expect.not.stringContaining('--task'),
	});
});

test('an interrupted evaluation leaves no process', async () => {
	const marked = await makeTemporaryFolder('interrupted-eval');
	const ended = await btop(['models', 'eval', 'text-base', '--json'], {
		env: {BTOP_HOME: marked},
		onStart(child) {
			child.stderr!.once('data', () => {
				child.kill('SIGINT');
			});
		},
	});

	expect(ended.code).toBe(130);
	expect(parseOnly(ended).error.code).toBe('interrupted');
	await until(async () => (await processesNaming(marked)).length === 0);
});
