import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {entry} from '../helpers/btop.ts';

/** Read a file of the bundle with all that it loads at once, without what is loaded later on demand. */
async function readLoaded(file: string, seen = new Set<string>()): Promise<string> {
	if (seen.has(file)) {
		return '';
	}

	seen.add(file);
	let text = await readFile(file, 'utf8');
	for (const {groups} of text.matchAll(/(?:from|import) ?"\.\/(?<next>[^"]+\.js)"/gv)) {
		text += await readLoaded(path.join(path.dirname(file), groups!.next!), seen);
	}

	return text;
}

test('whoever opens the screens does not wait for the client of a chain to load', async () => {
	const program = await readFile(entry, 'utf8');
	const {app} = /import\("\.\/(?<app>app-[^"]+)"\)/v.exec(program)!.groups!;
	const loaded = await readLoaded(path.join(path.dirname(entry), app!));
	const sources = loaded.match(/^\/\/ (?:src|node_modules)\/.+$/gmv) ?? [];

	expect(sources).toContain('// src/app.tsx');
	expect(sources).not.toContain('// src/chain/connect.ts');
	expect(sources.filter(source => /bn\.js|@polkadot/v.test(source))).toEqual([]);
});
