import {type ChildProcess, spawn} from 'node:child_process';
import process from 'node:process';
import {findFreshBuild} from './fresh-build.ts';

/** The built program; `npm test` builds it first. */
export const entry = findFreshBuild();

export type Ended = {
	readonly code: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
};

export type BtopOptions = {
	readonly env?: Readonly<Record<string, string>>;
	/** The Node.js to run it with, and options for it. @default the one that runs the tests */
	readonly node?: readonly [program: string, ...options: readonly string[]];
	/** Called once it runs. */
	readonly onStart?: (child: ChildProcess) => void;
};

/** Run the built program to its end, without a terminal and with nothing of our environment but the path. */
export async function btop(
	argv: readonly string[],
	{env = {}, node = [process.execPath], onStart}: BtopOptions = {},
): Promise<Ended> {
	const [program, ...options] = node;
	const child = spawn(program, [...options, entry, ...argv], {
		env: {PATH: process.env.PATH, HOME: '/nonexistent', ...env},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	onStart?.(child);
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		stdout += chunk;
	});
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		stderr += chunk;
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code: number | undefined) => {
			resolve({code: code ?? undefined, stdout, stderr});
		});
	});
}

/** The one object that a command printed for programs. */
export function parseOnly({stdout}: Ended): Readonly<Record<string, any>> {
	if (!/^\{.*\}\n$/v.test(stdout)) {
		throw new Error(`Not exactly one line of JSON: ${stdout}`);
	}

	return JSON.parse(stdout) as Readonly<Record<string, any>>;
}
