import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';

const fontsFile = new URL('fonts.json', import.meta.url);

/** Fetch the packages of fonts that `fonts.json` names into a folder, as archives. */
export async function packFonts(folder: string): Promise<void> {
	await mkdir(folder, {recursive: true});
	const {training, heldOut} = JSON.parse(await readFile(fontsFile, 'utf8')) as {
		readonly training: readonly string[];
		readonly heldOut: readonly string[];
	};
	for (const name of [...training, ...heldOut]) {
		if (existsSync(path.join(folder, `fontsource-${name.replace('@', '-')}.tgz`))) {
			continue;
		}

		const child = spawn('npm', ['pack', `@fontsource/${name}`, '--silent'], {
			cwd: folder,
			stdio: 'inherit',
		});
		const [code] = (await once(child, 'exit')) as [number | undefined];
		if (code !== 0) {
			throw new Error(`The fonts \`${name}\` could not be fetched`);
		}
	}
}
