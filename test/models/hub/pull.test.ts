import {Buffer} from 'node:buffer';
import {execFileSync, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {beforeEach, expect, test, vi} from 'vitest';
import {BadModelError} from '../../../src/gpu/errors.ts';
import {chooseFiles} from '../../../src/models/hub/choose-files.ts';
import {
	HubRefusedError,
	HubUnreachableError,
	WrongFileError,
} from '../../../src/models/hub/errors.ts';
import {createFolderSource} from '../../../src/models/hub/folder-source.ts';
import {createHub, type HubOptions} from '../../../src/models/hub/hub.ts';
import {type PullOptions, pullModel} from '../../../src/models/hub/pull.ts';
import type {Source} from '../../../src/models/hub/source.ts';
import {readOwnModels} from '../../../src/models/own/own-models.ts';
import {FileExistsError} from '../../../src/support/errors.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {encodeGguf} from '../../helpers/gguf/gguf-file.ts';
import {commit, startHubServer} from '../../helpers/models/hub-server.ts';
import {encodeScaleModel} from '../../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

const model = encodeGguf({weights: 300_000});
const name = 'chat-q4.gguf';
let directory: string;
let waits: number[];
let lines: string[];

beforeEach(async () => {
	directory = await makeTemporaryFolder('pull');
	waits = [];
	lines = [];
});

/** Waits no time, and tells how long it would have been. */
const clock = {
	...systemClock,
	async sleep(delay: number) {
		waits.push(delay);
	},
};

const report = (line: string) => {
	lines.push(line);
};

const openHub = (endpoint: string, options: Partial<HubOptions> = {}) =>
	createHub({endpoint, stall: 200, clock, report, ...options});

async function pull(source: Source, options: Partial<PullOptions> = {}) {
	const {signal} = new AbortController();
	const repository = await source.describe('org/model', 'main', signal);
	return pullModel({
		source,
		repository,
		choice: chooseFiles(repository),
		directory,
		name: 'chat',
		task: 'text',
		clock,
		report,
		signal,
		...options,
	});
}

const pulled = join('chat', 'chat', name);
const readPulled = async () => readFile(join(directory, pulled));
const isVisible = async () => (await readOwnModels(directory)).length > 0;

test('a model is pulled with its sums, its source and its license', async () => {
	const server = await startHubServer({files: {[name]: model, 'README.md': model}});
	const progress = vi.fn();
	const {model: own, isKnown} = await pull(openHub(server.url), {onProgress: progress});

	expect(isKnown).toBe(false);
	expect(own).toMatchObject({
		name: 'chat',
		task: 'text',
		format: 'gguf',
		path: join(directory, pulled),
		bytes: model.length,
		files: [{sha256: createHash('sha256').update(model).digest('hex')}],
		source: {id: 'org/model', revision: commit},
		license: 'mit',
	});
	expect(await readPulled()).toEqual(model);
	expect(await readOwnModels(directory)).toEqual([own]);
	expect(progress).toHaveBeenLastCalledWith(model.length, model.length);
	expect(server.asked.filter(({path}) => path.includes('README'))).toEqual([]);
});

test('a model that is there is not fetched again, and another of its name is refused', async () => {
	const server = await startHubServer({files: {[name]: model}});
	await pull(openHub(server.url));
	const before = server.asked.length;

	expect(await pull(openHub(server.url))).toMatchObject({isKnown: true});
	expect(server.asked.length).toBe(before + 2);

	const other = await startHubServer({files: {[name]: encodeGguf({weights: 64})}});
	await expect(pull(openHub(other.url))).rejects.toThrow(FileExistsError);
	expect(await readPulled()).toEqual(model);
});

test.each([
	['stalls', 'stall'],
	['breaks the connection', 'break'],
	['ends too early', 'short'],
] as const)('what arrived before a server %s is not fetched again', async (_name, behaviour) => {
	const server = await startHubServer({files: {[name]: model}});
	server.next(behaviour, behaviour, behaviour);
	await pull(openHub(server.url));

	expect(await readPulled()).toEqual(model);
	const [first, ...parts] = server.asked.slice(2).map(({range}) => range);
	const starts = parts.map(range => Number(range!.slice('bytes='.length, -1)));
	expect(first).toBeUndefined();
	expect(starts).toHaveLength(3);
	expect(starts[0]).toBeGreaterThan(0);
	expect(starts).toEqual(starts.toSorted((left, right) => left - right));
	expect(waits).toEqual([1000, 1000, 1000]);
});

test('a server that never gets further is given up, and what arrived stays for the next time', async () => {
	const server = await startHubServer({files: {[name]: model}});
	const status = {status: 503};
	server.next('stall', status, status, status, status, status);
	await expect(pull(openHub(server.url))).rejects.toThrow(HubUnreachableError);
	expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
	expect(await isVisible()).toBe(false);

	await pull(openHub(server.url));
	expect(server.asked.at(-1)!.range).toBe(`bytes=${Math.ceil(model.length / 2)}-`);
	expect(await readPulled()).toEqual(model);
});

test('a server without parts begins anew, but not for ever', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('break', 'no-range');
	await pull(openHub(server.url));
	expect(await readPulled()).toEqual(model);

	server.next(...Array.from({length: 6}, () => 'restart' as const));
	await expect(pull(openHub(server.url), {name: 'other'})).rejects.toThrow(HubUnreachableError);
});

