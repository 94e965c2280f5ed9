import type {ChildProcess} from 'node:child_process';
import {cp, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {btop, entry} from '../helpers/btop.ts';
import {childrenOf} from '../helpers/processes.ts';
import {type PtyProgram, keys, startPty} from '../helpers/screens/pty.ts';
import {makeFolder, recordedWallets} from '../helpers/wallet.ts';

const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

/** A command that holds words in its memory and waits for more, where the system dumps what dies. */
async function startRestore(): Promise<{readonly program: PtyProgram; readonly folder: string}> {
	const folder = await makeFolder();
	const command = [process.execPath, entry, 'wallet', 'restore', '--home', folder];
	const program = startPty(
		['sh', '-c', 'cd "$0"; ulimit -c unlimited; exec "$@"', folder, ...command],
		{columns: 120, env: {BT_WALLET_PATH: folder}},
	);
	await program.shows('The words');
	program.type(`${words}${keys.enter}`);
	await program.shows('New password');
	return {program, folder};
}

test('SIGUSR1 opens no inspector', async () => {
	const {program} = await startRestore();
	process.kill(program.pid, 'SIGUSR1');
	program.type(`one${keys.enter}`);
	await program.shows('Repeat it');
	program.type(`another${keys.enter}`);

	expect(await program.exit).toMatchObject({exitCode: 2});
	expect(program.output()).toContain('The two passwords differ');
	expect(program.output()).not.toContain('Debugger');
});

test.runIf(process.platform === 'linux')('a core dump holds no words', async () => {
	const {program, folder} = await startRestore();
	expect(await readFile(`/proc/${program.pid}/coredump_filter`, 'utf8')).toBe('00000000\n');
	program.kill('SIGABRT');
	expect(await program.exit).toMatchObject({signal: 6});

	// Elsewhere another program takes the dump.
	const pattern = await readFile('/proc/sys/kernel/core_pattern', 'utf8');
	if (pattern === 'core\n') {
		expect(await readFile(path.join(folder, 'core'), 'latin1')).not.toContain('winner thank');
	}
});

test.runIf(process.platform === 'linux')(
	'the process that derives a key is guarded, too',
	async () => {
		const directory = path.join(await makeFolder(), 'wallets');
		await cp(recordedWallets('bittensor-wallet-4.1.1'), directory, {recursive: true});
		await rm(path.join(directory, 'locked', 'coldkeypub.txt'));
		const {promise: started, resolve: onStart} = Promise.withResolvers<ChildProcess>();
		const ended = btop(['wallet', 'show', '-w', 'locked', '--wallet-path', directory], {
			env: {BT_WALLET_PASSWORD: 'throwaway-pässword', BTOP_HOME: directory},
			onStart,
		});
		const parent = await started;
		const child = await findChild(parent.pid!, 'argon2-process');

		expect(await readFile(`/proc/${child}/coredump_filter`, 'utf8')).toBe('00000000\n');
		expect(await readFile(`/proc/${child}/cmdline`, 'utf8')).toContain('\0--disable-sigusr1\0');
		parent.kill('SIGTERM');
		expect((await ended).code).toBe(130);
	},
);

/** Wait for a process to start another whose command line holds a word. */
async function findChild(parent: number, word: string): Promise<number> {
	for (;;) {
		for (const pid of await childrenOf(parent)) {
			const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
			if (command.includes(word)) {
				return pid;
			}
		}
	}
}
