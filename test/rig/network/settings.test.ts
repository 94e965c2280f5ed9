import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {openSettings} from '../../../src/rig/network/settings.ts';
import {UsageError} from '../../../src/support/errors.ts';
import {type Home, resolveHome} from '../../../src/support/home.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let home: Home;
let file: string;

beforeEach(async () => {
	home = resolveHome({directory: await makeTemporaryFolder('settings')});
	file = path.join(home.directory, 'settings.json');
});

test('without a file there are no settings', () => {
	expect(openSettings(home).read()).toEqual({});
});

test('settings are kept, for their owner only', async () => {
	openSettings(home).write({network: 'finney', models: {image: 'image-base'}});
	openSettings(home).write({wallet: 'rig'});

	expect(openSettings(home).read()).toEqual({
		network: 'finney',
		models: {image: 'image-base'},
		wallet: 'rig',
	});
	expect((await stat(file)).mode % 0o1000).toBe(0o600);
});

test.each([
	['is not JSON', '{"network": '],
	['is a list', '[]'],
	['is nothing', 'null'],
	['is a text', '"finney"'],
	['holds a value of the wrong kind', '{"network": 7}'],
	['holds a wrong value further in', '{"models": {"image": null}}'],
])('a file that %s is refused and left as it is', async (_case, text) => {
	await writeFile(file, text);

	expect(() => openSettings(home).read()).toThrow(UsageError);
	expect(await readFile(file, 'utf8')).toBe(text);
});

test('what is wrong is named', async () => {
	await writeFile(file, '{"netuids": {"finney": -1}}');

	expect(() => openSettings(home).read()).toThrow('`netuids.finney` must be >=0, not -1');
	await writeFile(file, '[]');
	expect(() => openSettings(home).read()).toThrow('the content must be an object, not an array');
});

test('what another version wrote there stays', async () => {
	await writeFile(file, '{"theme": "dark"}');
	openSettings(home).write({wallet: 'rig'});

	expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({theme: 'dark', wallet: 'rig'});
});
