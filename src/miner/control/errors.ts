import {BtopError} from '../../support/errors.ts';
import {type Hello, controlVersion} from './protocol.ts';

/** Error thrown when another miner holds a control socket. */
export class ControlTakenError extends BtopError {
	override name = 'ControlTakenError';
	override readonly code = 'exists';
	/** `undefined` if it does not identify itself. */
	readonly pid: number | undefined;

	constructor(socket: string, pid: number | undefined, options: ErrorOptions = {}) {
		const miner =
			pid === undefined
				? 'A miner that does not answer is already running'
				: `A miner is already running as process ${pid}`;
		super(`${miner} at \`${socket}\``, {
			fix: 'See `btop status`; `btop stop` stops it.',
			...options,
		});
		this.pid = pid;
	}
}

/** Error thrown when the folder of a control socket belongs to another user. */
export class UnsafeDirectoryError extends BtopError {
	override name = 'UnsafeDirectoryError';

	constructor(directory: string) {
		super(`\`${directory}\` belongs to another user`, {
			fix: 'Remove it, or choose another `--home`.',
		});
	}
}

/** Error thrown when no miner answers on a control socket, or the connection is lost. */
export class ControlLostError extends BtopError {
	override name = 'ControlLostError';
	override readonly code = 'miner-unreachable';

	constructor(
		socket: string,
		options: ErrorOptions = {},
		message = `No miner answers at \`${socket}\``,
	) {
		super(message, {fix: 'See `btop logs` for why.', ...options});
	}
}

/** Error thrown when nothing listens on a control socket: there is none, or a dead miner left it behind. */
export class ControlGoneError extends ControlLostError {
	override name = 'ControlGoneError';
}

/** Error thrown when a control socket is open but does not answer in time: the miner is hung or busy. */
export class ControlSilentError extends ControlLostError {
	override name = 'ControlSilentError';

	constructor(socket: string, options: ErrorOptions = {}) {
		super(socket, options, `The miner at \`${socket}\` accepts connections but does not answer`);
	}
}

/** Error thrown when a miner runs another version of btop, whose messages cannot be read. It can still be stopped. */
export class ControlVersionError extends BtopError {
	override name = 'ControlVersionError';
	override readonly code = 'other-version';
	readonly pid: number;

	constructor({pid, version}: Hello, options: ErrorOptions = {}) {
		const isNewer = version > controlVersion;
		super(
			`The miner of process \`${pid}\` was started by ${isNewer ? 'a newer' : 'another'} version of btop, which this one does not understand`,
			{
				fix: isNewer
					? 'Use the newer btop; or stop the miner with `btop stop`, then start it with `btop mine`.'
					: '`btop stop` stops it, `btop mine` starts it again with this version.',
				...options,
			},
		);
		this.pid = pid;
	}
}
