/** Bundle the program into `dist/`. */
import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {bundle} from './bundle.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
rmSync(dist, {recursive: true, force: true});
await bundle({btop: 'bin/btop.tsx'}, dist);
