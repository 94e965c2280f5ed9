import {BtopError, type BtopErrorOptions} from '../support/errors.ts';
import {toPublicUrl} from '../support/public-url.ts';
import {formatTao} from './amount.ts';

/** Longest quote of untrusted text to show, in characters. */
const longestQuote = 200;

/**
Error thrown when no chain can be reached, or the connection is lost during a request. The client keeps trying to reconnect until it is closed.
*/
export class ChainUnreachableError extends BtopError {
	override name = 'ChainUnreachableError';
	override readonly code: string = 'chain-unreachable';
	/** The URL that was tried. */
	readonly url: string;
	readonly reason: string;

	constructor(
		url: string,
		reason: string,
		{
			message = `The chain at \`${toPublicUrl(url)}\` cannot be reached: ${reason}`,
			...options
		}: BtopErrorOptions & {readonly message?: string} = {},
	) {
		super(message, {
			fix: 'Check the address and the network, or whether the node is running.',
			...options,
		});
		this.url = url;
		this.reason = reason;
	}
}

export type LimitedOptions = BtopErrorOptions & {
	/** How long the endpoint asks to wait, in milliseconds. @default 0 */
	readonly retryAfter?: number;
	/** Whether the endpoint closed the connection, or did not open it. @default false */
	readonly endsConnection?: boolean;
};

/** Error thrown when an endpoint refuses a request because there were too many. */
export class ChainLimitedError extends ChainUnreachableError {
	override name = 'ChainLimitedError';
	override readonly code = 'chain-limited';
	/** What the endpoint said. */
	readonly said: string;
	readonly retryAfter: number;
	readonly endsConnection: boolean;

	constructor(
		url: string,
		said: string,
		{retryAfter = 0, endsConnection = false, ...options}: LimitedOptions = {},
	) {
		const wait = retryAfter === 0 ? '' : `, and asks to wait ${Math.ceil(retryAfter / 1000)} s`;
		const reason = `it limits requests (\`${said.slice(0, longestQuote)}\`)${wait}`;
		super(url, reason, {
			message: `The endpoint \`${toPublicUrl(url)}\` answers no more requests for now: ${reason}`,
			fix: 'Wait some minutes, and run fewer programs that use this endpoint from this address; or use another endpoint or your own node (`--network ws://…`).',
			...options,
		});
		this.said = said;
		this.retryAfter = retryAfter;
		this.endsConnection = endsConnection;
	}
}

/** Error thrown when something other than a node answers. Nothing else it sends is trusted. */
export class NoNodeError extends ChainUnreachableError {
	override name = 'NoNodeError';

	constructor(
		url: string,
		{
			about,
			said,
		}: {
			/** The method being answered, if any. */
			readonly about?: string;
			readonly said: unknown;
		},
		options: BtopErrorOptions = {},
	) {
		const quote = typeof said === 'string' ? said : JSON.stringify(said ?? null);
		super(
			url,
			`what answers there is not a Subtensor node: ${about === undefined ? 'it sent' : `it answered \`${about}\` with`} \`${quote.slice(0, longestQuote)}\``,
			{
				fix: 'Check the address: another program answers there, or a proxy garbles the node’s answers.',
				...options,
			},
		);
	}
}

/** Error thrown when a node answers a request with an error. */
export class ChainRequestError extends BtopError {
	override name = 'ChainRequestError';
	override readonly code = 'chain-error';
	readonly method: string;
	/** Code, message and data of the JSON-RPC error. */
	readonly rpc: {readonly code: number; readonly message: string; readonly data?: unknown};

	constructor(method: string, rpc: ChainRequestError['rpc'], options: BtopErrorOptions = {}) {
		const detail = typeof rpc.data === 'string' ? `: ${rpc.data}` : '';
		const said = `${rpc.message}${detail}`;
		super(`The node answered \`${method}\` with: ${said.slice(0, longestQuote)}`, options);
		this.method = method;
		this.rpc = rpc;
	}
}

/** Error thrown when an answer cannot be decoded by the chain's own metadata. */
export class UnreadableAnswerError extends BtopError {
	override name = 'UnreadableAnswerError';
	override readonly code = 'chain-error';

	constructor(what: string, options: BtopErrorOptions = {}) {
		super(`The node’s answer about \`${what}\` does not fit the chain’s own metadata`, {
			fix: 'Try again in a minute: the chain may just have been upgraded. If it persists, choose another node.',
			...options,
		});
	}
}

/** Error thrown when the chain lacks a call, or requires something that this client does not support. */
export class ChainUnsupportedError extends BtopError {
	override name = 'ChainUnsupportedError';
	override readonly code = 'unsupported-by-chain';
}

/**
Error thrown when the chain refuses a transaction. `code` is the chain's name for the error in kebab-case.
*/
export class ChainRefusedError extends BtopError {
	override name = 'ChainRefusedError';
	override readonly code: string;
	override readonly exitCode = 3;
	/** The chain's name for the error, for example `HotKeyAlreadyRegisteredInSubNet`. */
	readonly refusal: string;
	/** What it cost anyway; `undefined` if the transaction got into no block. */
	readonly paid: Paid | undefined;

