import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {btop, entry, parseOnly} from '../helpers/btop.ts';
import {keys, type PtyOptions, type PtyProgram, startPty} from '../helpers/screens/pty.ts';
import {walkByKeyboard} from '../helpers/screens/walk-by-keyboard.ts';
import {until} from '../helpers/until.ts';

/** A fault from outside: an exception that nobody catches, when the signal comes. */
const fault =
	"data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('a fault for the test')})";

/** What sets a color or a style, rather than move the cursor. */
const colorOrStyle = new RegExp(String.raw`${keys.escape}\[[\d;]*m`, 'v');

let home: string;
let program: PtyProgram | undefined;

beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'btop-screens-'));
});

afterEach(() => {
	program?.kill('SIGKILL');
});

afterAll(async () => {
	await btop(['stop', '--all', '--home', home]);
	await rm(home, {recursive: true});
});

/** Run btop under a shell that writes down the terminal's settings before and after, and stays. */
function start(command: string, {columns = 80, rows = 24, env = {}}: PtyOptions = {}): PtyProgram {
	program = startPty(
		[
			'sh',
			'-c',
			`stty -g >"$HOME/before"; "${process.execPath}" --import "$FAULT" "${entry}" ${command}; code=$?; stty -g >"$HOME/after"; echo "[ended $code]"; exec sleep 600`,
		],
		{columns, rows, env: {HOME: home, BTOP_HOME: home, FAULT: fault, ...env}, timeout: 60_000},
	);
	return program;
}

/** Send a signal to btop, not to the shell around it. */
async function signal({pid}: PtyProgram, name: NodeJS.Signals) {
	const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
	process.kill(Number(children.trim()), name);
}

/** Wait until btop has ended so, and see that it left the terminal as it found it. */
async function expectEnd(screen: PtyProgram, code: number) {
	await screen.shows(/\[ended \d{1,3}\]/v);
	const text = screen.screen().join('\n');
	expect(text).toContain(`[ended ${code}]`);
	expect(screen.isAlternate()).toBe(false);
	expect(screen.isCursorHidden()).toBe(false);
	const output = screen.output();
	expect(output.lastIndexOf('\u{1B}[?2004h')).toBeLessThanOrEqual(
		output.lastIndexOf('\u{1B}[?2004l'),
	);
	const [before, after] = await Promise.all(
		['before', 'after'].map(async name => readFile(path.join(home, name), 'utf8')),
	);
	expect(after).toBe(before);
	screen.kill('SIGKILL');
	return text;
}

const statuses = async () => parseOnly(await btop(['status', '--json', '--home', home])).miners;

test('by keyboard alone an operator walks to the monitor, leaves it, comes back and stops', async () => {
	const first = start('');
	const words = await walkByKeyboard(first);
	first.type('q');
	const left = await expectEnd(first, 0);
	expect(left).toMatch(/Mining continues in the background, process \d+/v);
	expect(left).toMatch(/The devnet keeps running as process \d+/v);
	expect(await statuses()).toEqual([expect.objectContaining({netuid: 3, registered: true})]);
	// The words were on the alternate screen alone.
	expect(words).toHaveLength(12);
	// A sentence may hold one or two of the 2,048 words by chance, `process` for example.
	expect(words.filter(word => left.includes(word)).length).toBeLessThan(4);

	for (const [end, code] of [
		[keys.ctrlC, 130],
		['SIGTERM', 130],
		['SIGHUP', 130],
		['SIGUSR2', 1],
	] as const) {
		const again = start('monitor');
		await again.shows(/p50 +\d/v);
		if (end === keys.ctrlC) {
			again.type(end);
		} else {
			await signal(again, end);
		}

		const text = await expectEnd(again, code);
		if (code === 130) {
			expect(text).toContain('Mining continues');
		}
	}

	const [one, other] = [start('monitor'), start('')];
	await Promise.all([one.shows(/p50 +\d/v), other.shows(/p50 +\d/v)]);
	one.kill('SIGKILL');
	other.type('Q');
	await other.shows('Stop');
	other.type('y');
	expect(await expectEnd(other, 0)).toContain('Stopped mining');
	expect(await statuses()).toEqual([]);
});

