import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import * as v from 'valibot';

/** A program that measures something in a process of its own: one JSON line a question, one JSON line an answer, one at a time. */
export type Peer<Answer> = {
	readonly pid: number;
	/** The program's first line, which it prints once its model is loaded. */
	readonly hello: unknown;
	readonly ask: (question: Readonly<Record<string, unknown>>) => Promise<Answer>;
	/** Let it end. */
	readonly close: () => Promise<void>;
};

/**
Start a program and wait until its model is loaded.

@throws {Error} If it ends before it has answered.
*/
export async function startPeer<Schema extends v.GenericSchema>(
	[program, ...words]: readonly [string, ...string[]],
	schema: Schema,
): Promise<Peer<v.InferOutput<Schema>>> {
	// In a session of its own, as our engines are: Linux shares a busy machine among sessions, not processes.
	const child = spawn(program, words, {detached: true, stdio: ['pipe', 'pipe', 'inherit']});
	const closed = once(child, 'close');
	const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
	const read = async (): Promise<unknown> => {
		const {value, done} = await lines.next();
		if (done) {
			throw new Error(`\`${[program, ...words].join(' ')}\` ended before it had answered`);
		}

		return JSON.parse(value);
	};

	return {
		pid: child.pid!,
		hello: await read(),
		async ask(question) {
			child.stdin.write(`${JSON.stringify(question)}\n`);
			return v.parse(schema, await read());
		},
		async close() {
			child.stdin.end();
			await closed;
		},
	};
}
