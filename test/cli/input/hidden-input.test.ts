import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import {type AddressInfo, createServer} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test} from 'vitest';
import {mayAskSecret} from '../../../src/cli/hidden-input.ts';
import {entry} from '../../helpers/btop.ts';
import {childrenOf} from '../../helpers/processes.ts';
import {keys, startPty} from '../../helpers/screens/pty.ts';
import {makeFolder, recordedWallets} from '../../helpers/wallet.ts';

const deafProgram = fileURLToPath(
	new URL('../../helpers/screens/deaf-program.ts', import.meta.url),
);

/**
Prints the terminal's settings, runs a command, prints its exit code and the settings again, and then the next line that is typed.

It goes on until Enter: what a program wrote last could be lost with its terminal.
*/
const script = `trap : INT QUIT
echo "before $(stty -g)"
"$@"
echo "exit code $?, after $(stty -g)"
read -r line
echo "next line [$line]"
read -r line`;

async function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
	const home = await makeFolder();
	return {
		...startInShell([entry, ...argv], {BTOP_HOME: home, BT_WALLET_PATH: home, ...env}),
		home,
	};
}

function startInShell(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
	const program = startPty(['sh', '-c', script, 'sh', process.execPath, ...argv], {
		columns: 200,
		env,
	});
	return {
		program,
		async ends(exitCode: number) {
			await program.shows(`exit code ${exitCode}, after`);
			const settings = /before (?<before>\S+)\s.*\safter (?<after>\S+)/sv.exec(
				program.output(),
			)!.groups!;
			expect(settings.after).toBe(settings.before);
			program.type(keys.enter);
			await program.shows(/next line \[/v);
			expect(program.output()).toContain('next line []');
			program.type(keys.enter);
			await program.exit;
		},
	};
}

/** Pay someone, over an endpoint that accepts connections and never says a word. */
async function startTransfer() {
	const server = createServer();
	const arrived = once(server, 'connection');
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const to = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
	const started = await start(['wallet', 'transfer', '-w', 'locked', '--to', to, '--amount', '1'], {
		BT_WALLET_PATH: recordedWallets('bittensor-wallet-4.1.1'),
		BT_NETWORK: `ws://127.0.0.1:${port}`,
	});
	await arrived;
	return started;
}

test('a password that is typed before its question is not shown', async () => {
	const {program, ends} = await startTransfer();
	program.type(`secret123${keys.enter}`);
	const [btop] = await childrenOf(program.pid);
	process.kill(btop!, 'SIGTERM');
	await ends(130);

	expect(program.output()).not.toContain('secret');
});

test('what is typed up to the end of a command is not left to the shell', async () => {
	const file = path.join(await makeFolder(), 'typed');
	const {program, ends} = startInShell([deafProgram, file]);
	await program.shows('hidden');
	program.type(`secret123${keys.enter}`);
	await writeFile(file, '');
	await ends(0);

	expect(program.output()).not.toContain('secret');
});

test('Ctrl-C ends a command that hides what is typed', async () => {
	const {program, ends} = await startTransfer();
	program.type(keys.ctrlC);
	await ends(130);
});

test('so does Ctrl-\\', async () => {
	const {program, ends} = await startTransfer();
	program.type('\u{1C}');
	await ends(131);
});

test('what is typed after the last question is not shown, either', async () => {
	const {program, home, ends} = await start(['wallet', 'restore']);
	await program.shows('The words');
	const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
	program.type(`${words}${keys.enter}`);
	await program.shows('New password');
	program.type(`one${keys.enter}`);
	await program.shows('Repeat it');
	program.type(`one${keys.enter}`);
	await program.shows('25 %');
	program.type('secret123');
	await ends(0);

	expect(program.output()).toContain(path.join(home, 'default'));
	expect(program.output()).not.toMatch(/winner|secret/v);
});

test('a terminal is given back after a failure', async () => {
	const {ends} = await start(['wallet', 'show']);
	await ends(4);
});

test.each([
	['register --netuid 3', true],
	['wallet transfer --to x', true],
	['axon set', true],
	['axon', false],
	['wallet list', false],
	['wallet transfer --password-fd 0', false],
	['wallet transfer --password-fd=0 --to x', false],
	['wallet restore --mnemonic-file /dev/stdin', false],
	['', false],
])('whether `%s` may ask for a secret: %s', (command, isAsking) => {
	expect(mayAskSecret(command.split(' '))).toBe(isAsking);
});
