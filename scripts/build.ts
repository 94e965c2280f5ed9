/** Bundle the program into `dist/`, with its dependencies' notices and an SBOM. */
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {bundle} from './bundle.ts';
import {listBundledPackages} from './bundled-packages.ts';
import {toNotices} from './notices.ts';
import {toSbom} from './sbom.ts';
import {hashSources, sourceHashFile} from './source-hash.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
// Hash first: a source that changes during the build must make the build stale.
const hash = hashSources(root);
rmSync(dist, {recursive: true, force: true});
const packages = listBundledPackages(await bundle({btop: 'bin/btop.tsx'}, dist), root);
const app = v.parse(
	v.object({name: v.string(), version: v.string(), license: v.string()}),
	JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')),
);
writeFileSync(path.join(dist, 'NOTICES.txt'), toNotices(packages));
writeFileSync(path.join(dist, 'sbom.cdx.json'), toSbom(app, packages));
writeFileSync(path.join(dist, sourceHashFile), `${hash}\n`);
