import * as v from 'valibot';
import {struct} from '../../support/schema.ts';

/*
The control socket speaks JSON-RPC 2.0, one message a line. A client first calls `hello` to learn the version; a client of another version may still call `stop`.
*/

/** Incremented when messages change in a way that older clients would misread. */
export const controlVersion = 5;

/** The reply to `hello`, which every version can read. */
export const helloSchema = struct({
	version: v.pipe(v.number(), v.integer()),
	pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
	/** The home it runs for, from `identifyHome()`. */
	home: v.optional(v.string()),
});

export type Hello = v.InferOutput<typeof helloSchema>;

/** Parameters of `subscribe`. Without topics it covers the state alone. */
export const subscribeSchema = v.fallback(v.object({topics: v.optional(v.array(v.string()))}), {});

const usualLines = 100;
const mostLines = 10_000;

/** Parameters of `logs`. */
export const logsSchema = v.fallback(
	v.object({lines: v.pipe(v.number(), v.integer(), v.minValue(0), v.toMaxValue(mostLines))}),
	{lines: usualLines},
);

/** Serialize a message as a line. Amounts become strings because they exceed JSON's exact integers. */
export function toLine(message: Readonly<Record<string, unknown>>): string {
	return `${JSON.stringify({jsonrpc: '2.0', ...message}, (_key, value: unknown) =>
		typeof value === 'bigint' ? value.toString() : value,
	)}\n`;
}
