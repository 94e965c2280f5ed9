import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Metafile} from 'esbuild';
import * as v from 'valibot';

/** A package with code in the bundle. */
export type BundledPackage = {
	readonly name: string;
	readonly version: string;
	/** An SPDX expression, as the package declares it. */
	readonly license: string;
	readonly author: string | undefined;
	/** The texts of its license and notice files. */
	readonly texts: readonly string[];
};

const packageSchema = v.object({
	name: v.string(),
	version: v.string(),
	license: v.string(),
	author: v.optional(v.union([v.string(), v.object({name: v.string()})])),
});

/** The package folder of a file, after the last `node_modules` in its path. */
const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^\/]+\/)?[^\/]+/v;

/** File names of licenses and notices. */
const noticeName = /^(?:licen[cs]e|copying|notice)/iv;

/**
List the packages with code in a bundle, by name and version.

@param root The folder that the metafile's paths are relative to.
*/
export function listBundledPackages({outputs}: Metafile, root: string): readonly BundledPackage[] {
	const files = Object.values(outputs).flatMap(({inputs}) =>
		Object.entries(inputs).flatMap(([file, {bytesInOutput}]) => (bytesInOutput > 0 ? [file] : [])),
	);
	const folders = new Set(files.flatMap(file => packageFolder.exec(file)?.[0] ?? []));
	const packages = new Map<string, BundledPackage>();
	for (const folder of [...folders].toSorted()) {
		const each = readPackage(path.join(root, folder));
		packages.set(`${each.name}@${each.version}`, each);
	}

	return Array.from(packages, ([, each]) => each);
}

function readPackage(folder: string): BundledPackage {
	const {author, ...described} = v.parse(
		packageSchema,
		JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
	);
	const texts = readdirSync(folder, {withFileTypes: true})
		.filter(file => file.isFile() && noticeName.test(file.name))
		.map(({name}) => readFileSync(path.join(folder, name), 'utf8').trim());
	return {...described, author: typeof author === 'object' ? author.name : author, texts};
}
