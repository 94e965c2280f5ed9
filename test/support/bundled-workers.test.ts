import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {bundle} from '../../scripts/bundle.ts';

const run = promisify(execFile);

test('workers are found in the bundle, and in source, and keep no process alive', async () => {
	const directory = await mkdtemp(path.join(tmpdir(), 'btop-bundle-'));
	try {
		await writeFile(path.join(directory, 'package.json'), '{"type": "module"}');
		await bundle({main: 'test/helpers/use-workers.ts'}, directory);
		for (const main of [path.join(directory, 'main.js'), 'test/helpers/use-workers.ts']) {
			const {stdout, stderr} = await run(process.execPath, [main]);

			expect(JSON.parse(stdout)).toEqual({isValid: true, keyLength: 32});
			expect(stderr).toBe('');
		}
	} finally {
		await rm(directory, {recursive: true});
	}
});