	constructor(
		refusal: string,
		{code = toKebabCase(refusal), docs = '', paid, ...options}: RefusalOptions = {},
	) {
		super(
			`The chain refused with \`${refusal}\`${docs === '' ? '' : `: ${docs}`}${describePaid(paid)}`,
			options,
		);
		this.code = code;
		this.refusal = refusal;
		this.paid = paid;
	}
}

/** A fee that was paid though the call failed. */
export type Paid = {
	/** Rao. */
	readonly fee: bigint;
	/** Number of the block. */
	readonly block: number;
};

/** Say what was paid for nothing, as the end of a sentence; empty if nothing was. */
export const describePaid = (paid: Paid | undefined): string =>
	paid === undefined || paid.fee === 0n
		? ''
		: `; the fee of ${formatTao(paid.fee)} TAO was paid, in block ${paid.block}`;

export type RefusalOptions = BtopErrorOptions & {
	/** @default The chain's name in kebab-case */
	readonly code?: string;
	/** The error's documentation in the chain's metadata. */
	readonly docs?: string;
	readonly paid?: Paid;
};

/** Error thrown when an account cannot afford a payment, whether found here or by the chain. */
export class NotEnoughFundsError extends BtopError {
	override name = 'NotEnoughFundsError';
	override readonly code = 'not-enough-funds';
	override readonly exitCode = 4;

	constructor(message: string, {paid, ...options}: BtopErrorOptions & {readonly paid?: Paid} = {}) {
		super(`${message}${describePaid(paid)}`, {
			fix: 'Send TAO to the account that signs, then try again.',
			...options,
		});
	}
}

/** Error thrown when a sent transaction is not in any block and can no longer get into one. */
export class NotIncludedError extends BtopError {
	override name = 'NotIncludedError';
	override readonly code = 'not-included';
	/** Hash of the extrinsic. */
	readonly hash: string;

	constructor(hash: string, reason: string, options: BtopErrorOptions = {}) {
		super(`The transaction \`${hash}\` is not in any block, and never will be: ${reason}`, {
			fix: 'Nothing was paid. Try again; if it keeps happening, choose another node (`--network ws://…`).',
			...options,
		});
		this.hash = hash;
	}
}

/** Error thrown when the block with a carrier lacks what it carried encrypted, and no other block can include that any more. At most the carrier's fee was paid. */
export class NotDecryptedError extends BtopError {
	override name = 'NotDecryptedError';
	override readonly code = 'not-decrypted';
	/** Hash of the extrinsic that was carried, and is in no block. */
	readonly hash: string;
	/** What the carrier cost; `undefined` if this node does not tell. */
	readonly paid: Paid | undefined;

	constructor(hash: string, paid: Paid | undefined, options: BtopErrorOptions = {}) {
		const cost =
			paid === undefined
				? 'nothing was paid but perhaps the fee for sending it'
				: `nothing was paid but the fee of ${formatTao(paid.fee)} TAO, in block ${paid.block}`;
		super(
			`The transaction was sent encrypted, and the author of the block did not include it; ${cost}`,
			{
				fix: 'Try again: it is then sent plainly.',
				...options,
			},
		);
		this.hash = hash;
		this.paid = paid;
	}
}

/** Error thrown when a transaction is to be encrypted and cannot be. Nothing was sent. */
export class ShieldUnavailableError extends BtopError {
	override name = 'ShieldUnavailableError';
	override readonly code = 'shield-unavailable';

	constructor(reason: string, options: BtopErrorOptions = {}) {
		super(`The chain’s MEV shield cannot be used: ${reason}`, {
			fix: 'Try again in a minute, or add `--no-mev-shield` to send it plainly.',
			...options,
		});
	}
}

/** Error thrown when a transaction was sent and its outcome cannot be determined through this node. */
export class UnsettledError extends BtopError {
	override name = 'UnsettledError';
	override readonly code = 'unsettled';
	/** Hash of the extrinsic. */
	readonly hash: string;

	constructor(hash: string, reason: string, options: BtopErrorOptions = {}) {
		super(`The transaction \`${hash}\` was sent, but its outcome is unknown: ${reason}`, {
			fix: 'It may have gone through. Try again with another node (`--network ws://…`): the command looks for it first, before sending anything else.',
			...options,
		});
		this.hash = hash;
	}
}

/** Error thrown when interrupted after sending a transaction, before knowing whether it was included. */
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

/** Convert the chain's name of an error into an error code: `HotKeyAlreadyRegisteredInSubNet` becomes `hot-key-already-registered-in-sub-net`. */
function toKebabCase(name: string): string {
	return name
		.replaceAll(/(?<=[\da-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?:[A-Z]|$))/gv, '-')
		.toLowerCase();
}
