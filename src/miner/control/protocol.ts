/*
The control socket speaks JSON-RPC 2.0, a message a line. Whoever connects asks `hello` first and learns the version; a client of another version may still ask `stop`.
*/

/** Raised when an older client would misread what a newer miner says. */
export const controlVersion = 1;

export type Hello = {
	readonly version: number;
	readonly pid: number;
};

export type Request = {
	readonly id?: number | string;
	readonly method: string;
	readonly params?: unknown;
};

/** Codes of JSON-RPC 2.0. */
export const rpcErrors = {
	parse: {code: -32_700, message: 'Not JSON'},
	request: {code: -32_600, message: 'Not a request'},
	method: {code: -32_601, message: 'No such method'},
	internal: {code: -32_603, message: 'It failed'},
} as const;

/** Write a message as a line. Amounts are strings: JSON has no whole numbers that large. */
export function toLine(message: Readonly<Record<string, unknown>>): string {
	return `${JSON.stringify({jsonrpc: '2.0', ...message}, (_key, value: unknown) =>
		typeof value === 'bigint' ? value.toString() : value,
	)}\n`;
}
