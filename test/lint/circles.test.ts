import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

/** Every file of `src/` with the files it imports, types included: lint only follows values. */
function readImports(): ReadonlyMap<string, readonly string[]> {
	const files = readdirSync('src', {recursive: true, encoding: 'utf8'})
		.filter(file => /\.tsx?$/v.test(file))
		.map(file => path.join('src', file));
	return new Map(
		files.map(file => [
			file,
			Array.from(readFileSync(file, 'utf8').matchAll(/from '(?<target>\.[^']+)'/gv), ({groups}) =>
				path.join(path.dirname(file), groups!.target!),
			),
		]),
	);
}

/** Take away files that import nothing that is left, until there are no more; what stays is part of a circle, or leads to one. */
function findCircles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
	const left = new Set(imports.keys());
	for (let before = 0; before !== left.size;) {
		before = left.size;
		for (const file of left) {
			if (imports.get(file)!.every(target => !left.has(target))) {
				left.delete(file);
			}
		}
	}

	return [...left];
}

test('no file imports itself through others, not even for a type', () => {
	const imports = readImports();
	expect(imports.size).toBeGreaterThan(500);
	expect(findCircles(imports)).toEqual([]);
});

test('a circle is found', () => {
	const imports = new Map([
		['a', ['b']],
		['b', ['c']],
		['c', ['b']],
		['d', []],
	]);
	expect(findCircles(imports)).toEqual(['a', 'b', 'c']);
});