test('the walk is left whole too, wherever it stands', async () => {
	for (const [end, code] of [
		['q', 0],
		[keys.ctrlC, 130],
		['SIGTERM', 130],
		['SIGUSR2', 1],
	] as const) {
		const screen = start('--network ws://127.0.0.1:1');
		await screen.shows('cannot be reached');
		if (end === 'SIGTERM' || end === 'SIGUSR2') {
			await signal(screen, end);
		} else {
			screen.type(end);
		}

		await expectEnd(screen, code);
	}
});

test('Ctrl-Z gives the shell its terminal back whole, and `fg` draws the screen again', async () => {
	const shell = startPty(['bash', '--norc', '--noprofile', '-i'], {
		env: {HOME: home, BTOP_HOME: home, PS1: 'prompt> ', HISTFILE: '/dev/null'},
		timeout: 60_000,
	});
	program = shell;
	/** Read the terminal's settings as the shell's programs find them. */
	const settings = async () => {
		shell.type('clear; stty -g >"$HOME/now"; jobs | wc -l\r');
		await shell.shows(/^\d+\nprompt> $/mv);
		return readFile(path.join(home, 'now'), 'utf8');
	};

	await shell.shows('prompt>');
	const before = await settings();
	shell.type('echo on the main screen\r');
	shell.type(`"${process.execPath}" "${entry}" --network ws://127.0.0.1:1\r`);
	await shell.shows('cannot be reached');
	// Pressed again before it was read, it is not heard again.
	for (const pressed of [keys.ctrlZ, keys.ctrlZ + keys.up + keys.ctrlZ]) {
		shell.type(pressed);
		await shell.shows(/Stopped[\s\S]+^prompt> $/mv);
		expect(shell.isAlternate()).toBe(false);
		expect(shell.isCursorHidden()).toBe(false);
		expect(shell.screen().join('\n')).not.toContain('cannot be reached');
		expect(await settings()).toBe(before);

		shell.resize(shell.terminal.cols - 4, 24);
		shell.type('fg\r');
		await shell.shows(/^ btop \d[\s\S]*cannot be reached/v);
		await shell.quiet();
		expect(shell.isAlternate()).toBe(true);
		expect(shell.isCursorHidden()).toBe(true);
		expect(shell.screen()[0]).toMatch(/^ btop \d/v);
		expect(shell.screen().at(-1)).toContain('quit');
	}

	shell.type('?');
	await shell.shows('Ctrl-Z');
	shell.type(keys.escape);
	await shell.shows('cannot be reached');
	shell.type('q');
	await shell.shows(/^prompt> $/mv);
	expect(shell.isAlternate()).toBe(false);
	expect(shell.isCursorHidden()).toBe(false);
	expect(await settings()).toBe(before);
	expect(shell.screen()[0]).toBe('0');
});

test('where no shell could let it go on, Ctrl-Z only draws the screen again', async () => {
	const screen = start('--network ws://127.0.0.1:1');
	await screen.shows('cannot be reached');
	screen.type(keys.ctrlZ);
	// What is typed before it is back would be discarded.
	await until(() => screen.output().split(`${keys.escape}[?1049h`).length === 3);
	await screen.quiet();
	await screen.shows(/^ btop \d[\s\S]*cannot be reached/v);
	expect(screen.isAlternate()).toBe(true);
	screen.type('q');
	await expectEnd(screen, 0);
});

test('a terminal that is too small is told, and one that changes is drawn anew', async () => {
	const screen = start('--network ws://127.0.0.1:1', {columns: 50, rows: 10});
	await screen.shows(/60 ?× ?16/v);
	for (const columns of [80, 70, 100]) {
		screen.resize(columns, 24);
		await screen.quiet();
		// All is drawn anew a moment after the change; a header that was lost would never come back.
		await screen.shows(/^ btop \d[\s\S]*cannot be reached/v);
	}

	screen.type('q');
	await expectEnd(screen, 0);
	// What is wiped before it is left cannot stay behind on the main screen.
	expect(screen.output()).toContain(`${keys.escape}[2J${keys.escape}[H${keys.escape}[?1049l`);
});

test('without UTF-8 and colors every byte is plain', async () => {
	const screen = start('--network ws://127.0.0.1:1', {
		env: {LANG: 'C', COLORTERM: '', NO_COLOR: '1'},
	});
	await screen.shows('cannot be reached');
	screen.type('q');
	await expectEnd(screen, 0);
	expect(screen.output()).toMatch(/^\p{ASCII}*$/v);
	expect(screen.output()).not.toMatch(colorOrStyle);
});
