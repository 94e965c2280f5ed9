import {
	type ConnectControlOptions,
	type ControlClient,
	connectControl,
} from '../miner/control/connect-control.ts';
import {ControlGoneError} from '../miner/control/errors.ts';
import {isOfHome} from '../support/home.ts';
import type {MinerFiles} from './miner-files.ts';

/**
Connect to the control socket of a miner of this home. A miner of another home, whose socket a copy may share through a hard link, counts as gone.

@throws {ControlLostError} As `connectControl()` does.
*/
export async function connectOwnMiner(
	{socket, home}: Pick<MinerFiles, 'socket' | 'home'>,
	options?: ConnectControlOptions,
): Promise<ControlClient> {
	const control = await connectControl(socket, options);
	if (isOfHome(home, control.hello.home)) {
		return control;
	}

	control.close();
	throw new ControlGoneError(socket);
}
