import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {type PtyProgram, keys, startPty} from '../../helpers/screens/pty.ts';

const prompter = fileURLToPath(new URL('../../helpers/screens/prompter.ts', import.meta.url));

async function start(): Promise<PtyProgram> {
	const program = startPty([process.execPath, prompter], {columns: 120});
	await program.shows('ready');
	return program;
}

test('what was typed before the question is no answer, and nothing that is typed is shown', async () => {
	const program = await start();
	program.type('early\rhalf');
	// The terminal itself shows it, so it has it.
	await program.shows('half');
	program.kill('SIGUSR2');
	await program.shows('first?(hidden)');
	program.type('one\r');
	await program.shows('second?(hidden)');
	program.type('two\r');
	await program.shows('agreed? [y/N]');
	program.type('y\r');

	await program.shows('answers one,two and true');
	expect(program.output().replace('answers one,two', '')).not.toMatch(/one|two/v);
	expect(await program.exit).toEqual({exitCode: 0, signal: 0});
});

test('a yes that was typed before the question agrees to nothing', async () => {
	const program = await start();
	program.kill('SIGUSR2');
	await program.shows('first?(hidden)');
	program.type('one\r');
	await program.shows('second?(hidden)');
	program.type('two\ry\r');
	await program.shows('agreed? [y/N]');
	program.type(keys.enter);

	await program.shows('answers one,two and false');
});
