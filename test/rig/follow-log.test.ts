import {appendFile, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {followLog} from '../../src/rig/follow-log.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

/** Follow a log, and wait for as many lines as are asked for. */
async function follow(file: string, start: number) {
	const stop = new AbortController();
	const lines: string[] = [];
	let heard = Promise.withResolvers<void>();
	const done = followLog(file, {
		start,
		interval: 1,
		signal: stop.signal,
		onLine(line) {
			lines.push(line);
			heard.resolve();
		},
	});
	return {
		async hear(count: number) {
			while (lines.length < count) {
				heard = Promise.withResolvers();
				await heard.promise;
			}

			return lines;
		},
		async stop() {
			stop.abort();
			await done;
			return lines;
		},
	};
}

test('each line is heard once, when it is whole, from where it is begun', async () => {
	const file = path.join(await makeTemporaryFolder('follow'), 'log');
	await writeFile(file, 'old\nnew\nhal');
	const following = await follow(file, 4);
	expect(await following.hear(1)).toEqual(['new']);
	await appendFile(file, 'f\nnext\n');

	expect(await following.hear(3)).toEqual(['new', 'half', 'next']);
	expect(await following.stop()).toHaveLength(3);
});

test('a log that is put away is read to its end, and then the new one', async () => {
	const file = path.join(await makeTemporaryFolder('follow'), 'log');
	await writeFile(file, '');
	const following = await follow(file, 0);
	await appendFile(file, 'one\n');
	await rename(file, `${file}.1`);
	await appendFile(`${file}.1`, 'two\n');
	await writeFile(file, 'three\n');

	expect(await following.hear(3)).toEqual(['one', 'two', 'three']);
	await following.stop();
});

test('a log that is not there yet is waited for, and one that was emptied is read anew', async () => {
	const file = path.join(await makeTemporaryFolder('follow'), 'log');
	const following = await follow(file, 0);
	await writeFile(file, 'a longer line\n');
	await following.hear(1);
	await writeFile(file, 'short\n');

	expect(await following.hear(2)).toEqual(['a longer line', 'short']);
	await following.stop();
});
