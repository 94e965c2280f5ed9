import {BtopError} from '../../support/errors.ts';

/** Error thrown when another miner has a control socket. */
export class ControlTakenError extends BtopError {
	override name = 'ControlTakenError';
	override readonly code = 'exists';
	/** `undefined` if it does not say who it is. */
	readonly pid: number | undefined;

	constructor(socket: string, pid: number | undefined, options: ErrorOptions = {}) {
		const miner =
			pid === undefined
				? 'A miner that does not answer runs already'
				: `A miner runs already, as process ${pid},`;
		super(`${miner} at \`${socket}\``, {
			fix: 'See `btop status`; `btop stop` ends it.',
			...options,
		});
		this.pid = pid;
	}
}

/** Error thrown when the folder of a control socket belongs to somebody else. */
export class UnsafeDirectoryError extends BtopError {
	override name = 'UnsafeDirectoryError';

	constructor(directory: string) {
		super(`\`${directory}\` belongs to another user`, {
			fix: 'Remove it, or choose another `--home`.',
		});
	}
}

/** Error thrown when no miner answers on a control socket, or one stops answering. */
export class ControlLostError extends BtopError {
	override name = 'ControlLostError';
	override readonly code = 'miner-unreachable';

	constructor(
		socket: string,
		options: ErrorOptions = {},
		message = `No miner answers at \`${socket}\``,
	) {
		super(message, {fix: 'See `btop logs` for its last words.', ...options});
	}
}

/** Error thrown when nobody listens on a control socket: what is there was left by a miner that is dead. */
export class ControlGoneError extends ControlLostError {
	override name = 'ControlGoneError';
}

/** Error thrown when somebody takes calls on a control socket and does not answer in time: a miner that hangs, or has no time. */
export class ControlSilentError extends ControlLostError {
	override name = 'ControlSilentError';

	constructor(socket: string, options: ErrorOptions = {}) {
		super(socket, options, `The miner at \`${socket}\` takes calls and does not answer`);
	}
}
