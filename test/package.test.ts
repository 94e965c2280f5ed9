import {access, readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';

test('what the README leads to is there, and ships with the package', async () => {
	const readme = await readFile('README.md', 'utf8');
	const {files} = JSON.parse(await readFile('package.json', 'utf8')) as {
		readonly files: readonly string[];
	};
	const links = Array.from(
		readme.matchAll(/\]\((?!https:)(?<file>[^#\)]+)\)/gv),
		({groups}) => groups!.file!,
	);

	expect(links).toContain('docs/devnet.md');
	for (const link of links) {
		await access(link);
		expect(files).toContain(link.split('/', 1)[0]);
	}
});
