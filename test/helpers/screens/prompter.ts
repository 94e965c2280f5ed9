/**
Ask one secret twice: `node prompter.ts`. It says `ready`, waits for SIGUSR2, and shows with each question whether the terminal shows what is typed.
*/
import {once} from 'node:events';
import process from 'node:process';
import {Writable} from 'node:stream';
import {askConsent, askSecrets} from '../../../src/cli/prompt.ts';

const stderr = new Writable({
	write(chunk, _encoding, done) {
		const text = String(chunk);
		const mark = process.stdin.isRaw ? '(hidden)' : '(shown)';
		process.stdout.write(text.endsWith('?') ? text + mark : text, done);
	},
});
const context = {stdin: process.stdin, stderr, signal: new AbortController().signal};
const keepAlive = setInterval(() => undefined, 1000);
const told = once(process, 'SIGUSR2');
process.stdout.write('ready\n');
await told;
const answers = await askSecrets(context, ['first?', 'second?']);
const isAgreed = await askConsent(context, 'agreed?');
process.stdout.write(`\nanswers ${answers.join(',')} and ${isAgreed}\n`);
clearInterval(keepAlive);
