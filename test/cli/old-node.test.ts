import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';

/** The version that an older Node.js of this machine tells, where there is one. */
function versionOf(program: string): string | undefined {
	try {
		const version = execFileSync(program, ['--version'], {encoding: 'utf8'}).trim().slice(1);
		return Number(version.split('.', 1)[0]) < 24 ? version : undefined;
	} catch {
		return undefined;
	}
}

const pretend = (version: string) =>
	`data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

const real = ['/usr/bin/node', '/usr/local/bin/node'].flatMap(program => {
	const version = versionOf(program);
	return version === undefined ? [] : [{version, node: [program] as const}];
});
const pretended = ['18.20.8', '24.6.0'].map(version => ({
	version,
	node: [process.execPath, '--import', pretend(version)] as const,
}));

test.each([...real, ...pretended])(
	'Node.js $version is told that it is too old, by JSON where that is asked for',
	async ({version, node}) => {
		const message = `Node.js 24.7 or newer is needed, and this is ${version}`;

		for (const argv of [['--json'], ['wallet', 'list', '--json']]) {
			const ended = await btop(argv, {node});
			expect(ended).toMatchObject({code: 1, stderr: ''});
			expect(parseOnly(ended)).toEqual({
				ok: false,
				error: {code: 'failed', message, fix: expect.stringContaining('https://nodejs.org')},
			});
		}

		const {code, stdout, stderr} = await btop(['wallet', 'list'], {node});
		expect([code, stdout]).toEqual([1, '']);
		expect(stderr).toContain(message);
	},
);
