/**
Error with which a method answers its caller. The codes are those of JSON-RPC and of Substrate nodes, which clients expect.
*/
export class RpcError extends Error {
	override name = 'RpcError' as const;
	readonly code: number;
	readonly data: string | undefined;

	constructor(code: number, message: string, data?: string) {
		super(message);
		this.code = code;
		this.data = data;
	}
}

export function invalidParameters(reason: string): RpcError {
	return new RpcError(-32_602, 'Invalid params', reason);
}

/** A node's error when it cannot read its own chain. */
export function clientError(reason: string): RpcError {
	return new RpcError(4003, `Client error: ${reason}`);
}
