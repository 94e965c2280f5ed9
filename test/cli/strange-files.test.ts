import {execFileSync} from 'node:child_process';
import {mkdir, readdir, readlink, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {until} from '../helpers/until.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const name = 'devnet-3-5Ces6QtF1eF5';
let home: string;

beforeEach(async () => {
	home = await makeTemporaryFolder('strange-files');
	await mkdir(path.join(home, 'miners'));
	await mkdir(path.join(home, 'devnet'));
});

const run = async (...argv: readonly string[]) =>
	btop([...argv, '--json'], {env: {BTOP_HOME: home}});

const makePipe = (...parts: readonly string[]) => {
	execFileSync('mkfifo', [path.join(home, ...parts)]);
};

test('settings that are a pipe or a device are refused', async () => {
	makePipe('settings.json');
	const piped = await run('wallet', 'list');
	await symlink('/dev/zero', path.join(home, 'endless'));
	execFileSync('mv', [path.join(home, 'endless'), path.join(home, 'settings.json')]);
	const endless = await run('wallet', 'list');

	expect(parseOnly(piped).error).toMatchObject({
		code: 'bad-path',
		message: expect.stringContaining('it is a pipe'),
	});
	expect(parseOnly(endless).error).toMatchObject({
		code: 'bad-path',
		message: expect.stringContaining('it is a device'),
	});
});

test('a record of a devnet that is a pipe is refused', async () => {
	makePipe('devnet', 'devnet.json');

	expect(parseOnly(await run('subnets', 'list')).error).toMatchObject({code: 'bad-path'});
});

test('waiting for words from a pipe ends on SIGTERM', async () => {
	makePipe('words');
	const ended = await btop(['wallet', 'restore', '--mnemonic-file', path.join(home, 'words')], {
		env: {BTOP_HOME: home, BT_WALLET_PASSWORD: 'x'},
		async onStart(child) {
			await untilOpen(child.pid!, path.join(home, 'words'));
			child.kill('SIGTERM');
		},
	});

	expect(ended.code).toBe(130);
});

/** Wait until a process has opened a file. */
async function untilOpen(pid: number, file: string) {
	const folder = `/proc/${pid}/fd`;
	await until(async () => {
		const names = await readdir(folder);
		const opened = await Promise.all(
			names.map(async fd => readlink(path.join(folder, fd)).catch(() => '')),
		);
		return opened.includes(file) || undefined;
	});
}

test('files that are named like no miner are left out', async () => {
	await writeFile(path.join(home, 'miners', 'a.options.json'), '{}');
	await writeFile(path.join(home, 'miners', 'a.json'), '{}');

	expect(parseOnly(await run('logs'))).toMatchObject({ok: true, logs: []});
	expect(parseOnly(await run('status'))).toMatchObject({ok: true, miners: []});
});

test('the files of a miner may be pipes', async () => {
	for (const ending of ['options.json', 'json', 'log']) {
		makePipe('miners', `${name}.${ending}`);
	}

	expect(parseOnly(await run('status'))).toMatchObject({ok: true});
	expect(parseOnly(await run('logs')).error).toMatchObject({code: 'bad-path'});
});
