import {mkdir, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {hashSources, sourceHashFile} from '../../scripts/source-hash.ts';
import {findFreshBuild} from '../helpers/fresh-build.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let root: string;

beforeEach(async () => {
	root = await makeTemporaryFolder('sources');
	await mkdir(path.join(root, 'src/cli'), {recursive: true});
	await mkdir(path.join(root, 'dist'));
	await writeFile(path.join(root, 'src/cli/output.ts'), 'export const one = 1;\n');
	await writeFile(path.join(root, 'dist', sourceHashFile), `${hashSources(root)}\n`);
});

test('a build of the sources as they are is taken', () => {
	expect(findFreshBuild(root)).toBe(path.join(root, 'dist/btop.js'));
});

test.each([
	[
		'changed',
		async () => writeFile(path.join(root, 'src/cli/output.ts'), 'export const one = 2;\n'),
	],
	['added', async () => writeFile(path.join(root, 'src/new.tsx'), '')],
	['renamed', async () => rename(path.join(root, 'src/cli'), path.join(root, 'src/line'))],
	['locked anew', async () => writeFile(path.join(root, 'package-lock.json'), '{}')],
])('a build is stale once a source was %s', async (_, change) => {
	await change();

	expect(() => findFreshBuild(root)).toThrow('run `npm run build`');
});

test('no build is no fresh build', async () => {
	await rename(path.join(root, 'dist'), path.join(root, 'elsewhere'));

	expect(() => findFreshBuild(root)).toThrow('run `npm run build`');
});