test('a server that sends another part than was asked for is not believed', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('break', 'other-range');
	await pull(openHub(server.url));

	expect(await readPulled()).toEqual(model);
	expect(lines.join('\n')).toContain('another part');
});

test('a server that asks to wait is waited for, within reason', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next({status: 429, headers: {'retry-after': '7'}}, {status: 503});
	await pull(openHub(server.url));
	expect(waits).toEqual([7000, 2000]);

	server.next({status: 429, headers: {'retry-after': '3600'}});
	await expect(pull(openHub(server.url), {name: 'other'})).rejects.toThrow(
		/asked too often, and should not be before 60 minutes/v,
	);
});

test('a file with a wrong checksum is fetched anew once, and then refused', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('wrong');
	await pull(openHub(server.url));
	expect(await readPulled()).toEqual(model);

	server.next('wrong', 'wrong');
	await expect(pull(openHub(server.url), {name: 'other'})).rejects.toThrow(WrongFileError);
	const draft = join(directory, '.pulls', 'other', 'other', name);
	expect(await stat(draft)).toMatchObject({size: 0});
	expect(await readOwnModels(directory)).toMatchObject([{name: 'chat'}]);
});

test('small files are checked by the sum of Git', async () => {
	const files = {
		'onnx/model.onnx': encodeScaleModel(),
		'config.json': Buffer.from('{"a": 1}'),
		'tokenizer.json': Buffer.from('{}'),
	};
	const server = await startHubServer({files});
	server.next('whole', 'wrong', 'wrong');
	await expect(pull(openHub(server.url))).rejects.toThrow(WrongFileError);
	expect(await isVisible()).toBe(false);

	const {model: own} = await pull(openHub(server.url));
	expect(own).toMatchObject({format: 'decoder', path: join(directory, 'chat', 'chat')});
	expect((await readdir(own.path)).toSorted()).toEqual([
		'config.json',
		'model.onnx',
		'tokenizer.json',
	]);
});

test('a file longer than announced is refused', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('long');

	await expect(pull(openHub(server.url))).rejects.toThrow('more than');
	expect(await isVisible()).toBe(false);
});

test('what is no model is never seen, although its sum is right', async () => {
	const server = await startHubServer({
		files: {[name]: Buffer.from('no model at all, but long enough')},
	});

	await expect(pull(openHub(server.url))).rejects.toThrow(BadModelError);
	expect(await isVisible()).toBe(false);
});

test('a token goes to the hub, and not to where that redirects', async () => {
	const storage = await startHubServer({files: {[name]: model}});
	const server = await startHubServer({files: {[name]: model}, storage});
	await pull(openHub(server.url, {token: 'hf_secret'}));

	expect(server.asked.map(({authorization}) => authorization)).toEqual(
		Array.from({length: 3}, () => 'Bearer hf_secret'),
	);
	expect(storage.asked).toEqual([
		{path: `/org/model/resolve/${commit}/${name}`, range: undefined, authorization: undefined},
	]);
});

test('a redirect without end, or to nowhere, is given up', async () => {
	const server = await startHubServer({files: {[name]: model}});
	const loop = {status: 302, headers: {location: `/org/model/resolve/${commit}/${name}`}};
	server.next(...Array.from({length: 11}, () => loop));
	await expect(pull(openHub(server.url))).rejects.toThrow('redirects without end');

	server.next({status: 302, headers: {location: 'file:///etc/passwd'}});
	await expect(pull(openHub(server.url))).rejects.toThrow('not safe');
});

test.each([401, 403, 404])('status %d is the hub’s last word', async status => {
	const server = await startHubServer({files: {[name]: model}});
	server.next({status});

	await expect(pull(openHub(server.url))).rejects.toMatchObject({code: 'hub-refused', status});
	expect(waits).toEqual([]);
});

test('a proxy is asked instead of the hub', async () => {
	const proxy = await startHubServer({files: {[name]: model}});
	const env = {HTTP_PROXY: proxy.url, NO_PROXY: ''};
	await pull(openHub(proxy.url.replace('127.0.0.1', 'hub.invalid'), {env}));

	expect(await readPulled()).toEqual(model);
	expect(proxy.asked).toHaveLength(3);
});

test('nothing is fetched when the disk has no room', async () => {
	const server = await startHubServer({files: {[name]: model}});

	await expect(
		pull(openHub(server.url), {getFree: async () => 64 * 1_048_576}),
	).rejects.toMatchObject({code: 'disk-full'});
	expect(server.asked.filter(({path}) => path.includes('resolve'))).toEqual([]);
});

