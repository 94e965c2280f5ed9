import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/**
Error thrown when no chain can be reached, or when the connection is lost in the middle of a request. The client goes on trying to reconnect until it is closed.
*/
export class ChainUnreachableError extends BtopError {
	override name = 'ChainUnreachableError';
	override readonly code = 'chain-unreachable';
	/** Where it was looked for. */
	readonly url: string;
	readonly reason: string;

	constructor(url: string, reason: string, options: BtopErrorOptions = {}) {
		super(`The chain at \`${url}\` cannot be reached: ${reason}`, {
			fix: 'Check the address and the network, or whether the node is running.',
			...options,
		});
		this.url = url;
		this.reason = reason;
	}
}

/** Error thrown when the node answers a request with an error. */
export class ChainRequestError extends BtopError {
	override name = 'ChainRequestError';
	override readonly code = 'chain-error';
	readonly method: string;
	/** The JSON-RPC error's own code, message and data. */
	readonly rpc: {readonly code: number; readonly message: string; readonly data?: unknown};

	constructor(method: string, rpc: ChainRequestError['rpc'], options: BtopErrorOptions = {}) {
		const detail = typeof rpc.data === 'string' ? `: ${rpc.data}` : '';
		super(`The node answered \`${method}\` with: ${rpc.message}${detail}`, options);
		this.method = method;
		this.rpc = rpc;
	}
}

/** Error thrown when the chain lacks a call or wants something of it that this client does not know. */
export class ChainUnsupportedError extends BtopError {
	override name = 'ChainUnsupportedError';
	override readonly code = 'unsupported-by-chain';
}

/**
Error thrown when the chain refuses a transaction. `code` is the chain's own name for it in kebab-case.
*/
export class ChainRefusedError extends BtopError {
	override name = 'ChainRefusedError';
	override readonly code: string;
	override readonly exitCode = 3;
	/** The chain's name for it, for example `HotKeyAlreadyRegisteredInSubNet`. */
	readonly refusal: string;

	constructor(
		refusal: string,
		{code = toKebabCase(refusal), docs = '', ...options}: RefusalOptions = {},
	) {
		super(`The chain refused with \`${refusal}\`${docs === '' ? '' : `: ${docs}`}`, options);
		this.code = code;
		this.refusal = refusal;
	}
}

export type RefusalOptions = BtopErrorOptions & {
	/** @default The name in kebab-case. */
	readonly code?: string;
	/** What the chain's metadata says about it. */
	readonly docs?: string;
};

/** Error thrown when an account has too little for what it is to pay; found before or by the chain. */
export class NotEnoughFundsError extends BtopError {
	override name = 'NotEnoughFundsError';
	override readonly code = 'not-enough-funds';
	override readonly exitCode = 4;

	constructor(message: string, options: BtopErrorOptions = {}) {
		super(message, {fix: 'Send TAO to the account that signs, then try again.', ...options});
	}
}

/** Error thrown when a transaction was sent, but stands in no block. */
export class NotIncludedError extends BtopError {
	override name = 'NotIncludedError';
	override readonly code = 'not-included';
	/** Hash of the extrinsic. */
	readonly hash: string;

	constructor(hash: string, reason: string, options: BtopErrorOptions = {}) {
		super(`The transaction \`${hash}\` is in no block: ${reason}`, {
			fix: 'Look at the balance and the state before trying again.',
			...options,
		});
		this.hash = hash;
	}
}

/** Error thrown when we are interrupted after a transaction was sent: nobody has looked yet whether the chain took it. */
export class InterruptedAfterSendingError extends BtopError {
	override name = 'InterruptedAfterSendingError';
	override readonly code = 'interrupted';
	override readonly exitCode = 130;
	/** Hash of the extrinsic. */
	readonly hash: string;

	constructor(hash: string, options: BtopErrorOptions = {}) {
		super(
			`Interrupted after the transaction \`${hash}\` was sent; it may have gone through`,
			options,
		);
		this.hash = hash;
	}
}

/** Write the chain's name of an error as our codes are written: `HotKeyAlreadyRegisteredInSubNet` becomes `hot-key-already-registered-in-sub-net`. */
function toKebabCase(name: string): string {
	return name
		.replaceAll(/(?<=[\da-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?:[A-Z]|$))/gv, '-')
		.toLowerCase();
}
