/** How a payment is sent. */
export type Sending =
	/** Encrypted until it is in a block, so that nobody can trade ahead of it. */
	| {readonly kind: 'shielded'}
	| {
			readonly kind: 'plain';
			/** `usual` for what is never shielded, `asked` as the operator wants it, `no-shield` where the chain has none, `not-decrypted` if the last one was not, `fee` if the account cannot pay for the carrier. */
			readonly because: 'usual' | 'asked' | 'no-shield' | 'not-decrypted' | 'fee';
	  };

/** The way of what gains nothing by a shield, such as a transfer. */
export const usualSending: Sending = {kind: 'plain', because: 'usual'};

const reasons = {
	usual: '',
	asked: ', as asked',
	'no-shield': ': this chain has no MEV shield',
	'not-decrypted': ': the last one that was encrypted was not decrypted in its block',
	fee: ': the balance does not cover what the MEV shield costs',
} as const;

/** Describe how a payment is sent, as a clause. */
export const describeSending = (sending: Sending): string =>
	sending.kind === 'shielded'
		? 'encrypted until it is in a block (MEV shield), maybe one later'
		: `plainly${reasons[sending.because]}`;