test('of two pulls of one model, one is told that the other is at it', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('stall');
	const first = pull(openHub(server.url));
	await until(() => server.asked.length === 3 || undefined);

	await expect(pull(openHub(server.url))).rejects.toMatchObject({code: 'locked'});
	await first;
	expect(await isVisible()).toBe(true);
});

test('a pull that is killed goes on where it was, and shows nothing before', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('stall');
	const script = fileURLToPath(new URL('../../helpers/models/pull-model.ts', import.meta.url));
	const child = spawn(process.execPath, [script, server.url, directory], {stdio: 'inherit'});
	const half = Math.ceil(model.length / 2);
	const draft = join(directory, '.pulls', 'chat', 'chat', name);
	await until(async () => {
		const stats = await stat(draft).catch(() => undefined);
		return stats?.size === half || undefined;
	});
	const dead = new Promise(resolve => {
		child.once('exit', resolve);
	});
	child.kill('SIGKILL');
	await dead;
	expect(await isVisible()).toBe(false);

	await pull(openHub(server.url));
	expect(server.asked.at(-1)!.range).toBe(`bytes=${half}-`);
	expect(await readPulled()).toEqual(model);
});

test('an interrupted pull ends at once', async () => {
	const server = await startHubServer({files: {[name]: model}});
	server.next('stall');
	const controller = new AbortController();
	const hub = openHub(server.url, {stall: 60_000});
	const pulling = pull(hub, {signal: controller.signal});
	await until(() => server.asked.length === 3 || undefined);
	controller.abort(new Error('enough'));

	await expect(pulling).rejects.toThrow('enough');
});

test('files of an earlier commit are discarded', async () => {
	const server = await startHubServer({files: {[name]: model}});
	const draft = join(directory, '.pulls', 'chat');
	await mkdir(join(draft, 'chat'), {recursive: true});
	await writeFile(join(draft, 'plan.json'), '{"id":"org/model","revision":"another"}\n');
	await writeFile(join(draft, 'chat', name), 'of another commit');
	await pull(openHub(server.url));

	expect(server.asked.at(-1)!.range).toBeUndefined();
	expect(await readPulled()).toEqual(model);
});

test('a list of files on several pages is read to its end', async () => {
	const files = {'a.json': model, 'b.json': model, 'c.json': model};
	const server = await startHubServer({files, pageSize: 1});
	const {signal} = new AbortController();
	const {files: listed} = await openHub(server.url).describe('org/model', 'main', signal);

	expect(listed.map(({path}) => path)).toEqual(['a.json', 'b.json', 'c.json']);
});

test('a list that goes on at another host ends there', async () => {
	const other = await startHubServer({files: {}});
	const files = {'a.json': model, 'b.json': model};
	const server = await startHubServer({files, pageSize: 1, pagesAt: other.url});
	const {signal} = new AbortController();
	const {files: listed} = await openHub(server.url).describe('org/model', 'main', signal);

	expect(listed).toHaveLength(1);
	expect(other.asked).toEqual([]);
});

test.each([
	['no object', () => []],
	['a commit that is none', () => ({sha: '../..'})],
])('an answer with %s is not that of a hub', async (_name, api) => {
	const server = await startHubServer({files: {}, api});

	await expect(pull(openHub(server.url))).rejects.toThrow('not that of a hub');
});

test('files that would lie outside their folder are not listed', async () => {
	const entry = (path: string) => ({type: 'file', path, size: 1, oid: 'a'.repeat(40)});
	const server = await startHubServer({
		files: {},
		api: path =>
			path.includes('/tree/')
				? ['../x', '/x', 'a/../../x', '.hidden', 'a//x', 'ok.gguf'].map(file => entry(file))
				: {sha: commit},
	});
	const {signal} = new AbortController();
	const {files} = await openHub(server.url).describe('org/model', 'main', signal);

	expect(files.map(({path}) => path)).toEqual(['ok.gguf']);
});

test('models come from a folder where there is no internet', async () => {
	const folder = await makeTemporaryFolder('offline');
	await mkdir(join(folder, 'org', 'model'), {recursive: true});
	await writeFile(join(folder, 'org', 'model', name), model);
	await pull(createFolderSource(folder));
	expect(await readPulled()).toEqual(model);

	const cache = join(folder, 'models--org--model');
	await mkdir(join(cache, 'snapshots', commit), {recursive: true});
	await mkdir(join(cache, 'refs'));
	await writeFile(join(cache, 'refs', 'main'), commit);
	await writeFile(join(cache, 'blob'), model);
	execFileSync('ln', ['-s', '../../blob', join(cache, 'snapshots', commit, name)]);
	const {model: own} = await pull(createFolderSource(folder), {name: 'cached'});
	expect(own.source).toEqual({id: 'org/model', revision: commit});

	await expect(pull(createFolderSource(directory))).rejects.toThrow(HubRefusedError);
});
