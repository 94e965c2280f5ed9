import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {findFreshBuild} from './helpers/fresh-build.ts';

const dist = path.dirname(findFreshBuild());
let bundled: ReadonlySet<string>;
let notices: string;
let bill: any;

/** The bundler writes the path of each file before what it took from it. */
async function findBundled() {
	const names = await readdir(dist, {recursive: true});
	const texts = await Promise.all(
		names
			.filter(name => name.endsWith('.js'))
			.map(async name => readFile(path.join(dist, name), 'utf8')),
	);
	const marks = texts
		.join('\n')
		.matchAll(/\/\/ (?<folder>\S*node_modules\/(?:@[^\/]+\/)?[^\s\/]+)\//gv);
	const packages = await Promise.all(
		[...new Set(Array.from(marks, ({groups}) => groups!.folder!))].map(async folder => {
			const {name, version} = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
			return `${name} ${version}`;
		}),
	);
	return new Set(packages);
}

beforeAll(async () => {
	bundled = await findBundled();
	notices = await readFile(path.join(dist, 'NOTICES.txt'), 'utf8');
	bill = JSON.parse(await readFile(path.join(dist, 'sbom.cdx.json'), 'utf8'));
});

test('every bundled package has its license among the notices', () => {
	expect(bundled.size).toBeGreaterThan(50);
	for (const each of bundled) {
		expect(notices).toContain(`\n${each} (`);
	}

	expect(notices).toContain('Permission is hereby granted, free of charge');
	expect(notices).toContain('Apache License');
});

test('the authors of data in the source code are named with their licenses', () => {
	expect(notices).toMatch(/Alpaydin and C\. Kaynak.* Attribution 4\.0/v);
	expect(notices).toMatch(/ESPDIC by Paul Denisowski.* Attribution 3\.0/v);
});

test('every bundled package stands in the bill of materials, and nothing else', () => {
	const names = bill.components.map(({group, name, version}: any) =>
		[group === undefined ? name : `${group}/${name}`, version].join(' '),
	);

	expect(new Set(names)).toEqual(bundled);
	expect(names).toHaveLength(bundled.size);
});

test('the bill of materials is CycloneDX 1.6', async () => {
	const {name, version} = JSON.parse(await readFile('package.json', 'utf8'));

	expect(bill).toMatchObject({
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: {component: {type: 'application', name, version, purl: `pkg:npm/${name}@${version}`}},
	});
	for (const component of bill.components) {
		expect(component).toEqual({
			type: 'library',
			'bom-ref': component.purl,
			...(component.group !== undefined && {group: expect.stringMatching(/^@/v)}),
			name: expect.any(String),
			version: expect.stringMatching(/^\d+\.\d+\.\d+/v),
			licenses: [{expression: expect.stringMatching(/^[\w \(\)+\-.]+$/v)}],
			purl: expect.stringMatching(/^pkg:npm\/(?:%40[^\/]+\/)?[^\/@]+@\d/v),
		});
	}

	const references = new Set(bill.components.map((component: any) => component['bom-ref']));
	expect(new Set(bill.dependencies[0].dependsOn)).toEqual(references);
});
