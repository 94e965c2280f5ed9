/**
Error that a method answers its caller with. The codes are JSON-RPC's and those of Substrate nodes, which clients know.
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

/** What a node says when it cannot read its own chain. */
export function clientError(reason: string): RpcError {
	return new RpcError(4003, `Client error: ${reason}`);
}
