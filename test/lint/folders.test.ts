import {globSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

/** Past that a folder has two subjects. */
const most = 25;

test('no folder outside the devnet holds more files in a row than one can look over', () => {
	const files = globSync('{bin,scripts,src,test}/**/*.*', {
		exclude: file => file.startsWith('src/devnet/') || file.startsWith('test/fixtures/'),
	});
	const folders = Map.groupBy(files, file => path.dirname(file));
	const crowded = [...folders]
		.filter(([, {length}]) => length > most)
		.map(([folder, {length}]) => `${folder} holds ${length} files`);

	expect(folders.size).toBeGreaterThan(100);
	expect(crowded).toEqual([]);
});
