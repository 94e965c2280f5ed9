import {BtopError} from '../../support/errors.ts';

/** Error thrown when another miner answers on a control socket. */
export class ControlTakenError extends BtopError {
	override name = 'ControlTakenError';
	override readonly code = 'exists';
	readonly pid: number;

	constructor(socket: string, pid: number) {
		super(`A miner runs already, as process ${pid}, at \`${socket}\``, {
			fix: 'See `btop status`; `btop stop` ends it.',
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

/** Error thrown when a miner does not answer on its control socket, or stops answering. */
export class ControlLostError extends BtopError {
	override name = 'ControlLostError';
	override readonly code = 'miner-unreachable';

	constructor(socket: string, options: ErrorOptions = {}) {
		super(`No miner answers at \`${socket}\``, {
			fix: 'See `btop logs` for its last words.',
			...options,
		});
	}
}
